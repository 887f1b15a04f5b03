/** What the log says about an error: never the values that a query, request or parser worked on. */
export interface DescribedError {
  type: string;
  message: string;
  code?: string | number;
  stack?: string[];
  cause?: DescribedError;
}

const maxDepth = 4;

/**
 * Turns anything thrown into what may be logged. Names, codes and stack frames stay. Messages that
 * quote their input (SQL parameters, JSON texts, provider answers) are replaced or cleaned.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'thrown value is no error' };
  const described: DescribedError = { type: error.name, message: messageOf(error) };
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' || typeof code === 'number') described.code = code;
  const frames = framesOf(error);
  if (frames.length > 0) described.stack = frames;
  if (error.cause !== undefined && depth < maxDepth) {
    described.cause = describeError(error.cause, depth + 1);
  }
  return described;
}

function messageOf(error: Error): string {
  // A failed query and a failed JSON.parse quote what they were given, which is a user's text.
  if ('query' in error || 'params' in error || 'parameters' in error) return 'query failed';
  if (error instanceof SyntaxError) return 'not valid JSON or code';
  if ('responseBody' in error || 'requestBodyValues' in error)
    return 'request to a provider failed';
  return cleanText(error.message);
}

function framesOf(error: Error): string[] {
  const lines = error.stack?.split('\n') ?? [];
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}

const secrets: [RegExp, string][] = [
  [/\bey[\w-]{8,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic)\s+\S+/gi, '$1 [redacted]'],
  [/[^\s"'<>@]+@[^\s"'<>@]+\.[^\s"'<>@]+/g, '[address]'],
  [/\b(sk|pk|rk|key)[-_][\w-]{8,}/gi, '[key]'],
  [/([?&;]?\b(?:token|secret|password|code|api_?key)=)[^\s&;"']+/gi, '$1[redacted]'],
  [/(\w+:\/\/[^\s:/@]*):[^\s@]*@/g, '$1:[redacted]@'],
];

/** Removes tokens, addresses and keys from a sentence, and keeps it to 500 characters. */
export function cleanText(text: string): string {
  let clean = text.slice(0, 2000);
  for (const [pattern, replacement] of secrets) clean = clean.replace(pattern, replacement);
  return clean.slice(0, 500);
}
