/** What a signed address stands for. */
export interface PreviewClaim {
  /** Key of the bytes. */
  key: string;
  /** MIME type to serve them as. */
  type: string;
  /** Name of the file, for saving it. */
  name: string;
}

/** Signs and reads the addresses attachments are shown at. */
export interface PreviewUrls {
  /** A new address for a claim, good for at least the configured time and at most twice that. */
  sign(claim: PreviewClaim): Promise<string>;
  /** What an address stands for, and for how long yet; null when it is not ours, or is over. */
  read(url: URL): Promise<(PreviewClaim & { secondsLeft: number }) | null>;
}

/** Options of {@link createPreviewUrls}. */
export interface PreviewUrlsOptions {
  /** Address the id of an attachment is added to. */
  baseUrl: string;
  /** At least 32 bytes that nobody else knows. */
  secret: string | Uint8Array<ArrayBuffer>;
  /** How long an address is good for, at least. */
  seconds: number;
  now(): Date;
}

const purpose = 'chatkit-preview-v1';
const algorithm = { name: 'HMAC', hash: 'SHA-256' };

/**
 * Addresses that carry who may see what until when, and an HMAC-SHA256 over all of it: an image in
 * a page cannot send a token. Within one period of time the same file has the same address, so that
 * browsers keep it.
 *
 * @throws RangeError for a secret of less than 32 bytes.
 */
export function createPreviewUrls(options: PreviewUrlsOptions): PreviewUrls {
  const { baseUrl, seconds } = options;
  const secret = bytesOf(options.secret);
  if (secret.byteLength < 32) throw new RangeError('secret must have at least 32 bytes');
  let imported: Promise<CryptoKey> | undefined;
  const key = (): Promise<CryptoKey> =>
    (imported ??= crypto.subtle.importKey('raw', secret, algorithm, false, ['sign', 'verify']));
  const nowSeconds = (): number => Math.floor(options.now().getTime() / 1000);

  return {
    async sign(claim) {
      const expires = Math.ceil((nowSeconds() + seconds) / seconds) * seconds;
      const signature = await crypto.subtle.sign('HMAC', await key(), messageOf(claim, expires));
      const [folder = '', id = ''] = claim.key.split('/');
      const query = new URLSearchParams({
        o: folder,
        t: claim.type,
        n: claim.name,
        e: String(expires),
        s: toBase64Url(new Uint8Array(signature)),
      });
      return `${baseUrl}/${id}?${query.toString()}`;
    },
    async read(url) {
      const field = (name: string): string => url.searchParams.get(name) ?? '';
      const expires = Number(field('e'));
      const signature = fromBase64Url(field('s'));
      if (!/^\d{1,12}$/.test(field('e')) || signature === null) return null;
      const id = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
      const claim = { key: `${field('o')}/${id}`, type: field('t'), name: field('n') };
      const message = messageOf(claim, expires);
      // `verify` compares in constant time; the time is looked at only once the rest is genuine.
      const isGenuine = await crypto.subtle.verify('HMAC', await key(), signature, message);
      const secondsLeft = expires - nowSeconds();
      return isGenuine && secondsLeft > 0 ? { ...claim, secondsLeft } : null;
    },
  };
}

/** As JSON, so that no field can run into the next. */
function messageOf({ key, type, name }: PreviewClaim, expires: number): Uint8Array<ArrayBuffer> {
  return bytesOf(JSON.stringify([purpose, key, type, name, expires]));
}

function bytesOf(value: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value;
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
