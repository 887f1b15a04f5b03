/**
 * Where the reader's own colours take the place of ours (Windows contrast themes), fills are gone:
 * lines show what has an edge, and the colours of a selection what is chosen.
 */
export const forcedColors = `
@media (forced-colors: active) {
  .icon { forced-color-adjust: auto; }
  .shimmer { color: CanvasText; background: none; }
  .bubble, .tag, .code, .notice, .failure, .file, .skeleton, .closed, .chips li, .table th { border: 1px solid CanvasText; }
  .primary, .chip-button, .latest { border: 1px solid ButtonText; }
  .primary:disabled { border-color: GrayText; color: GrayText; }
  .icon-button[aria-pressed='true'], .chip-button.on, .thread.current, .popup-item.active, .popup-item[aria-checked='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .thread.current :is(button, .icon-button), .popup-item :is(.icon, small) { color: inherit; }
  .thread.current :focus-visible { outline-color: HighlightText; outline-offset: -3px; }
  .thinking i { forced-color-adjust: none; background: CanvasText; }
  .button:is(:disabled, [aria-disabled='true']) { border-color: GrayText; color: GrayText; opacity: 1; }
  .widget.faded { opacity: 1; }
}
`;
