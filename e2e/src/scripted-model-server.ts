import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A stand-in for a model behind an OpenAI-compatible address, whose every word the test decides. */
export interface ScriptedModelServer extends AsyncDisposable {
  /** For MODEL_BASE_URL. */
  url: string;
  /** Bodies of the requests so far, as text. */
  requests(): string[];
  /** The next request that nobody has taken yet; it stays open until the test ends it. */
  next(): Promise<ModelTurn>;
}

/** One open answer of the model. */
export interface ModelTurn {
  /** Sends one piece of text. */
  say(text: string): void;
  /** Ends the answer as a model does. */
  end(): void;
  /** Answers with an error status instead, before anything was said. */
  fail(status: number): void;
  /** Resolves when the other side has gone away. */
  gone: Promise<void>;
}

/** Starts the stand-in on a free local port. */
export async function startScriptedModelServer(): Promise<ScriptedModelServer> {
  const bodies: string[] = [];
  const turns: ModelTurn[] = [];
  const waiting: ((turn: ModelTurn) => void)[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      bodies.push(body);
      const turn = openTurn(response);
      const taker = waiting.shift();
      if (taker === undefined) turns.push(turn);
      else taker(turn);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests: () => bodies,
    next: () => {
      const ready = turns.shift();
      return ready === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(ready);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function openTurn(response: ServerResponse): ModelTurn {
  const send = (delta: object, finish: string | null): void => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
    const choice = { index: 0, delta, finish_reason: finish };
    const chunk = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'scripted' };
    response.write(`data: ${JSON.stringify({ ...chunk, choices: [choice] })}\n\n`);
  };
  return {
    say: (text) => send({ role: 'assistant', content: text }, null),
    end: () => {
      send({}, 'stop');
      response.end('data: [DONE]\n\n');
    },
    fail: (status) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'scripted failure' } }));
    },
    gone: new Promise((resolve) => response.once('close', resolve)),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
