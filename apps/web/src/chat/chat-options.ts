import type { ChatKitOptions } from '@openai/chatkit';

/** What differs from page to page. */
export interface ChatOptionsInput {
  scheme: 'light' | 'dark';
  domainKey: string;
  fetch: typeof fetch;
  initialThread: string | null;
  /** How the assistant is called, when the server says so. */
  modelLabel: string | undefined;
}

/** The server's name for the assistant that has no model; a model is always `provider/name`. */
const OFFLINE = 'offline assistant';

const disclaimers = {
  offline:
    'The offline assistant answers: it follows rules, not a language model. Ask for “help” to see what it knows.',
  model: 'The assistant may be wrong. It asks before it deletes.',
};

/** The options of ChatKit other than its event handlers, with our colours. */
export function chatOptions({
  scheme,
  domainKey,
  fetch,
  initialThread,
  modelLabel,
}: ChatOptionsInput): ChatKitOptions {
  const isOffline = modelLabel === OFFLINE;
  return {
    api: { url: '/api/chatkit', domainKey, fetch },
    locale: 'en',
    frameTitle: 'Chat with the assistant',
    initialThread,
    theme: {
      colorScheme: scheme,
      radius: 'round',
      density: 'normal',
      typography: { baseSize: 16, fontFamily: 'system-ui, -apple-system, "Segoe UI", sans-serif' },
      color: {
        accent: { primary: scheme === 'dark' ? '#63d3c0' : '#0b6b5f', level: 1 },
        grayscale: { hue: 75, tint: 1 },
        surface:
          scheme === 'dark'
            ? { background: '#1b1a18', foreground: '#f2efe9' }
            : { background: '#ffffff', foreground: '#1c1a17' },
      },
    },
    header: { enabled: true, title: { enabled: true } },
    history: { enabled: true, showDelete: true, showRename: true },
    startScreen: {
      greeting: 'What is to be done?',
      prompts: [
        {
          label: 'Add a task',
          prompt: 'Add buy milk tomorrow at 5pm, high priority',
          icon: 'plus',
        },
        { label: 'What is due tomorrow?', prompt: 'What is due tomorrow?', icon: 'calendar' },
        { label: 'Show my open tasks', prompt: 'Show my open tasks', icon: 'search' },
        { label: 'What can you do?', prompt: 'What can you do?', icon: 'circle-question' },
      ],
    },
    threadItemActions: { feedback: true, retry: true },
    thread: { autoScroll: true },
    composer: { placeholder: 'Ask, or tell me what to add' },
    disclaimer: { text: isOffline ? disclaimers.offline : disclaimers.model },
  };
}
