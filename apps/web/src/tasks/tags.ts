import { limits } from '@parley/api/client';

/**
 * Reads tags as people write them: separated by commas or line ends, with or without `#`. Each
 * once, none empty; anything over the limits is left out and counted in `refused`.
 */
export function parseTags(text: string): { tags: string[]; refused: number } {
  const written = text
    .split(/[,\n]/)
    .map((tag) => tag.trim().replace(/^#+/, '').trim())
    .filter((tag) => tag !== '');
  const unique = [...new Set(written)];
  const tags = unique.filter((tag) => tag.length <= limits.tagLength).slice(0, limits.tags);
  return { tags, refused: unique.length - tags.length };
}
