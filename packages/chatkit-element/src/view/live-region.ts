/** Speaks to screen readers. */
export interface LiveRegion {
  /** Goes into the page; takes no room. */
  element: HTMLElement;
  say(text: string): void;
}

/** How long a sentence stays: long enough to be picked up, not to be come across later. */
const STAYS_MS = 4000;

/**
 * A polite live region. It lives in a closed shadow root of its own, so that what it repeats is
 * found neither by a search in the page nor by tests that look for a message.
 */
export function createLiveRegion(): LiveRegion {
  const element = document.createElement('div');
  element.className = 'live-region';
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  element.attachShadow({ mode: 'closed' }).append(region);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    say(text) {
      clearTimeout(timer);
      region.textContent = text;
      timer = setTimeout(() => {
        region.textContent = '';
      }, STAYS_MS);
    },
  };
}
