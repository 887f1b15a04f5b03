import type { Upload } from '../core/composer.ts';
import { toChatError } from '../core/errors.ts';
import { acceptFile, uploadFile } from '../core/upload.ts';
import type { ViewContext } from './context.ts';

/** Counts uploads, for keys that stay unique while files share names. */
let started = 0;

/** Takes files into the composer and sends them; refused ones are named in the hint. */
export function addFiles(files: readonly File[], context: ViewContext): void {
  const { chat, options, strings, ui } = context;
  const limits = options.composer?.attachments;
  for (const file of files) {
    const verdict = acceptFile(file, chat.composer.get().uploads.length, limits ?? {});
    if (verdict === 'ok') context.run(() => add(file, context));
    else if (verdict === 'too_many') ui.set({ hint: strings.tooManyFiles(limits?.maxCount ?? 10) });
    else if (verdict === 'too_large') ui.set({ hint: strings.fileTooLarge(file.name) });
    else ui.set({ hint: strings.fileRefused(file.name) });
  }
}

async function add(file: File, context: ViewContext): Promise<void> {
  const { chat, strings } = context;
  started += 1;
  const upload: Upload = {
    key: `upload-${started}`,
    name: file.name,
    size: file.size,
    mimeType: file.type,
    previewUrl: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
    status: 'uploading',
    attachment: null,
    reason: null,
  };
  chat.composer.set({ uploads: [...chat.composer.get().uploads, upload] });
  try {
    const attachment = await uploadFile(file, context.uploadTarget());
    patch(upload.key, { status: 'done', attachment }, context);
  } catch (error) {
    patch(upload.key, { status: 'failed', reason: strings.uploadFailed(file.name) }, context);
    context.emit('error', { error: toChatError(error, 'attachment') });
  }
}

/** Takes a file out again and tells the server, which may still hold it. */
export function removeUpload(upload: Upload, context: ViewContext): void {
  const { chat } = context;
  const rest = chat.composer.get().uploads.filter(({ key }) => key !== upload.key);
  chat.composer.set({ uploads: rest });
  if (upload.previewUrl !== null) URL.revokeObjectURL(upload.previewUrl);
  const id = upload.attachment?.id;
  if (id === undefined) return;
  const { client } = context.uploadTarget();
  context.run(() => client.call('attachments.delete', { attachment_id: id }));
}

function patch(key: string, change: Partial<Upload>, context: ViewContext): void {
  const { composer } = context.chat;
  const uploads = composer
    .get()
    .uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
  composer.set({ uploads });
}
