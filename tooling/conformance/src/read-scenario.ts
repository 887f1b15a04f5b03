import type { Scenario } from '@parley/chatkit/testing';
import { z } from 'zod';

const record = z.record(z.string(), z.unknown());

const fail = z.strictObject({
  kind: z.enum(['custom', 'stream', 'unexpected']),
  message: z.string().optional(),
  code: z.string().optional(),
  allow_retry: z.boolean().optional(),
});
const widget = z.strictObject({
  states: z.array(record).min(1),
  static: z.boolean().optional(),
  copy_text: z.string().nullish(),
});
const line = z.union(
  [
    z.strictObject({ emit: z.looseObject({ type: z.string() }) }),
    z.strictObject({ thread: record }),
    z.strictObject({ fail }),
    z.strictObject({ widget }),
    z.strictObject({ wait_for_cancel: z.literal(true) }),
  ],
  { error: 'is none of emit, thread, fail, widget and wait_for_cancel' },
);

// Strict where an unknown key would be something that is not replayed or not compared.
const hooks = z.strictObject({
  respond: z.array(line).optional(),
  action: z.array(line).optional(),
  sync_action: record.nullish(),
  transcribe: z.string().optional(),
  allow_cancel: z.boolean().optional(),
});
const expectation = z
  .strictObject({
    events: z.array(z.unknown()).optional(),
    json: z.unknown().optional(),
    raises: z.string().optional(),
    hook_calls: z.array(record).optional(),
  })
  .refine(
    (expected) => ['events', 'json', 'raises'].some((key) => key in expected),
    'has none of events, json and raises',
  );
const scenarioSchema = z.object({
  name: z.string().min(1),
  about: z.string().default(''),
  attachments: z.boolean().optional(),
  steps: z
    .array(
      z.object({
        request: record,
        hooks: hooks.default({}),
        abort_after_events: z.int().min(1).optional(),
        expect: expectation,
      }),
    )
    .min(1),
  store: z.strictObject({
    threads: z.array(z.unknown()),
    items: z.record(z.string(), z.array(z.unknown())),
    attachments: z.array(z.unknown()),
    attachment_bytes_deleted: z.array(z.string()),
  }),
});

/** The scenario that a file's text holds, or what is wrong with it and where. */
export function readScenario(text: string): { scenario: Scenario } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `no JSON (${error instanceof Error ? error.message : 'unreadable'})` };
  }
  const read = scenarioSchema.safeParse(value);
  if (read.success) return { scenario: read.data as Scenario };
  const [issue] = read.error.issues;
  return { problem: `${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'not a scenario'}` };
}
