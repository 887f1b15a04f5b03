import { createServer } from 'node:http';
import { startParley } from '../src/parley.ts';
import type { Parley } from '../src/parley.ts';
import { chat, signUp } from '../src/person.ts';
import { expect, test as base } from '../src/test.ts';

/** What the hosted script does, as far as the page can tell: it defines the element. */
const SCRIPT = `
  customElements.define('openai-chatkit', class extends HTMLElement {
    setOptions(options) {
      this.textContent = 'hosted chat, ' + options.api.domainKey;
      setTimeout(() => this.dispatchEvent(new CustomEvent('chatkit.ready')), 0);
    }
    setThreadId() { return Promise.resolve(); }
    fetchUpdates() { return Promise.resolve(); }
    focusComposer() { return Promise.resolve(); }
  });
`;

const test = base.extend<object, { scriptOrigin: string; parley: Parley }>({
  scriptOrigin: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const server = createServer((_request, response) => {
        response.writeHead(200, {
          'content-type': 'text/javascript',
          'cross-origin-resource-policy': 'cross-origin',
        });
        response.end(SCRIPT);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      await use(`http://127.0.0.1:${address.port}`);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    { scope: 'worker' },
  ],
  parley: [
    async ({ scriptOrigin }, use) => {
      await using parley = await startParley({
        CHATKIT_SCRIPT_URL: `${scriptOrigin}/chatkit.js`,
        CHATKIT_DOMAIN_KEY: 'domain_pk_test',
      });
      await use(parley);
    },
    { scope: 'worker' },
  ],
  otherOrigins: async ({ scriptOrigin }, use) => use([scriptOrigin]),
});

test('one setting puts the hosted script in place of the open element', async ({ page }) => {
  await signUp(page);
  await expect(chat(page)).toHaveText('hosted chat, domain_pk_test');
});
