import { randomUUID } from 'node:crypto';

/** A signed-up user of the server under measurement. */
export interface Visitor {
  /** `name=value`, as a browser would send it back. */
  cookie: string;
  /** The JSON Web Token for the Authorization header. */
  token: string;
}

/** Signs a new user up over HTTP and asks for a token, as the web app does. */
export async function signUp(url: string): Promise<Visitor> {
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      name: 'Bench',
      email: `${randomUUID()}@example.com`,
      password: randomUUID(),
    }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const tokenAnswer = await fetch(`${url}/api/auth/token`, { headers: { ...headers, cookie } });
  const { token } = (await tokenAnswer.json()) as { token: string };
  return { cookie, token };
}

/** Calls a mutation of the API as this user. */
export async function mutate(
  url: string,
  call: { visitor: Visitor; procedure: string; input: unknown },
): Promise<void> {
  const answer = await fetch(`${url}/api/trpc/${call.procedure}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${call.visitor.token}`,
    },
    body: JSON.stringify(call.input),
  });
  if (!answer.ok) throw new Error(`${call.procedure} answered ${answer.status}`);
}
