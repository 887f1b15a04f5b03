import type { Upload } from '../core/composer.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { Props, VNode } from './h.ts';
import { icon } from './icon.ts';
import { addFiles, removeUpload } from './uploads.ts';

/** Files of the message being written. */
export function uploadList(uploads: readonly Upload[], context: ViewContext): VNode {
  const { strings } = context;
  return h(
    'ul',
    { key: 'uploads', class: 'files' },
    uploads.map((upload) =>
      h(
        'li',
        { key: upload.key, class: ['file', upload.status], title: upload.reason ?? upload.name },
        upload.previewUrl === null
          ? icon(upload.status === 'failed' ? 'warning' : 'document')
          : h('img', { src: upload.previewUrl, alt: '' }),
        h(
          'span',
          { class: upload.status === 'uploading' ? 'shimmer' : '' },
          upload.reason ?? upload.name,
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'icon-button small',
            'aria-label': `${strings.removeFile}: ${upload.name}`,
            onclick: () => removeUpload(upload, context),
          },
          icon('close'),
        ),
      ),
    ),
  );
}

/** Opens the file picker. */
export function attachButton(context: ViewContext): VNode {
  const { accept } = context.options.composer?.attachments ?? {};
  const kinds = Object.entries(accept ?? {}).flat(2);
  return h(
    'div',
    { key: 'attach', class: 'attach' },
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': context.strings.attach,
        title: context.strings.attach,
        onclick: (event: Event) => {
          const button = event.currentTarget as HTMLElement;
          button.parentElement?.querySelector('input')?.click();
        },
      },
      icon('plus'),
    ),
    h('input', {
      type: 'file',
      multiple: true,
      hidden: true,
      tabindex: '-1',
      'aria-hidden': 'true',
      accept: kinds.length === 0 ? undefined : kinds.join(','),
      onchange: (event: Event) => {
        const input = event.currentTarget as HTMLInputElement;
        addFiles([...(input.files ?? [])], context);
        // So that the same file can be picked again after it was removed.
        input.value = '';
      },
    }),
  );
}

/** Makes the composer take dropped and pasted files, when files are allowed at all. */
export function fileProps(context: ViewContext): Props {
  if (context.options.composer?.attachments?.enabled !== true) return {};
  const { ui } = context;
  return {
    onpaste: (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      addFiles(files, context);
    },
    ondragover: (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      ui.set({ dragging: true });
    },
    ondragleave: () => ui.set({ dragging: false }),
    ondrop: (event: DragEvent) => {
      event.preventDefault();
      ui.set({ dragging: false });
      addFiles([...(event.dataTransfer?.files ?? [])], context);
    },
  };
}
