import type { Attachment } from '../protocol/attachment.ts';
import type { AttachmentStore } from '../store.ts';

/** Attachments that are kept in the memory of a test. */
export interface FakeUploads {
  store: AttachmentStore<null>;
  /** Bytes by the id of their attachment. */
  bytes: Map<string, Uint8Array>;
  /** Answers a request for an upload or a preview; `null` for any other. */
  take(request: Request): Promise<Response | null>;
}

const path = '/fake-uploads/';

/** Makes an attachment store whose uploads are taken by the fake server itself. */
export function createFakeUploads(): FakeUploads {
  const bytes = new Map<string, Uint8Array>();
  const types = new Map<string, string>();
  // Addresses must be where the page reaches the server, which only its requests tell.
  let origin = '';
  return {
    bytes,
    store: {
      async createAttachment({ id, name, mime_type }) {
        types.set(id, mime_type);
        const url = `${origin}${path}${id}`;
        const base = {
          id,
          name,
          mime_type,
          upload_descriptor: { url, method: 'PUT' as const, headers: {} },
        };
        const attachment: Attachment = mime_type.startsWith('image/')
          ? { ...base, type: 'image', preview_url: url }
          : { ...base, type: 'file' };
        return attachment;
      },
      async deleteAttachment(id) {
        bytes.delete(id);
        types.delete(id);
      },
    },
    async take(request) {
      const { pathname, origin: reached } = new URL(request.url);
      origin = reached;
      if (!pathname.startsWith(path)) return null;
      const id = pathname.slice(path.length);
      const type = types.get(id);
      if (type === undefined) return new Response(null, { status: 404 });
      if (request.method === 'PUT') {
        bytes.set(id, new Uint8Array(await request.arrayBuffer()));
        return new Response(null, { status: 204 });
      }
      const found = bytes.get(id);
      if (found === undefined) return new Response(null, { status: 404 });
      return new Response(new Uint8Array(found), { headers: { 'content-type': type } });
    },
  };
}
