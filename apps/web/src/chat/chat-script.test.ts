import { describe, expect, it } from 'vitest';
import { ChatScriptError, explainStage, loadChatScript } from './chat-script.ts';
import type { ChatScriptOptions } from './chat-script.ts';

class FakeScript extends EventTarget {
  src = '';
  async = false;
  removed = false;
  remove(): void {
    this.removed = true;
  }
}

class Known {
  readonly known = true;
}
const known = Known as unknown as CustomElementConstructor;

async function loadNothing(): Promise<never> {
  throw new TypeError('Failed to fetch dynamically imported module');
}

function makePage(defined = false) {
  const scripts: FakeScript[] = [];
  const head = { append: (script: FakeScript) => void scripts.push(script) };
  let loads = 0;
  const options: ChatScriptOptions = {
    scriptUrl: null,
    loadOwn: async () => (loads += 1),
    document: { createElement: () => new FakeScript(), head } as unknown as Document,
    elements: {
      get: () => (defined ? known : undefined),
      whenDefined: async () => known,
    },
  };
  return { options, scripts, loads: () => loads };
}

describe('loadChatScript', () => {
  it('loads nothing when the element is known already', async () => {
    const page = makePage(true);
    await loadChatScript({ ...page.options, scriptUrl: 'https://cdn.example/a.js' });
    expect(page.loads()).toBe(0);
    expect(page.scripts).toHaveLength(0);
  });

  it("loads this app's element when no script is named", async () => {
    const page = makePage();
    await loadChatScript(page.options);
    expect(page.loads()).toBe(1);
  });

  it('adds the script that is named, and nothing of ours', async () => {
    const page = makePage();
    const loading = loadChatScript({ ...page.options, scriptUrl: 'https://cdn.example/a.js' });
    page.scripts[0]?.dispatchEvent(new Event('load'));
    await loading;
    expect(page.scripts.map(({ src }) => src)).toEqual(['https://cdn.example/a.js']);
    expect(page.loads()).toBe(0);
  });

  it('names the script that did not arrive, and takes it away for another attempt', async () => {
    const page = makePage();
    const loading = loadChatScript({ ...page.options, scriptUrl: 'https://cdn.example/a.js' });
    page.scripts[0]?.dispatchEvent(new Event('error'));
    await expect(loading).rejects.toThrow('https://cdn.example/a.js');
    expect(page.scripts[0]?.removed).toBe(true);
  });

  it('says when our own code did not arrive', async () => {
    const page = makePage();
    await expect(loadChatScript({ ...page.options, loadOwn: loadNothing })).rejects.toThrow(
      ChatScriptError,
    );
  });
});

it('names what was waited for', () => {
  expect(explainStage('script', 'https://cdn.example/a.js')).toContain('https://cdn.example/a.js');
  expect(explainStage('element', 'https://cdn.example/a.js')).toContain('domain key');
  expect(explainStage('element', null)).not.toContain('domain key');
});
