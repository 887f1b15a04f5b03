import { createServer } from 'node:http';
import type { BrowserContext } from '@playwright/test';

/** GitHub as far as a sign-in goes: one person, who agrees to everything. */
export interface GitHubStandIn extends AsyncDisposable {
  /** What a server is started with so that it knows the stand-in, and reaches it in GitHub's place. */
  settings: Record<string, string>;
  /** Answers for github.com in this browser, as GitHub does once its user has agreed. */
  answerIn(context: BrowserContext): Promise<void>;
}

/** Starts it on a free local port. The protocol's own checks are tested beside the server. */
export async function startGitHubStandIn(email: string): Promise<GitHubStandIn> {
  const answers: Record<string, unknown> = {
    '/login/oauth/access_token': { access_token: 'given', token_type: 'bearer' },
    '/user': { id: 1, login: 'ada', name: 'Ada', email: null, avatar_url: '' },
    '/user/emails': [{ email, verified: true, primary: true }],
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    settings: {
      GITHUB_CLIENT_ID: 'parley',
      GITHUB_CLIENT_SECRET: 'a secret of the test',
      GITHUB_STAND_IN: `http://127.0.0.1:${address.port}`,
      NODE_OPTIONS: `--import=${new URL('turn-to-stand-in.ts', import.meta.url).href}`,
    },
    async answerIn(context) {
      await context.route('https://github.com/**', async (route) => {
        const { searchParams: asked } = new URL(route.request().url());
        const back = new URL(asked.get('redirect_uri') ?? '');
        back.searchParams.set('code', 'agreed');
        back.searchParams.set('state', asked.get('state') ?? '');
        await route.fulfill({ status: 302, headers: { location: back.href } });
      });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
