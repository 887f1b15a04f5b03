import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './program.ts';
import { median } from './report.ts';
import type { Figure } from './report.ts';
import { signUpWithToken } from './visitor.ts';

const TURNS = 50;

/** Time from sending a chat message to the first streamed byte, and to the end of the reply. */
export async function measureChat(): Promise<Figure[]> {
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    await using parley = await startProgram('parley', {
      env: { PARLEY_DATA: data },
      path: '/readyz',
    });
    const visitor = await signUpWithToken(parley.url);
    const first: number[] = [];
    const whole: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const from = performance.now();
      const answer = await fetch(`${parley.url}/api/chatkit`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${visitor.token}`,
          'x-time-zone': 'UTC',
        },
        body: JSON.stringify({
          type: 'threads.create',
          params: {
            input: {
              content: [
                { type: 'input_text', text: `Add buy milk ${randomUUID()} tomorrow at 5pm` },
              ],
              attachments: [],
              inference_options: {},
            },
          },
        }),
      });
      if (!answer.ok || answer.body === null) throw new Error(`chat answered ${answer.status}`);
      const reader = answer.body.getReader();
      await reader.read();
      first.push(performance.now() - from);
      while (!(await reader.read()).done);
      whole.push(performance.now() - from);
    }
    return [
      { name: 'chat turn to the first streamed byte, median', value: median(first), unit: 'ms' },
      { name: 'chat turn to its end, median', value: median(whole), unit: 'ms' },
    ];
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
