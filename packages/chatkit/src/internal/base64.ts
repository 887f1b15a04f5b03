import { NotAllowedError } from '../errors.ts';

/**
 * The bytes of a base64 text.
 *
 * @throws NotAllowedError when it is not base64.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch (cause) {
    throw new NotAllowedError('audio_base64 is not base64', { cause });
  }
}
