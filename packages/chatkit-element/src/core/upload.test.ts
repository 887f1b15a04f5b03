import { describe, expect, it, vi } from 'vitest';
import { createClient } from './client.ts';
import { acceptFile, uploadFile } from './upload.ts';
import type { UploadTarget } from './upload.ts';

const file = new File(['hello'], 'Note.TXT', { type: 'text/plain' });

describe('acceptFile', () => {
  it.each([
    [0, {}, 'ok'],
    [10, {}, 'too_many'],
    [1, { maxCount: 1 }, 'too_many'],
    [0, { maxSize: 4 }, 'too_large'],
    [0, { maxSize: { 'text/*': 4 } }, 'too_large'],
    [0, { maxSize: { 'image/*': 4, '*': 10 } }, 'ok'],
    [0, { maxSize: { '': 4 } }, 'too_large'],
    [0, { accept: { 'image/*': ['.png'] } }, 'refused'],
    [0, { accept: { 'application/x': ['.txt'] } }, 'ok'],
    [0, { accept: { 'text/*': [] } }, 'ok'],
  ] as const)('%i files before, %o: %s', (count, limits, expected) => {
    expect(acceptFile(file, count, limits as never)).toBe(expected);
  });
});

/** A server that names this place to upload to, and everything that was fetched by the host. */
function targetOf(
  url: string,
  method: 'POST' | 'PUT',
): UploadTarget & { sent: [string, RequestInit][] } {
  const sent: [string, RequestInit][] = [];
  const fetch = async (to: string, init: RequestInit): Promise<Response> => {
    sent.push([to, init]);
    const descriptor = { url, method, headers: { 'x-upload': '1' } };
    return Response.json({
      type: 'file',
      id: 'f1',
      name: 'n',
      mime_type: 'm',
      upload_descriptor: descriptor,
    });
  };
  const apiUrl = 'https://api.example/chat';
  const client = createClient({ url: apiUrl, fetch });
  return { client, fetch, apiUrl, strategy: { type: 'two_phase' }, sent };
}

function fileIn(init: RequestInit | undefined): unknown {
  return init?.body instanceof FormData ? init.body.get('file') : null;
}

describe('uploadFile', () => {
  it('announces the file and puts its bytes where the server says', async () => {
    const target = targetOf('/files/f1', 'PUT');
    expect(await uploadFile(file, target)).toMatchObject({ id: 'f1' });
    expect(JSON.parse(String(target.sent[0]?.[1].body))).toEqual({
      type: 'attachments.create',
      params: { name: 'Note.TXT', size: 5, mime_type: 'text/plain' },
    });
    expect(target.sent[1]?.[0]).toBe('https://api.example/files/f1');
    expect(target.sent[1]?.[1]).toMatchObject({
      method: 'PUT',
      headers: { 'x-upload': '1' },
      body: file,
    });
  });

  it('keeps the credentials of the host away from another origin', async () => {
    const target = targetOf('https://bucket.example/f1', 'POST');
    const plain = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
    await uploadFile(file, target);
    expect(target.sent).toHaveLength(1);
    expect(plain.mock.calls[0]?.[0]).toBe('https://bucket.example/f1');
    expect(plain.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit' });
    expect(fileIn(plain.mock.calls[0]?.[1])).toBeInstanceOf(File);
    plain.mockRestore();
  });

  it('sends the file itself when the strategy is direct', async () => {
    const target = targetOf('', 'POST');
    target.strategy = { type: 'direct', uploadUrl: '/upload' };
    await uploadFile(file, target);
    expect(target.sent.map(([url]) => url)).toEqual(['https://api.example/upload']);
    expect(fileIn(target.sent[0]?.[1])).toBeInstanceOf(File);
  });
});
