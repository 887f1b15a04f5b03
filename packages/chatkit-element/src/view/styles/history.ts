/** The list of chats over the conversation. */
export const history = `
.history-layer { position: absolute; inset: 0; z-index: 4; }
.scrim { position: absolute; inset: 0; background: rgb(0 0 0 / 0.22); animation: appear 160ms ease-out; }
.root[data-scheme='dark'] .scrim { background: rgb(0 0 0 / 0.5); }
.history { position: absolute; inset-block: 0; inset-inline-start: 0; display: flex; flex-direction: column; width: min(320px, 88%); background: var(--_surface); border-inline-end: 1px solid var(--_border); box-shadow: var(--_shadow-high); animation: slide 160ms ease-out; }
.history:focus-visible { outline: none; }
.history-head { display: flex; align-items: center; gap: 2px; min-height: 52px; padding: 8px 10px; }
.history-head .title { flex: 1; padding-inline: 8px; font-size: var(--_small); font-weight: 600; }
.history .failure { margin: 0 10px 8px; }
.history .empty { padding: 48px 20px; font-size: var(--_small); }
.threads { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 0 10px 16px; scrollbar-width: thin; scrollbar-color: var(--_fill-strong) transparent; }
.threads .skeleton { height: 16px; margin: 16px 8px; }
.group { padding: 12px 8px 4px; color: var(--_text-tertiary); font-size: var(--_tiny); font-weight: 500; }
.thread { position: relative; display: flex; align-items: center; min-height: 40px; border-radius: 10px; transition: background-color var(--_quick); }
.thread:hover, .thread:focus-within { background: var(--_fill); }
.thread.current { background: var(--_fill-strong); }
.thread-open { flex: 1; min-width: 0; min-height: 40px; padding: 0 10px; border-radius: 10px; font-size: var(--_small); white-space: nowrap; }
.thread-open span { display: block; overflow: hidden; text-overflow: ellipsis; }
.thread-actions { display: flex; padding-inline-end: 5px; opacity: 0; width: 0; overflow: hidden; }
.thread:hover .thread-actions, .thread:focus-within .thread-actions { opacity: 1; width: auto; overflow: visible; }
@media (hover: none) { .thread-actions { opacity: 1; width: auto; } }
.thread-form { flex: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 6px; font-size: var(--_small); }
.thread-form .control { flex: 1; min-width: 0; }
.thread-form > span { flex: 1 1 100%; padding-inline: 4px; }
@container chat (max-width: 480px) { .history { width: 100%; border: 0; } }
`;
