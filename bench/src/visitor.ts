import { randomUUID } from 'node:crypto';

/** A signed-up user of a server under measurement. */
export interface Visitor {
  userId: string;
  /** `name=value`, as a browser would send it back. */
  cookie: string;
}

/** A visitor of Parley, who also has a JSON Web Token for the Authorization header. */
export interface TokenVisitor extends Visitor {
  token: string;
}

/** Signs a new user up over HTTP. */
export async function signUp(url: string): Promise<Visitor> {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
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
  const { user } = (await answer.json()) as { user: { id: string } };
  return { userId: user.id, cookie };
}

/** Signs a new user up and asks for a token, as the web app does. */
export async function signUpWithToken(url: string): Promise<TokenVisitor> {
  const visitor = await signUp(url);
  const answer = await fetch(`${url}/api/auth/token`, {
    headers: { origin: url, cookie: visitor.cookie },
  });
  const { token } = (await answer.json()) as { token: string };
  return { ...visitor, token };
}

/** Calls a mutation of the API as this user. */
export async function mutate(
  url: string,
  call: { visitor: TokenVisitor; procedure: string; input: unknown },
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
