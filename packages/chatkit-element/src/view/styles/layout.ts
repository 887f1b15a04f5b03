/** The frame: header, scrolling conversation, foot, and what lies over them. */
export const layout = `
:where(.root), :where(.root *), :where(.root) *::before, :where(.root) *::after { box-sizing: border-box; }
.root {
  position: absolute;
  inset: 0;
  overflow: hidden;
  container: chat / inline-size;
  background: var(--_surface);
  color: var(--_text);
  font: 400 var(--_size) / 1.6 var(--_font);
  -webkit-font-smoothing: antialiased;
  overflow-wrap: anywhere;
}
:where(.root) :where(button, input, textarea, select) { font: inherit; color: inherit; letter-spacing: inherit; }
:where(.root) :where(button) { cursor: pointer; background: none; border: 0; padding: 0; text-align: start; }
:where(.root) :where(button:disabled, [aria-disabled='true']) { cursor: default; }
:where(.root) :where(ul, ol, dl, dd, figure, p, h2, h3, h4, h5, h6, blockquote, fieldset) { margin: 0; padding: 0; border: 0; }
:where(.root) :where(ul, ol) { list-style: none; }
.root [hidden] { display: none !important; }
:where(.root) :where(:focus) { outline: none; }
:where(.root) :where(:focus-visible) { outline: 2px solid var(--_focus); outline-offset: 2px; }
:where(.root) ::placeholder { color: var(--_text-tertiary); opacity: 1; }
.icon { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.icon.filled { fill: currentColor; stroke: none; fill-rule: evenodd; }
.main { position: absolute; inset: 0; display: flex; flex-direction: column; }
.header { display: flex; align-items: center; gap: 2px; min-height: 52px; padding: 8px 10px; }
.header .title { flex: 1; min-width: 0; padding-inline: 8px; font-size: var(--_small); font-weight: 600; line-height: 36px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.icon-button { display: inline-flex; align-items: center; justify-content: center; flex: none; width: 36px; height: 36px; border-radius: min(var(--_round), 12px); color: var(--_text-secondary); transition: background-color var(--_quick), color var(--_quick); }
.icon-button:hover { background: var(--_fill); color: var(--_text); }
.icon-button:active { background: var(--_fill-strong); }
.icon-button.small { width: 30px; height: 30px; border-radius: min(var(--_round), 9px); }
.icon-button.small .icon { width: 17px; height: 17px; }
.icon-button[aria-pressed='true'] { color: var(--_text); background: var(--_fill-strong); }
.icon-button .copied { display: none; }
.icon-button.did .rest { display: none; }
.icon-button.did .copied { display: block; color: var(--_success-text); }
.stage { position: relative; flex: 1; min-height: 0; display: flex; }
.scroll { flex: 1; min-width: 0; overflow: hidden auto; overflow-anchor: none; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--_fill-strong) transparent; scrollbar-gutter: stable both-edges; }
.scroll:focus-visible { outline-offset: -3px; }
.turns { max-width: calc(var(--_width) + 40px); margin: 0 auto; padding: 8px 20px 20px; }
.foot { max-width: calc(var(--_width) + 40px); width: 100%; margin: 0 auto; padding: 0 20px max(14px, env(safe-area-inset-bottom)); }
.foot { position: relative; }
.foot::before { content: ''; position: absolute; inset-inline: 0; bottom: 100%; height: 18px; background: linear-gradient(transparent, var(--_surface)); pointer-events: none; }
.latest { position: absolute; left: 50%; bottom: 10px; display: grid; place-items: center; width: 34px; height: 34px; margin-left: -17px; border-radius: 50%; background: var(--_raised); border: 1px solid var(--_border); box-shadow: var(--_shadow); color: var(--_text-secondary); animation: appear 160ms ease-out; }
.latest .icon { width: 18px; height: 18px; margin: auto; }
.start { display: flex; flex-direction: column; justify-content: center; gap: 22px; min-height: 100%; max-width: calc(var(--_width) + 40px); margin: 0 auto; padding: 24px 20px 28px; }
.greeting { font-size: calc(var(--_size) * 1.7); font-weight: 600; line-height: 1.25; letter-spacing: -0.02em; text-wrap: balance; }
.prompts { display: flex; flex-direction: column; gap: 2px; margin-inline: -12px; }
.prompt { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 44px; padding: 8px 12px; border-radius: min(var(--_round), 12px); color: var(--_text-secondary); transition: background-color var(--_quick), color var(--_quick); }
.prompt:hover { background: var(--_fill); color: var(--_text); }
.prompt .icon { color: var(--_text-tertiary); }
.empty { display: flex; flex-direction: column; align-items: center; gap: 14px; padding: 72px 24px; color: var(--_text-secondary); text-align: center; }
.empty > .icon { width: 26px; height: 26px; color: var(--_text-tertiary); }
.disclaimer { padding-top: 8px; color: var(--_text-tertiary); font-size: var(--_tiny); line-height: 1.4; text-align: center; }
.disclaimer.strong { color: var(--_text); }
.disclaimer .md { display: inline; }
.live-region { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skeleton { border-radius: 8px; background: var(--_fill); animation: breathe 1.6s ease-in-out infinite; }
.skeleton.line { height: 14px; margin: 10px 0; }
.skeleton.bubble-shape { width: 45%; height: 44px; margin: 18px 0 26px auto; border-radius: var(--_bubble); }
.skeleton.bubble-shape.short { width: 30%; }
.skeleton-turns { padding-top: 4px; animation: appear 240ms 160ms both; }
.shimmer { color: transparent; background: linear-gradient(100deg, var(--_text-tertiary) 35%, var(--_text) 50%, var(--_text-tertiary) 65%) 100% 0 / 300% 100%; background-clip: text; -webkit-background-clip: text; animation: shimmer 2.2s linear infinite; }
@media (prefers-reduced-motion: reduce) { .shimmer { color: var(--_text-secondary); background: none; } }
@keyframes shimmer { from { background-position: 100% 0; } to { background-position: -50% 0; } }
@keyframes breathe { 50% { opacity: 0.55; } }
@keyframes appear { from { opacity: 0; } }
@keyframes rise { from { opacity: 0; transform: translateY(6px); } }
@keyframes slide { from { transform: translateX(-14px); opacity: 0; } }
@container chat (max-width: 480px) {
  .turns, .foot, .start { padding-inline: 14px; }
  .foot { padding-bottom: max(10px, env(safe-area-inset-bottom)); }
  .header { padding-inline: 6px; }
  .greeting { font-size: calc(var(--_size) * 1.45); }
  .scroll { scrollbar-gutter: auto; }
}
`;
