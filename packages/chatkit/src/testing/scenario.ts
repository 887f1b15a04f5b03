/** A conversation recorded from the reference server, to be replayed against this one. */
export interface Scenario {
  name: string;
  about: string;
  /** `false`: the server has no attachment store. */
  attachments?: boolean;
  steps: ScenarioStep[];
  /** Everything that is stored at the end. */
  store: ScenarioStore;
}

/** One request of a scenario and what is expected of it. */
export interface ScenarioStep {
  request: Record<string, unknown>;
  hooks: ScenarioHooks;
  /** The client goes away once this many events have come. */
  abort_after_events?: number;
  expect: ScenarioExpectation;
}

/** What the application does during a step. */
export interface ScenarioHooks {
  respond?: ScriptOperation[];
  action?: ScriptOperation[];
  sync_action?: Record<string, unknown> | null;
  transcribe?: string;
  allow_cancel?: boolean;
}

/** One line of a script; exactly one key is set. */
export interface ScriptOperation {
  /** An event; an item in it gets `thread_id` and `created_at` if they are missing. */
  emit?: Record<string, unknown>;
  /** Fields to set on the thread the responder was given. */
  thread?: Record<string, unknown>;
  /** `code` is that of a `stream` failure. @default 'stream.error' */
  fail?: {
    kind: 'custom' | 'stream' | 'unexpected';
    message?: string;
    code?: string;
    allow_retry?: boolean;
  };
  widget?: { states: Record<string, unknown>[]; static?: boolean; copy_text?: string };
  wait_for_cancel?: boolean;
}

/** What a step leads to; `raises` names the reference server's exception. */
export interface ScenarioExpectation {
  events?: unknown[];
  json?: unknown;
  raises?: string;
  hook_calls?: unknown[];
}

/** What stores hold at the end of a scenario. */
export interface ScenarioStore {
  threads: unknown[];
  items: Record<string, unknown[]>;
  attachments: unknown[];
  attachment_bytes_deleted: string[];
}

/** A scenario as it came out, in the shape of what it expects. */
export interface ScenarioOutcome {
  steps: ScenarioExpectation[];
  store: ScenarioStore;
}

/** What a scenario expects, in the shape of what comes out. */
export function expectedOutcome(scenario: Scenario): ScenarioOutcome {
  const steps = scenario.steps.map(({ expect }) => ({
    ...expect,
    hook_calls: expect.hook_calls ?? [],
  }));
  return withoutTimes({ steps, store: scenario.store }) as ScenarioOutcome;
}

/** A value with every `created_at` replaced by `<time>` and keys without a value left out. */
export function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, entry: unknown) =>
      key === 'created_at' && typeof entry === 'string' ? '<time>' : entry,
    ) ?? 'null',
  );
}
