/**
 * The tokens. `--chatkit-*` is for pages to set on the element, `--_option-*` comes from the
 * `theme` option, `--_*` is what the rest of the styles use.
 */
export const tokens = `
:host {
  display: block;
  position: relative;
  width: 100%;
  height: 100%;
  min-height: 0;
  contain: layout;
  text-align: start;
}
:host([hidden]) { display: none; }
.root {
  color-scheme: light;
  --_h: var(--_option-hue, 260);
  --_c: var(--_option-chroma, 0.004);
  --_shade: var(--_option-shade, 0);
  --_surface: var(--chatkit-background, var(--_option-surface, light-dark(oklch(1 0 0), oklch(calc(0.2 - var(--_shade)) var(--_c) var(--_h)))));
  --_raised: light-dark(oklch(1 0 0), oklch(calc(0.235 - var(--_shade)) var(--_c) var(--_h)));
  --_fill: light-dark(oklch(calc(0.966 - var(--_shade)) var(--_c) var(--_h)), oklch(calc(0.265 - var(--_shade)) var(--_c) var(--_h)));
  --_fill-strong: light-dark(oklch(calc(0.93 - var(--_shade)) var(--_c) var(--_h)), oklch(calc(0.32 - var(--_shade)) var(--_c) var(--_h)));
  --_border: var(--chatkit-border, light-dark(oklch(0.9 var(--_c) var(--_h)), oklch(0.335 var(--_c) var(--_h))));
  --_border-subtle: light-dark(oklch(0.935 var(--_c) var(--_h)), oklch(0.29 var(--_c) var(--_h)));
  --_border-strong: light-dark(oklch(0.62 var(--_c) var(--_h)), oklch(0.57 var(--_c) var(--_h)));
  --_text: var(--chatkit-text, var(--_option-text, light-dark(oklch(0.23 var(--_c) var(--_h)), oklch(0.94 var(--_c) var(--_h)))));
  --_text-secondary: light-dark(oklch(0.44 var(--_c) var(--_h)), oklch(0.78 var(--_c) var(--_h)));
  --_text-tertiary: light-dark(oklch(0.51 var(--_c) var(--_h)), oklch(0.71 var(--_c) var(--_h)));
  --_accent: var(--chatkit-accent, var(--_option-accent, light-dark(oklch(0.25 var(--_c) var(--_h)), oklch(0.95 var(--_c) var(--_h)))));
  --_on-accent: light-dark(white, black);
  --_user-fill: var(--chatkit-user-background, var(--_fill));
  --_focus: light-dark(oklch(0.52 0.19 258), oklch(0.76 0.13 250));
  --_link: light-dark(oklch(0.47 0.16 258), oklch(0.79 0.11 250));
  --_success-text: light-dark(oklch(0.43 0.11 152), oklch(0.83 0.13 152));
  --_success-fill: light-dark(oklch(0.955 0.035 152), oklch(0.3 0.045 152));
  --_success-solid: oklch(0.47 0.12 152);
  --_warning-text: light-dark(oklch(0.45 0.1 65), oklch(0.85 0.12 80));
  --_warning-fill: light-dark(oklch(0.96 0.045 85), oklch(0.31 0.045 75));
  --_warning-solid: oklch(0.5 0.11 60);
  --_danger-text: light-dark(oklch(0.47 0.18 26), oklch(0.81 0.11 22));
  --_danger-fill: light-dark(oklch(0.96 0.02 22), oklch(0.3 0.055 22));
  --_danger-solid: oklch(0.5 0.19 26);
  --_info-text: light-dark(oklch(0.45 0.14 255), oklch(0.82 0.1 250));
  --_info-fill: light-dark(oklch(0.958 0.025 255), oklch(0.3 0.05 255));
  --_info-solid: oklch(0.48 0.16 256);
  --_discovery-text: light-dark(oklch(0.45 0.17 300), oklch(0.83 0.1 300));
  --_discovery-fill: light-dark(oklch(0.958 0.025 300), oklch(0.31 0.06 300));
  --_discovery-solid: oklch(0.48 0.19 300);
  --_size: var(--chatkit-font-size, var(--_option-size, 16px));
  --_small: calc(var(--_size) * 0.875);
  --_tiny: calc(var(--_size) * 0.8);
  --_font: var(--chatkit-font, var(--_option-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif));
  --_mono: var(--chatkit-font-mono, var(--_option-mono, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace));
  --_width: var(--chatkit-max-width, 46rem);
  --_gap: 1;
  --_round: 999px;
  --_bubble: 20px;
  --_panel: 16px;
  --_composer: 26px;
  --_soft: 10px;
  --_shadow: 0 1px 2px rgb(0 0 0 / 0.04), 0 4px 16px rgb(0 0 0 / 0.05);
  --_shadow-high: 0 2px 6px rgb(0 0 0 / 0.06), 0 12px 40px rgb(0 0 0 / 0.14);
  --_quick: 120ms;
}
.root[data-scheme='dark'], .scheme-dark { color-scheme: dark; }
.scheme-light { color-scheme: light; }
.scheme-dark, .scheme-light { color: var(--_text); }
@supports (color: oklch(from red l 0 0)) {
  /* Black or white, whichever reads on the accent. */
  .root { --_on-accent: oklch(from var(--_accent) clamp(0, (0.68 - l) * 1000, 1) 0 0); }
}
.root[data-scheme='dark'] { --_shadow: 0 1px 2px rgb(0 0 0 / 0.2); --_shadow-high: 0 12px 40px rgb(0 0 0 / 0.5); }
.root[data-radius='round'] { --_round: 12px; --_bubble: 16px; --_panel: 14px; --_composer: 18px; --_soft: 9px; }
.root[data-radius='soft'] { --_round: 8px; --_bubble: 10px; --_panel: 10px; --_composer: 12px; --_soft: 6px; }
.root[data-radius='sharp'] { --_round: 2px; --_bubble: 2px; --_panel: 2px; --_composer: 2px; --_soft: 2px; }
.root[data-density='compact'] { --_gap: 0.72; }
.root[data-density='spacious'] { --_gap: 1.3; }
@media (prefers-reduced-motion: reduce) {
  .root { --_quick: 0ms; }
  .root *, .root *::before, .root *::after { animation: none !important; transition: none !important; }
}
`;
