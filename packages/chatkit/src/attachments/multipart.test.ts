import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFilePart } from './multipart.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** A request whose body comes in pieces of these sizes, over and over. */
function request(body: string | Bytes, sizes: readonly number[] = [1e6], type?: string): Request {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  let at = 0;
  let count = 0;
  const stream = new ReadableStream<Bytes>({
    pull(controller) {
      if (at >= bytes.byteLength) {
        controller.close();
        return;
      }
      const size = sizes[count % sizes.length] ?? 1;
      count += 1;
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
  return new Request('https://app.example/', {
    method: 'POST',
    headers: { 'content-type': type ?? 'multipart/form-data; boundary=XX' },
    body: stream,
    duplex: 'half',
  });
}

function formOf(content: string, disposition = 'form-data; name="file"; filename="a.txt"'): string {
  return `--XX\r\nContent-Disposition: ${disposition}\r\nContent-Type: text/plain\r\n\r\n${content}\r\n--XX--\r\n`;
}

async function textOf(part: Awaited<ReturnType<typeof readFilePart>>): Promise<string> {
  return new Response(part?.body).text();
}

test('reads what FormData writes, however it is cut into pieces', async () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.constantFrom('\r', '\n', '-', '--', 'X', '\r\n--X', '\r\n--'), { maxLength: 40 })
      .map((parts) => encoder.encode(parts.join(''))),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(content, sizes, fc.boolean(), async (file, cuts, hasNote) => {
      const data = new FormData();
      if (hasNote) data.append('note', '');
      data.append('file', new File([new Uint8Array(file)], 'naïve "name".bin', { type: 'a/b' }));
      data.append('later', 'ignored');
      const written = new Response(data);
      const type = written.headers.get('content-type') ?? '';
      const part = await readFilePart(
        request(new Uint8Array(await written.arrayBuffer()), cuts, type),
      );
      expect(part).toMatchObject({ name: 'naïve "name".bin', type: 'a/b' });
      expect(await new Response(part?.body).bytes()).toEqual(new Uint8Array(file));
    }),
  );
});

test('reads a boundary in quotation marks, text before it, and padding after it', async () => {
  const body = `preamble\r\n${formOf('hi').replace('--XX\r\n', '--XX \t\r\n')}`;
  const quoted = 'Multipart/Form-Data; charset=utf-8; boundary="XX"';
  expect(await textOf(await readFilePart(request(body, [3], quoted)))).toBe('hi');
});

test.each([
  ['form-data; name="file"; filename="C:\\\\dir\\\\cat.png"', 'cat.png'],
  ['form-data; name="file"; filename="../../etc/passwd"', 'passwd'],
  ['form-data; name=file; filename=cat.png', 'cat.png'],
  ['form-data; name="file"', ''],
])('reads the name of %s', async (disposition, name) => {
  expect((await readFilePart(request(formOf('x', disposition))))?.name).toBe(name);
});

test('leaves alone what is no form', async () => {
  for (const type of ['image/png', 'multipart/mixed; boundary=XX', 'multipart/form-datax']) {
    expect(await readFilePart(request('x', [9], type))).toBeNull();
  }
});

test.each([
  ['has no boundary', request('x', [9], 'multipart/form-data')],
  ['is empty', new Request('https://a.example', { method: 'POST', headers: multipart() })],
  ['has no field "file"', request('--XX--\r\n')],
  ['has no field "file"', request(formOf('x', 'form-data; name="other"'))],
  ['has no field "file"', request(formOf('x', 'attachment; name="file"'))],
  ['has a line that is no header', request('--XX\r\nnothing\r\n\r\nx\r\n--XX--')],
  ['ends too early', request('no boundary at all')],
  ['ends too early', request('--XX\r\nContent-Disposition: form-data; name="file"\r\n')],
  ['has too much before the file', request('x'.repeat(70_000))],
  ['has too much before the file', request(formOf('x', `a${'b'.repeat(9000)}`))],
  ['has too much before the file', request(`--XX\r\n${'a: b\r\n'.repeat(2000)}\r\n`)],
])('refuses a form that %s', async (what, broken) => {
  await expect(readFilePart(broken)).rejects.toMatchObject({
    code: 'invalid_request',
    message: `The form ${what}`,
  });
});

function multipart(): Record<string, string> {
  return { 'content-type': 'multipart/form-data; boundary=XX' };
}

test('fails while the file is read when the form ends in the middle of it', async () => {
  const whole = formOf('content');
  for (const length of [whole.length - 8, whole.length - 6 - 8]) {
    const part = await readFilePart(request(whole.slice(0, length), [5]));
    await expect(textOf(part)).rejects.toMatchObject({ code: 'invalid_request' });
  }
});

test('reads on only when it is read, and lets the request go when its reader leaves', async () => {
  let read = 0;
  let cancelled: unknown;
  const body = new ReadableStream<Bytes>(
    {
      pull(controller) {
        controller.enqueue(
          encoder.encode(read === 0 ? formOf('').slice(0, -10) : 'x'.repeat(1000)),
        );
        read += 1;
      },
      cancel(reason) {
        cancelled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', headers: multipart(), body, duplex: 'half' as const };
  const part = await readFilePart(new Request('https://app.example/', init));
  const reader = part?.body.getReader();
  await reader?.read();
  expect(read).toBeLessThan(5);
  await reader?.cancel('enough');
  expect(cancelled).toBe('enough');
});
