import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { listen } from '../src/lifecycle/listen.ts';
import { shutDown } from '../src/lifecycle/shutdown.ts';
import { bearer, chatMessage, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';
import { scriptedAssistant } from './scripted-assistant.ts';

/** An app of its own for each test, as one that was shut down answers nobody; and its user. */
interface Talking extends AsyncDisposable {
  app: TestApp;
  user: TestUser;
  /** Opened when the answer under way may go on. */
  gate: PromiseWithResolvers<void>;
}

async function talking(): Promise<Talking> {
  const gate = Promise.withResolvers<void>();
  const assistant = scriptedAssistant(async function* ({ signal }) {
    yield 'First words. ';
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([gate.promise, aborted]);
    if (!signal.aborted) yield 'Last words.';
  });
  const app = await createTestApp({ assistant });
  const user = await app.signUp();
  return { app, user, gate, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

interface Live {
  url: string;
  down(graceMs: number, atClose?: () => Promise<void>): Promise<void>;
}

async function live(under: App): Promise<Live> {
  const server = await listen(under, { port: 0, host: '127.0.0.1' });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    down: (graceMs, atClose = async () => {}) =>
      shutDown(
        {
          server,
          endSubscriptions: () => under.endSubscriptions(),
          stopAnswers: () => under.stopAnswers(),
          closeResources: atClose,
        },
        graceMs,
      ),
  };
}

/** Sends a message and waits until the first words have come. */
async function openAnswer(
  url: string,
  user: TestUser,
): Promise<{ threadId: string; rest(): Promise<string> }> {
  const response = await fetch(`${url}/api/chatkit`, {
    method: 'POST',
    headers: bearer(user),
    body: chatMessage('Talk to me'),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  let text = '';
  while (!text.includes('First words.')) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`ended with ${response.status}: ${text}`);
    text += value;
  }
  const threadId = /"thread":\{"id":"([^"]+)"/.exec(text)?.[1] ?? '';
  return {
    threadId,
    rest: async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += value;
      }
    },
  };
}

async function storedText({ app, user }: Talking, threadId: string): Promise<string> {
  const body = JSON.stringify({ type: 'items.list', params: { thread_id: threadId } });
  const answer = await app.request('/api/chatkit', { method: 'POST', headers: bearer(user), body });
  return answer.text();
}

describe('shutDown', () => {
  it('lets an answer finish within its time', async () => {
    await using own = await talking();
    const server = await live(own.app.app);
    const answer = await openAnswer(server.url, own.user);
    const down = server.down(600_000);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
    own.gate.resolve();
    expect(await answer.rest()).toContain('Last words.');
    await down;
    expect(await storedText(own, answer.threadId)).toContain('First words. Last words.');
  });

  it('stops an answer that takes longer, and keeps the words that were said', async () => {
    await using own = await talking();
    const server = await live(own.app.app);
    const answer = await openAnswer(server.url, own.user);
    let stored = '';
    await server.down(20, async () => {
      stored = await storedText(own, answer.threadId);
    });
    const text = await answer.rest();
    expect(text).not.toContain('Last words.');
    expect(stored).toContain('First words. ');
    expect(stored).not.toContain('Last words.');
  });

  it('ends subscriptions at once, without waiting for the time to pass', async () => {
    await using own = await createTestApp();
    const server = await live(own.app);
    const response = await fetch(`${server.url}/api/trpc/tasks.changed`, {
      headers: { ...bearer(await own.signUp()), accept: 'text/event-stream' },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('event: connected');
    const down = server.down(600_000);
    let rest = '';
    for (let more = await reader?.read(); more?.done === false; more = await reader?.read()) {
      rest += more.value;
    }
    await down;
    // That event would tell the client not to connect again, to the server that starts next.
    expect(rest).not.toContain('event: return');
  });

  it('does not wait for connections that are kept open idle', async () => {
    await using own = await createTestApp();
    const server = await live(own.app);
    await (await fetch(`${server.url}/healthz`)).text();
    await server.down(600_000);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
  });
});
