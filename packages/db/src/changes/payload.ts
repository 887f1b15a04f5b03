import type { ChangeTopic } from '../database.ts';

/** One committed change, as the triggers announce it. */
export interface Change {
  userId: string;
  topic: ChangeTopic;
  revision: number;
}

/** Reads `topic revision userId`; null for anything else, which another program may have sent. */
export function parsePayload(text: string): Change | null {
  const match = /^(tasks|threads) (\d{1,15}) (.+)$/s.exec(text);
  if (match === null) return null;
  const [, topic, revision, userId] = match;
  return { userId: userId as string, topic: topic as ChangeTopic, revision: Number(revision) };
}
