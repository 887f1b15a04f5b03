import type { ChatKitOptions, FontObject, ThemeOption } from '@openai/chatkit';

/** Brings the `theme` option onto the root of the shadow tree. */
export function applyTheme(root: HTMLElement, option: ChatKitOptions['theme']): void {
  const theme: ThemeOption =
    typeof option === 'object' ? option : { colorScheme: option ?? 'light' };
  const { typography, color } = theme;
  root.dataset['scheme'] = theme.colorScheme ?? 'light';
  root.dataset['radius'] = theme.radius ?? 'pill';
  root.dataset['density'] = theme.density ?? 'normal';
  const gray = color?.grayscale;
  const properties: Record<string, string | undefined> = {
    '--_option-size': typography?.baseSize === undefined ? undefined : `${typography.baseSize}px`,
    '--_option-font': typography?.fontFamily,
    '--_option-mono': typography?.fontFamilyMono,
    '--_option-accent': color?.accent?.primary,
    '--_option-surface': color?.surface?.background,
    '--_option-text': color?.surface?.foreground,
    '--_option-hue': gray === undefined ? undefined : String(gray.hue),
    // Nine steps from grey to clearly tinted, as text on it must stay readable.
    '--_option-chroma': gray === undefined ? undefined : String(gray.tint * 0.0035),
    '--_option-shade': gray?.shade === undefined ? undefined : String(gray.shade * 0.008),
  };
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) root.style.removeProperty(name);
    else root.style.setProperty(name, value);
  }
  for (const font of typography?.fontSources ?? []) loadFont(font);
}

const loaded = new Set<string>();

/** Loads a font the host names, once per page. A font that fails leaves the fallback. */
function loadFont(font: FontObject): void {
  const id = JSON.stringify(font);
  if (loaded.has(id)) return;
  loaded.add(id);
  const face = new FontFace(font.family, `url(${JSON.stringify(font.src)})`, {
    ...(font.weight !== undefined && { weight: String(font.weight) }),
    ...(font.style !== undefined && { style: font.style }),
    ...(font.display !== undefined && { display: font.display }),
    ...(font.unicodeRange !== undefined && { unicodeRange: font.unicodeRange }),
  });
  document.fonts.add(face);
}
