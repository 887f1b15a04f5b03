import { describe, expect, it } from 'vitest';
import { createSseParser, readSse } from './sse.ts';

const TEXT =
  '\uFEFFdata: {"a":1}\n\n: comment\r\n\r\nevent: x\r\nid: 7\r\ndata:{"b":"é"}\r\n\r\ndata: one\rdata: two\r\rdata\n\nretry: 3\n\n';
const EVENTS = ['{"a":1}', '{"b":"é"}', 'one\ntwo', ''];

function parse(pieces: readonly string[]): string[] {
  const parser = createSseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

function bodyOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

describe('createSseParser', () => {
  it('reads every line end, comments, several data lines and fields without a value', () => {
    expect(parse([TEXT])).toEqual(EVENTS);
  });

  it('gives the same events however the text is split in two', () => {
    for (let at = 0; at <= TEXT.length; at += 1) {
      expect(parse([TEXT.slice(0, at), TEXT.slice(at)])).toEqual(EVENTS);
    }
  });

  it('gives the same events when every character comes alone', () => {
    expect(parse([...TEXT])).toEqual(EVENTS);
  });

  it('knows whether it stopped inside an event', () => {
    const parser = createSseParser();
    parser.push('data: 1\n\n');
    expect(parser.incomplete).toBe(false);
    parser.push('data: {"hal');
    expect(parser.incomplete).toBe(true);
  });
});

describe('readSse', () => {
  it('joins characters that were split between bytes', async () => {
    const bytes = new TextEncoder().encode('data: naïve 🎈\n\n');
    const read: string[] = [];
    let incomplete = 0;
    const body = bodyOf(Array.from(bytes, (byte) => Uint8Array.of(byte)));
    for await (const data of readSse(body, () => (incomplete += 1))) read.push(data);
    expect(read).toEqual(['naïve 🎈']);
    expect(incomplete).toBe(0);
  });

  it('reports a body that ends inside an event and drops the piece', async () => {
    const read: string[] = [];
    let incomplete = 0;
    const body = bodyOf([new TextEncoder().encode('data: 1\n\ndata: {"cu')]);
    for await (const data of readSse(body, () => (incomplete += 1))) read.push(data);
    expect(read).toEqual(['1']);
    expect(incomplete).toBe(1);
  });

  it('cancels the body when the reader leaves', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\ndata: 2\n\n')),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const data of readSse(body, () => undefined)) {
      expect(data).toBe('1');
      break;
    }
    expect(cancelled).toBe(true);
  });
});
