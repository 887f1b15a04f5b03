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
  if (typeof code === 'number' || isCodeWord(code)) described.code = code;
  const frames = framesOf(error);
  if (frames.length > 0) described.stack = frames;
  if (error.cause !== undefined && depth < maxDepth) {
    described.cause = describeError(error.cause, depth + 1);
  }
  return described;
}

function messageOf(error: Error): string {
  // A failed query and a failed JSON.parse quote what they were given, which is a user's text.
  if (queryMarks.some((mark) => mark in error)) return 'query failed';
  // Its message lists keys that a stranger may have chosen.
  if (error.name === 'ZodError' || error.name === '$ZodError') return 'not of the expected shape';
  if (error instanceof SyntaxError) return 'not valid JSON or code';
  if ('responseBody' in error || 'requestBodyValues' in error)
    return 'request to a provider failed';
  return cleanText(error.message);
}

/** What Drizzle, PGlite and postgres.js put on an error; PostgreSQL's own messages quote values. */
const queryMarks = ['query', 'params', 'parameters', 'severity', 'severity_local'];

function isCodeWord(code: unknown): code is string {
  return typeof code === 'string' && /^\w{1,60}$/.test(code);
}

/** The stack begins with the message, in which a line may look like a frame. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = message === '' ? -1 : stack.indexOf(message);
  const lines = (start === -1 ? stack : stack.slice(start + message.length)).split('\n');
  return lines.map((line) => line.trim()).filter((line) => FRAME.test(line));
}

/** A place in a module, or in one of the engine's own functions. */
const FRAME = /^at (?:\S.* \(|async )?(?:(?:file|node):\S+:\d+:\d+|\/\S+:\d+:\d+|<anonymous>)\)?$/;

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
