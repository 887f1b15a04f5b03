import type { Figure } from '../report.ts';
import { measureInProcess } from './in-process.ts';
import { measureStreams } from './streams.ts';

/** The ChatKit server: in memory beside another one, then with many streams over HTTP. */
export async function measureChatKit(): Promise<Figure[]> {
  return [...(await measureInProcess()), ...(await measureStreams())];
}
