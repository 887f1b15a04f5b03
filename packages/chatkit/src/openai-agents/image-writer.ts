import type { Emit, WriterTurn } from '../models/message-writer.ts';
import type { GeneratedImageItem } from '../protocol/item.ts';

/** An image that a model made, or a sketch of one that it is making. */
export interface AgentImage {
  /** The bytes in base64. */
  base64: string;
  /** Such as `image/png`. */
  mediaType: string;
  /** Id of the image in the thread. */
  id: string;
  /** Whether a better one is to come. */
  partial: boolean;
}

/** Writes the images of one run. */
export interface ImageWriter {
  /** Shows that an image is being made. */
  start(key: string): void;
  /** Shows a sketch; sketches are not stored. */
  sketch(key: string, sketch: { base64: string; format?: string; index: number }): Promise<void>;
  /** Shows and stores the image; a call that made none is taken back. */
  finish(key: string, image: { base64: string; format?: string }): Promise<void>;
  /** Takes back what was begun and never came. */
  drop(): void;
}

/** How images are kept, and how many sketches of each are asked for. */
export interface ImageOptions {
  imageUrl(image: AgentImage): string | Promise<string>;
  partialImages: number;
}

/** Makes the writer of a run's images; their ids are ours. */
export function createImageWriter(
  turn: WriterTurn,
  emit: Emit,
  { imageUrl, partialImages }: ImageOptions,
): ImageWriter {
  const open = new Map<string, GeneratedImageItem>();

  function itemOf(key: string): GeneratedImageItem {
    const known = open.get(key);
    if (known !== undefined) return known;
    const item: GeneratedImageItem = {
      id: turn.generateId('message'),
      thread_id: turn.thread.id,
      created_at: turn.now().toISOString(),
      type: 'generated_image',
    };
    open.set(key, item);
    emit({ type: 'thread.item.added', item });
    return item;
  }

  return {
    start: (key) => void itemOf(key),
    async sketch(key, { base64, format = 'png', index }) {
      const { id } = itemOf(key);
      const url = await imageUrl({ base64, mediaType: `image/${format}`, id, partial: true });
      const progress = partialImages > 0 ? Math.min(1, index / partialImages) : 0;
      const update = { type: 'generated_image.updated' as const, image: { id, url }, progress };
      emit({ type: 'thread.item.updated', item_id: id, update });
    },
    async finish(key, { base64, format = 'png' }) {
      const item = itemOf(key);
      open.delete(key);
      if (base64 === '') {
        emit({ type: 'thread.item.removed', item_id: item.id });
        return;
      }
      const { id } = item;
      const url = await imageUrl({ base64, mediaType: `image/${format}`, id, partial: false });
      emit({ type: 'thread.item.done', item: { ...item, image: { id, url } } });
    },
    drop() {
      for (const { id } of open.values()) emit({ type: 'thread.item.removed', item_id: id });
      open.clear();
    },
  };
}
