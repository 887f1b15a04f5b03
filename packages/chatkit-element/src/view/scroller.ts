/** Keeps the place in the conversation. */
export interface Scroller {
  /** Call before and after drawing; the answer of `before` goes to `after`. */
  before(): ScrollMark;
  after(mark: ScrollMark, change: ScrollChange): void;
  toEnd(smooth: boolean): void;
  /** Goes back to where it was before the element left the page, which forgets it. */
  restore(): void;
}

/** Where the view was. */
export interface ScrollMark {
  top: number;
  height: number;
  atEnd: boolean;
}

/** What the drawing changed. */
export type ScrollChange = 'opened' | 'prepended' | 'sent' | 'grew' | 'none';

/** How near to the end still counts as being there, in pixels. */
const NEAR = 64;
/** How near to the start older messages are asked for, in pixels. */
const EARLY = 400;

/**
 * Watches the scrolling element. A thread opens at its end; older messages appear above without
 * moving what is read; a sent message comes to the top; growth is followed only by those who are
 * at the end and asked for it.
 */
export function createScroller(
  element: HTMLElement,
  hooks: { onNearStart(): void; onAway(isAway: boolean): void; follows(): boolean },
): Scroller {
  let away = false;
  let place = 0;
  let height = element.clientHeight;
  const onScroll = (): void => {
    report();
    if (element.scrollTop < EARLY) hooks.onNearStart();
  };
  const observer = new ResizeObserver(() => {
    height = element.clientHeight;
    element.style.setProperty('--_viewport', `${element.clientHeight}px`);
    // A keyboard that opens must not cover the end for those who are there.
    if (!away && element.clientHeight > 0) element.scrollTop = element.scrollHeight;
  });
  element.addEventListener('scroll', onScroll, { passive: true });
  observer.observe(element);

  return {
    before: () => ({ top: element.scrollTop, height: element.scrollHeight, atEnd: isAtEnd() }),
    after(mark, change) {
      switch (change) {
        case 'opened':
          element.scrollTop = element.scrollHeight;
          break;
        case 'prepended':
          element.scrollTop = mark.top + element.scrollHeight - mark.height;
          break;
        case 'sent':
          toEnd(true);
          break;
        case 'grew':
          if (mark.atEnd && hooks.follows()) element.scrollTop = element.scrollHeight;
          break;
        case 'none':
          break;
      }
      report();
    },
    toEnd,
    restore() {
      element.scrollTop = place;
    },
  };

  function toEnd(smooth: boolean): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({ top: element.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'auto' });
  }

  function isAtEnd(): boolean {
    return element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
  }

  function report(): void {
    if (element.isConnected) place = element.scrollTop;
    // A window that just changed moved the end, not the reader; the observer settles it.
    if (element.clientHeight !== height) return;
    const isAway = !isAtEnd();
    if (isAway === away) return;
    away = isAway;
    hooks.onAway(isAway);
  }
}
