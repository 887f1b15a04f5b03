/** The composer, its menus, and the line about what failed. */
export const composer = `
.composer { position: relative; border: 1px solid var(--_border); border-radius: var(--_composer); background: var(--_raised); box-shadow: var(--_shadow); transition: border-color var(--_quick); }
.composer:focus-within { border-color: var(--_border-strong); }
.composer.dragging { border-color: var(--_focus); box-shadow: 0 0 0 3px color-mix(in oklab, var(--_focus) 25%, transparent); }
.composer.locked { background: var(--_fill); }
.composer-row { display: flex; flex-wrap: wrap; align-items: flex-end; padding: 7px; }
.input { flex: 1 1 60%; min-width: 0; max-height: min(40vh, 260px); min-height: 36px; padding: 6px 6px 6px 12px; border: 0; background: none; resize: none; line-height: 24px; overflow-y: auto; scrollbar-width: thin; }
.input:placeholder-shown { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.input:focus-visible { outline: none; }
.composer-row:has(.composer-tools) .input { flex-basis: 100%; padding-bottom: 4px; }
.composer-tools { flex: 1 1 calc(100% - 48px); display: flex; flex-wrap: wrap; align-items: center; gap: 4px; min-width: 0; min-height: 36px; }
.composer-tools .gap { flex: 1; }
.primary { display: grid; place-items: center; flex: none; width: 36px; height: 36px; margin-inline-start: 6px; border-radius: min(var(--_round), 50%); background: var(--_accent); color: var(--_on-accent); transition: opacity var(--_quick), transform var(--_quick); }
.primary .icon { margin: auto; stroke-width: 2.1; }
.primary:hover:not(:disabled) { opacity: 0.88; } .primary:active:not(:disabled) { transform: scale(0.94); }
.primary:disabled { background: var(--_fill-strong); color: var(--_text-tertiary); }
.count { padding: 0 16px 8px; margin-top: -2px; color: var(--_text-secondary); font-size: var(--_tiny); text-align: end; font-variant-numeric: tabular-nums; }
.count.over { color: var(--_danger-text); font-weight: 600; }
.hint { padding: 0 16px 10px; color: var(--_danger-text); font-size: var(--_tiny); }
.composer-quote { display: flex; align-items: center; gap: 8px; margin: 8px 8px 0; padding: 6px 6px 6px 12px; border-radius: calc(var(--_composer) - 10px); background: var(--_fill); color: var(--_text-secondary); font-size: var(--_small); }
.composer-quote span { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.files { display: flex; flex-wrap: wrap; gap: 6px; justify-content: flex-end; }
.composer .files { justify-content: flex-start; padding: 10px 10px 0; }
.file { display: flex; align-items: center; gap: 8px; max-width: 15rem; min-height: 36px; padding: 4px 10px 4px 6px; border: 1px solid var(--_border); border-radius: 12px; font-size: var(--_small); }
.file img { width: 28px; height: 28px; border-radius: 7px; object-fit: cover; }
.file > span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.file.failed { border-color: var(--_danger-text); color: var(--_danger-text); }
.chip-button { display: inline-flex; align-items: center; gap: 6px; min-height: 34px; padding: 0 10px; border-radius: var(--_round); color: var(--_text-secondary); font-size: var(--_small); white-space: nowrap; transition: background-color var(--_quick); }
.chip-button .icon { width: 17px; height: 17px; }
.chip-button:hover { background: var(--_fill); color: var(--_text); }
.chip-button.on { background: var(--_info-fill); color: var(--_info-text); }
.at { font-size: 1.1em; font-weight: 500; line-height: 1; }
.recording { color: var(--_danger-text); background: var(--_danger-fill); }
.menu { flex: none; max-width: 100%; }
.popup { position: absolute; z-index: 3; bottom: calc(100% + 8px); inset-inline-start: 0; min-width: 220px; max-width: min(340px, 100%); max-height: 320px; overflow: auto; padding: 5px; border: 1px solid var(--_border); border-radius: var(--_panel); background: var(--_raised); box-shadow: var(--_shadow-high); animation: rise 130ms ease-out; }
.gap ~ .menu .popup { inset-inline: auto 0; }
.suggestions { inset-inline: 0; max-width: none; }
.suggestions .caption { padding: 8px 10px; }
.popup-item { display: flex; align-items: center; gap: 10px; width: 100%; min-height: 38px; padding: 6px 10px; border-radius: min(var(--_soft), 10px); font-size: var(--_small); cursor: pointer; }
.popup-item:hover, .popup-item.active, .popup-item:focus-visible { background: var(--_fill); }
.popup-item.active, .popup-item:focus-visible { outline: 2px solid var(--_focus); outline-offset: -2px; }
.popup-item:disabled { opacity: 0.5; }
.popup-item .icon { width: 18px; height: 18px; color: var(--_text-secondary); }
.popup-text { flex: 1; min-width: 0; display: flex; flex-direction: column; line-height: 1.35; }
.popup-item small, .caption { color: var(--_text-secondary); font-size: var(--_tiny); }
.failure { display: flex; align-items: center; gap: 10px; margin-bottom: 8px; padding: 7px 8px 7px 14px; border-radius: var(--_panel); background: var(--_danger-fill); color: var(--_danger-text); font-size: var(--_small); line-height: 1.4; animation: rise 160ms ease-out; }
.failure > .icon { width: 18px; height: 18px; }
.failure-text { flex: 1; min-width: 0; }
.failure .icon-button { color: inherit; }
.failure .button.soft { background: color-mix(in oklab, currentColor 12%, transparent); color: inherit; }
.closed { display: flex; align-items: center; justify-content: center; gap: 8px; min-height: 52px; padding: 12px 16px; border-radius: var(--_panel); background: var(--_fill); color: var(--_text-secondary); font-size: var(--_small); }
@container chat (max-width: 480px) {
  .chip-button { padding: 0 8px; }
  .failure { flex-wrap: wrap; } .failure-text { flex-basis: 60%; }
}
`;
