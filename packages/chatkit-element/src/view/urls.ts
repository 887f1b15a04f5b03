/** Decides what may be linked to and what may be loaded. */
export interface UrlPolicy {
  /** The absolute address of an http(s) or mailto link; null for anything else. */
  link(href: string): string | null;
  /** The absolute address of an image that may load; null when it may not. */
  image(src: string): string | null;
}

/**
 * Images load from the server's own origin, the page's origin, `data:` and `blob:`, and from the
 * hosts the thread names in `allowed_image_domains` (a name also covers its subdomains when it
 * begins with `*.`). Everything else would be a request to a third party that a model chose.
 */
export function createUrlPolicy(
  apiUrl: string,
  baseUrl: string,
  allowedImageDomains: readonly string[],
): UrlPolicy {
  const own = new Set([originOf(apiUrl, baseUrl), originOf(baseUrl, baseUrl)]);
  return {
    link(href) {
      const url = parse(href, baseUrl);
      return url !== null && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : null;
    },
    image(src) {
      const url = parse(src, baseUrl);
      if (url === null) return null;
      if (url.protocol === 'blob:') return url.href;
      if (url.protocol === 'data:') return /^data:image\//i.test(url.href) ? url.href : null;
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
      const allowed =
        own.has(url.origin) || allowedImageDomains.some((domain) => covers(domain, url.hostname));
      return allowed ? url.href : null;
    },
  };
}

function covers(domain: string, host: string): boolean {
  const name = domain.toLowerCase();
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
}

function parse(value: string, base: string): URL | null {
  try {
    return new URL(value, base);
  } catch {
    // Not an address: drawn as text.
    return null;
  }
}

function originOf(value: string, base: string): string | null {
  return parse(value, base)?.origin ?? null;
}
