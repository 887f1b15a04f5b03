/** Turns, messages, Markdown and what stands between them. */
export const message = `
.turn { display: flex; flex-direction: column; gap: calc(14px * var(--_gap)); padding-block: calc(10px * var(--_gap)); }
.turn.live { min-height: calc(var(--_viewport, 0px) - 16px); }
.user { display: flex; flex-direction: column; align-items: flex-end; gap: 6px; padding-top: calc(6px * var(--_gap)); }
.bubble { max-width: min(85%, 36rem); padding: calc(9px * var(--_gap)) 16px; border-radius: var(--_bubble); background: var(--_user-fill); white-space: pre-wrap; line-height: 1.5; }
.user.sending { animation: rise 180ms ease-out; }
.quote { max-width: 85%; padding-inline-start: 10px; border-inline-start: 3px solid var(--_border); color: var(--_text-secondary); font-size: var(--_small); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.tag { padding: 1px 6px; border-radius: 6px; background: var(--_info-fill); color: var(--_info-text); font-weight: 500; }
.assistant { max-width: 100%; }
.md > * + * { margin-top: 0.8em; }
.md h3, .md h4, .md h5, .md h6 { margin: 1.3em 0 0; font-weight: 650; line-height: 1.35; }
.md > :first-child { margin-top: 0; }
.md h3 { font-size: 1.25em; } .md h4 { font-size: 1.12em; } .md h5, .md h6 { font-size: 1em; }
.md ul, .md ol { padding-inline-start: 1.5em; }
.md ul { list-style: disc; } .md ol { list-style: decimal; }
.md li { padding-inline-start: 0.25em; } .md li + li { margin-top: 0.3em; } .md li::marker { color: var(--_text-tertiary); }
.md li > * + * { margin-top: 0.4em; }
.md li.task { display: flex; gap: 0.5em; margin-inline-start: -1.5em; list-style: none; }
.md li.task > * { margin-top: 0; } .md li.task > input { margin-top: 0.3em; }
.md a, .disclaimer a { color: var(--_link); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; border-radius: 3px; }
.md a:hover { text-decoration-thickness: 2px; }
.disclaimer a { color: inherit; }
.md blockquote { padding-inline-start: 1em; border-inline-start: 3px solid var(--_border); color: var(--_text-secondary); }
.md hr { height: 1px; border: 0; background: var(--_border); margin: 1.5em 0; }
.md img { display: block; max-width: 100%; height: auto; border-radius: var(--_soft); }
.md code { font-family: var(--_mono); font-size: 0.875em; }
.md :not(pre) > code { padding: 0.15em 0.4em; border-radius: 5px; background: var(--_fill); }
.code { border-radius: var(--_soft); background: var(--_fill); overflow: hidden; }
.code-head { display: flex; align-items: center; justify-content: space-between; padding: 3px 5px 0 14px; color: var(--_text-tertiary); font-size: var(--_tiny); }
.code pre { margin: 0; padding: 4px 14px 12px; overflow-x: auto; line-height: 1.55; font-family: var(--_mono); font-size: 0.95em; overflow-wrap: normal; }
.code pre:focus-visible { outline-offset: -2px; }
.table { overflow-x: auto; border: 1px solid var(--_border); border-radius: var(--_soft); }
.table table { width: 100%; border-collapse: collapse; font-size: var(--_small); line-height: 1.45; overflow-wrap: normal; }
.table th, .table td { padding: 8px 12px; text-align: start; vertical-align: top; }
.table th { font-weight: 600; background: var(--_fill); }
.table tr + tr td, .table thead + tbody td { border-top: 1px solid var(--_border-subtle); }
.sources { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; font-size: var(--_tiny); }
.sources li > * { display: inline-flex; align-items: center; gap: 6px; max-width: 16rem; min-height: 28px; padding: 3px 10px; border: 1px solid var(--_border); border-radius: var(--_round); color: var(--_text-secondary); text-decoration: none; }
.sources li > a:hover, .sources li > button:hover { background: var(--_fill); color: var(--_text); }
.sources .icon { width: 14px; height: 14px; }
.sources span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.actions { display: flex; gap: 2px; margin: -6px 0 0 -7px; opacity: 0; transition: opacity var(--_quick); }
.actions.last, .turn:hover .actions, .actions:focus-within { opacity: 1; }
@media (hover: none) { .actions { opacity: 1; } }
.progress { display: flex; align-items: center; gap: 8px; color: var(--_text-secondary); font-size: var(--_small); min-height: 28px; animation: appear 200ms ease-out; }
.progress .icon { width: 16px; height: 16px; }
.thinking { display: flex; align-items: center; height: 28px; }
.thinking i { width: 11px; height: 11px; border-radius: 50%; background: var(--_text); animation: pulse 1.3s ease-in-out infinite; }
@keyframes pulse { 0%, 100% { transform: scale(0.75); opacity: 0.45; } 50% { transform: scale(1); opacity: 0.9; } }
.notice { display: flex; gap: 10px; padding: 10px 14px; border-radius: var(--_soft); font-size: var(--_small); background: var(--_info-fill); color: var(--_info-text); }
.notice.warning { background: var(--_warning-fill); color: var(--_warning-text); }
.notice.danger { background: var(--_danger-fill); color: var(--_danger-text); }
.notice .icon { width: 18px; height: 18px; margin-top: 2px; }
.notice strong { display: block; font-weight: 600; }
.notice .md a { color: inherit; }
.older { display: flex; align-items: center; justify-content: center; gap: 10px; min-height: 40px; color: var(--_text-secondary); font-size: var(--_small); }
.workflow { color: var(--_text-secondary); font-size: var(--_small); }
.workflow-head { display: inline-flex; align-items: center; gap: 8px; min-height: 30px; padding: 2px 8px; margin-inline-start: -8px; border-radius: 8px; }
.workflow-head:hover { background: var(--_fill); color: var(--_text); }
.workflow .icon { width: 16px; height: 16px; }
.turn-icon { transition: transform var(--_quick); }
.open > button .turn-icon, [aria-expanded='true'] > .turn-icon { transform: rotate(180deg); }
.tasks { display: flex; flex-direction: column; gap: 8px; margin: 6px 0 2px 7px; padding-inline-start: 14px; border-inline-start: 1px solid var(--_border); animation: appear 160ms ease-out; }
.task-line { display: flex; gap: 8px; } .task-line > .icon { margin-top: 3px; } .task-body { min-width: 0; display: flex; flex-direction: column; gap: 4px; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; } .chips li { display: inline-flex; align-items: center; gap: 5px; padding: 1px 8px; border-radius: var(--_round); background: var(--_fill); font-size: var(--_tiny); }
.generated img, .picture { width: min(100%, 26rem); border-radius: var(--_panel); display: block; }
.generated.unfinished img { filter: saturate(0.7); opacity: 0.85; }
.picture { aspect-ratio: 1; display: grid; place-items: center; font-size: var(--_small); }
.questions { display: flex; flex-direction: column; gap: 16px; padding: 16px; border: 1px solid var(--_border); border-radius: var(--_panel); }
.questions fieldset { display: flex; flex-direction: column; gap: 6px; min-width: 0; }
.questions legend, .questions dt { padding: 0 0 4px; font-weight: 600; }
.questions.answered { gap: 10px; font-size: var(--_small); } .questions dd { color: var(--_text-secondary); }
.form-actions { display: flex; justify-content: flex-end; gap: 8px; }
`;
