import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamText } from 'ai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openModel } from '../src/model/open-model.ts';
import type { Provider } from '../src/model-setting.ts';

const asked: IncomingMessage[] = [];
const led: IncomingMessage[] = [];
const other = createServer((request, response) => {
  led.push(request);
  response.end('{}');
});
const provider = createServer((request, response) => {
  asked.push(request);
  response.writeHead(307, { location: addressOf(other) });
  response.end();
});

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

beforeAll(async () => {
  await listen(provider);
  await listen(other);
});
afterAll(() => {
  provider.close();
  other.close();
});

test.for<Provider>(['openai', 'anthropic', 'google', 'ollama', 'compatible'])(
  '%s does not carry the key and the conversation where a redirect leads',
  async (name) => {
    asked.length = 0;
    const baseUrl = addressOf(provider);
    const model = openModel({
      kind: 'model',
      label: `${name}/small`,
      provider: name,
      name: 'small',
      apiKey: 'secret-key',
      baseUrl,
    });
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }): void => void errors.push(error);
    const result = streamText({ model, prompt: 'Hi', maxRetries: 0, onError });
    await result.consumeStream();
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked[0]?.headers)).toContain('secret-key');
    expect(led).toEqual([]);
    expect(errors).toHaveLength(1);
  },
);
