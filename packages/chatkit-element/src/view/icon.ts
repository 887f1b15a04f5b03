import { DRAWINGS } from './icon-paths.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';

/** Names of the ChatKit icon sets whose drawing goes by another name here. */
const ALIASES: Readonly<Record<string, string>> = {
  analytics: 'chart',
  'back-large': 'back',
  'back-small': 'chevron-left',
  'book-clock': 'clock',
  'book-closed': 'book',
  'chat-temporary': 'chat',
  'circle-question': 'question',
  'collapse-large': 'collapse',
  'collapse-left': 'chevrons-left',
  'collapse-right': 'chevrons-right',
  'collapse-small': 'collapse',
  'dark-mode': 'moon',
  'dots-horizontal': 'dots',
  'dots-horizontal-circle': 'dots',
  'dots-vertical-circle': 'dots-vertical',
  'double-chevron-left': 'chevrons-left',
  'double-chevron-right': 'chevrons-right',
  'empty-circle': 'circle',
  'expand-large': 'expand',
  'expand-small': 'expand',
  'external-link': 'external',
  hamburger: 'menu',
  'home-alt': 'home',
  images: 'image',
  'light-mode': 'sun',
  'menu-inverted': 'menu',
  'notebook-pencil': 'compose',
  'open-left': 'chevrons-left',
  'open-right': 'chevrons-right',
  'page-blank': 'page',
  profile: 'user',
  'profile-card': 'name',
  'settings-cog': 'cog',
  'settings-slider': 'sliders',
  'square-image': 'image',
  write: 'pencil',
  'write-alt': 'pencil',
  'write-alt2': 'compose',
  // Lucide names that the same drawings serve.
  'alarm-clock': 'clock',
  'arrow-up': 'arrow',
  'calendar-days': 'calendar',
  circle: 'circle',
  'circle-check': 'check-circle',
  'file-text': 'document',
  house: 'home',
  pencil: 'pencil',
  'refresh-cw': 'reload',
  settings: 'cog',
  sparkles: 'sparkle-double',
  'trash-2': 'trash',
  'triangle-alert': 'warning',
  x: 'close',
};

/** An icon by its ChatKit name (`lucide:` and `vendor:` prefixes allowed); unknown: a dot. */
export function icon(name: string, className = ''): VNode {
  const plain = name.replace(/^(?:lucide|vendor):/, '');
  const path = DRAWINGS[drawingOf(plain)] ?? DRAWINGS['dot'] ?? '';
  const filled = path.startsWith('!');
  return h(
    'svg',
    { class: ['icon', filled && 'filled', className], viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    h('path', { d: filled ? path.slice(1) : path }),
  );
}

function drawingOf(name: string): string {
  if (Object.hasOwn(DRAWINGS, name)) return name;
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name] ?? 'dot';
  return name.startsWith('sidebar') && name.includes('right')
    ? 'sidebar-right'
    : name.startsWith('sidebar')
      ? 'sidebar'
      : 'dot';
}
