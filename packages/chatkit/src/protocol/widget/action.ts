/** What happens when a person uses a part of a widget (protocol C.3). */
export interface ActionConfig {
  type: string;
  payload?: Record<string, unknown> | undefined;
  /** Who handles it. @default 'server' */
  handler?: 'client' | 'server' | undefined;
  /** What shows that it is under way. @default 'auto' */
  loadingBehavior?: 'auto' | 'none' | 'self' | 'container' | undefined;
  /** `false` sends `threads.sync_custom_action` in place of a stream. @default true */
  streaming?: boolean | undefined;
}
