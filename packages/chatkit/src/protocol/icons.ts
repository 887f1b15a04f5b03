import { z } from 'zod';

/** Icons that every ChatKit client draws (protocol A.5). */
export const builtInIcons = [
  'agent',
  'analytics',
  'atom',
  'batch',
  'bolt',
  'book-clock',
  'book-closed',
  'book-open',
  'bug',
  'calendar',
  'chart',
  'check',
  'check-circle',
  'check-circle-filled',
  'chevron-left',
  'chevron-right',
  'circle-question',
  'clock',
  'compass',
  'confetti',
  'cube',
  'desktop',
  'document',
  'dot',
  'dots-horizontal',
  'dots-vertical',
  'empty-circle',
  'external-link',
  'globe',
  'images',
  'info',
  'keys',
  'lab',
  'lifesaver',
  'lightbulb',
  'mail',
  'map-pin',
  'maps',
  'mobile',
  'name',
  'notebook',
  'notebook-pencil',
  'page-blank',
  'phone',
  'play',
  'plus',
  'profile',
  'profile-card',
  'reload',
  'search',
  'settings-slider',
  'sparkle',
  'sparkle-double',
  'square-code',
  'square-image',
  'square-text',
  'star',
  'star-filled',
  'suitcase',
  'user',
  'wreath',
  'write',
  'write-alt',
  'write-alt2',
] as const;

/** An icon: a built-in name, or one a client knows from a named set. */
export type IconName = (typeof builtInIcons)[number] | `vendor:${string}` | `lucide:${string}`;

const known: ReadonlySet<string> = new Set(builtInIcons);

/** Whether a name is one that clients can be expected to draw. */
export function isIconName(name: string): name is IconName {
  return known.has(name) || /^(?:vendor|lucide):./.test(name);
}

/** An icon name; unknown names are refused. */
export const iconNameSchema: z.ZodType<IconName> = z
  .string()
  .refine(isIconName, 'unknown icon name');
