/** Widgets: frames, text, controls. */
export const widget = `
.widget { max-width: 100%; font-size: var(--_small); line-height: 1.45; transition: opacity 160ms; }
.widget.faded { opacity: 0.55; pointer-events: none; }
.w-box { display: flex; min-width: 0; }
.w-row { display: flex; flex-direction: row; align-items: center; gap: 8px; min-width: 0; }
.w-col { display: flex; flex-direction: column; gap: 8px; min-width: 0; }
.w-row > .w-col, .w-row > .w-text { min-width: 0; }
.w-spacer { flex: 1 1 auto; }
.w-divider { width: 100%; height: 0; margin: 0; border: 0; border-top: 1px solid var(--_border); }
.w-row > .w-divider { width: 0; height: auto; align-self: stretch; border-top: 0; border-inline-start: 1px solid var(--_border); }
.w-card .w-divider.flush { width: calc(100% + 32px); margin-inline: -16px; }
.w-transition > * { animation: appear 200ms ease-out; }
.w-card { width: 100%; border: 1px solid var(--_border); border-radius: var(--_panel); background: var(--_raised); overflow: hidden; }
.card-sm { max-width: 22rem; } .card-md { max-width: 28rem; } .card-lg { max-width: 36rem; }
.card-body { padding: 14px 16px; }
.card-actions { display: flex; justify-content: flex-end; flex-wrap: wrap; gap: 8px; padding: 0 16px 14px; }
.w-status { display: flex; align-items: center; gap: 8px; padding: 9px 16px; border-bottom: 1px solid var(--_border-subtle); color: var(--_text-secondary); font-size: var(--_tiny); }
.w-status .icon, .w-status img { width: 16px; height: 16px; }
.w-list { border: 1px solid var(--_border); border-radius: var(--_panel); background: var(--_raised); overflow: hidden; }
.w-item { position: relative; transition: background-color var(--_quick); }
.w-item + .w-item { border-top: 1px solid var(--_border-subtle); }
.w-item.pressable:hover { background: var(--_fill); }
.w-item.busy { animation: breathe 1.2s ease-in-out infinite; }
.item-row { gap: 12px; min-height: 46px; padding: 9px 16px; }
.hit { position: absolute; inset: 0; width: 100%; height: 100%; }
.hit:focus-visible { outline-offset: -3px; border-radius: 12px; }
.pressable .item-row { pointer-events: none; }
.pressable .item-row :is(button, a, input, select, textarea, label) { pointer-events: auto; position: relative; }
.list-more { display: flex; align-items: center; justify-content: center; gap: 6px; width: 100%; min-height: 40px; border-top: 1px solid var(--_border-subtle); color: var(--_text-secondary); font-size: var(--_small); }
.list-more:hover { background: var(--_fill); } .list-more .icon { width: 16px; height: 16px; }
.w-text { font-size: var(--_small); min-width: 0; }
.w-text.truncate { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.w-text.clamp { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: var(--_lines); overflow: hidden; }
.w-text.italic { font-style: italic; } .w-text.struck { text-decoration: line-through; }
.w-text.size-xs { font-size: calc(var(--_size) * 0.75); } .w-text.size-sm { font-size: calc(var(--_size) * 0.8125); } .w-text.size-lg { font-size: var(--_size); } .w-text.size-xl { font-size: calc(var(--_size) * 1.125); }
.w-caption { color: var(--_text-secondary); font-size: var(--_tiny); } .w-caption.size-sm { font-size: calc(var(--_size) * 0.75); } .w-caption.size-lg { font-size: var(--_small); }
.w-title { font-size: var(--_size); font-weight: 600; line-height: 1.3; letter-spacing: -0.01em; }
.w-title.size-sm { font-size: var(--_small); } .w-title.size-lg { font-size: calc(var(--_size) * 1.125); } .w-title.size-xl { font-size: calc(var(--_size) * 1.25); } .w-title.size-2xl { font-size: calc(var(--_size) * 1.5); } .w-title.size-3xl { font-size: calc(var(--_size) * 1.875); } .w-title.size-4xl { font-size: calc(var(--_size) * 2.25); } .w-title.size-5xl { font-size: calc(var(--_size) * 3); }
.w-label { color: var(--_text-secondary); font-weight: 500; }
.badge { display: inline-flex; align-items: center; flex: none; padding: 0 7px; border: 1px solid transparent; border-radius: 6px; font-size: calc(var(--_size) * 0.75); font-weight: 500; line-height: 20px; white-space: nowrap; }
.badge.size-md { line-height: 22px; font-size: var(--_tiny); } .badge.size-lg { line-height: 26px; font-size: var(--_small); }
.badge.pill { border-radius: 999px; }
.tone-secondary, .tone-primary { --_t: var(--_text-secondary); --_f: var(--_fill-strong); --_s: light-dark(oklch(0.45 var(--_c) var(--_h)), oklch(0.42 var(--_c) var(--_h))); --_os: white; }
.tone-primary { --_t: var(--_text); --_s: var(--_accent); --_os: var(--_on-accent); }
.tone-success { --_t: var(--_success-text); --_f: var(--_success-fill); --_s: var(--_success-solid); --_os: white; }
.tone-warning, .tone-caution { --_t: var(--_warning-text); --_f: var(--_warning-fill); --_s: var(--_warning-solid); --_os: white; }
.tone-danger { --_t: var(--_danger-text); --_f: var(--_danger-fill); --_s: var(--_danger-solid); --_os: white; }
.tone-info { --_t: var(--_info-text); --_f: var(--_info-fill); --_s: var(--_info-solid); --_os: white; }
.tone-discovery { --_t: var(--_discovery-text); --_f: var(--_discovery-fill); --_s: var(--_discovery-solid); --_os: white; }
.badge.soft { background: var(--_f); color: var(--_t); } .badge.solid { background: var(--_s); color: var(--_os); } .badge.outline { border-color: color-mix(in oklab, var(--_t) 45%, transparent); color: var(--_t); }
.button { --_t: var(--_text); --_f: var(--_fill); --_s: var(--_accent); --_os: var(--_on-accent); display: inline-flex; align-items: center; justify-content: center; gap: 6px; flex: none; min-height: 32px; padding: 0 12px; border: 1px solid transparent; border-radius: var(--_round); background: var(--_s); color: var(--_os); font-size: var(--_small); font-weight: 500; line-height: 1.2; text-align: center; transition: opacity var(--_quick), background-color var(--_quick); }
.button.tone-secondary { --_t: var(--_text); --_f: var(--_fill-strong); --_s: light-dark(oklch(0.45 var(--_c) var(--_h)), oklch(0.42 var(--_c) var(--_h))); --_os: white; }
.button:is(.tone-success, .tone-warning, .tone-caution, .tone-danger, .tone-info, .tone-discovery) { --_os: white; }
.button.tone-success { --_t: var(--_success-text); --_f: var(--_success-fill); --_s: var(--_success-solid); }
.button:is(.tone-warning, .tone-caution) { --_t: var(--_warning-text); --_f: var(--_warning-fill); --_s: var(--_warning-solid); }
.button.tone-danger { --_t: var(--_danger-text); --_f: var(--_danger-fill); --_s: var(--_danger-solid); }
.button.tone-info { --_t: var(--_info-text); --_f: var(--_info-fill); --_s: var(--_info-solid); }
.button.tone-discovery { --_t: var(--_discovery-text); --_f: var(--_discovery-fill); --_s: var(--_discovery-solid); }
.button.soft { background: var(--_f); color: var(--_t); } .button.outline { background: none; border-color: var(--_border); color: var(--_t); } .button.ghost { background: none; color: var(--_t); }
.button:hover:not(:disabled, [aria-disabled='true']) { opacity: 0.85; } .button:is(.outline, .ghost):hover:not(:disabled, [aria-disabled='true']) { opacity: 1; background: var(--_fill); }
.button:is(:disabled, [aria-disabled='true']) { opacity: 0.55; }
.button.busy { animation: breathe 1.2s ease-in-out infinite; opacity: 1; }
.button .icon { width: 16px; height: 16px; }
.button.block { width: 100%; } .button.uniform { padding: 0; width: 32px; }
:is(.control-3xs, .control-2xs) { min-height: 24px; } .control-xs { min-height: 26px; } .control-sm { min-height: 28px; } .control-md { min-height: 32px; } .control-lg { min-height: 36px; } .control-xl { min-height: 40px; } .control-2xl { min-height: 44px; } .control-3xl { min-height: 48px; }
.button:is(.control-3xs, .control-2xs, .control-xs, .control-sm) { padding-inline: 10px; font-size: var(--_tiny); }
.button.uniform:is(.control-3xs, .control-2xs) { width: 24px; padding: 0; } .button.uniform:is(.control-xs, .control-sm) { width: 28px; padding: 0; } .button.uniform.control-lg { width: 36px; }
.control { width: 100%; min-width: 0; min-height: 36px; padding: 5px 10px; border: 1px solid var(--_border-strong); border-radius: min(var(--_round), 10px); background: var(--_surface); }
.control { font-size: max(16px, var(--_small)); line-height: 1.4; }
@media (hover: hover) { .control { font-size: var(--_small); } }
.control.soft { border-color: transparent; background: var(--_fill); box-shadow: inset 0 -1px 0 var(--_border-strong); }
.control.bare { border-color: transparent; padding-inline: 0; background: none; box-shadow: inset 0 -1px 0 var(--_border-strong); border-radius: 0; }
.control.pill { border-radius: 999px; padding-inline: 14px; } .control.auto-resize { field-sizing: content; resize: none; }
.control:disabled { opacity: 0.6; }
select.control { width: auto; flex: none; max-width: 100%; } select.control.block { width: 100%; } .w-row > input.control { width: auto; flex: 1 1 8em; }
.choice { display: flex; align-items: center; gap: 8px; min-height: 28px; cursor: pointer; }
.choice input, .md li.task > input { width: 16px; height: 16px; flex: none; margin: 0; accent-color: var(--_accent); }
.md li.task > input { margin-top: 0.3em; }
.radios { display: flex; flex-wrap: wrap; gap: 4px 16px; } .radios.col { flex-direction: column; }
.w-image { display: block; max-width: 100%; border-radius: var(--_soft); } .w-image.framed { border: 1px solid var(--_border); } .w-image.flush { border-radius: 0; }
.w-image.missing { display: grid; place-items: center; min-height: 32px; padding: 4px 8px; background: var(--_fill); color: var(--_text-secondary); font-size: var(--_tiny); }
.icon.size-xs { width: 13px; height: 13px; } .icon.size-sm { width: 16px; height: 16px; } .icon.size-md { width: 18px; height: 18px; } .icon.size-lg { width: 20px; height: 20px; } .icon.size-xl { width: 24px; height: 24px; } .icon.size-2xl { width: 28px; height: 28px; } .icon.size-3xl { width: 34px; height: 34px; }
`;
