import { CliError } from './errors.ts';

const TIMEOUT_MS = 20_000;

/**
 * Sends a request that a Parley server answers in JSON.
 *
 * @throws {CliError} when nobody answers, or something else does.
 */
export async function send(input: string | URL, init: RequestInit): Promise<Response> {
  const { origin } = new URL(input);
  const headers = new Headers(init.headers);
  // By this name the account page lists a sign-in of ours.
  headers.set('user-agent', 'parley-cli');
  let response: Response;
  try {
    response = await fetch(input, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new CliError('unavailable', `No Parley server answers at ${origin}.`);
  }
  if (!response.headers.get('content-type')?.startsWith('application/json'))
    throw new CliError('unavailable', `What answers at ${origin} is not a Parley server.`);
  return response;
}

/** The members of a JSON answer; none when it is no object. */
export async function readFields(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
