import { ChatKit, useChatKit } from '@openai/chatkit-react';
import { StrictMode, createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ReactElement } from 'react';
import type { TestWindow } from './test-window.ts';

const page = window as unknown as TestWindow;
page.events = [];

function App(): ReactElement {
  const [options, setOptions] = useState(page.testOptions ?? {});
  const record = (name: string) => (detail: unknown) => {
    page.events.push({ name, detail: JSON.parse(JSON.stringify(detail ?? null)) });
  };
  const chat = useChatKit({
    api: { url: '/api/chatkit', domainKey: 'unused' },
    ...options,
    onReady: record('ready'),
    onError: ({ error }) => page.events.push({ name: 'error', detail: error.name }),
    onResponseStart: record('response.start'),
    onResponseEnd: record('response.end'),
    onThreadChange: record('thread.change'),
    onThreadLoadStart: record('thread.load.start'),
    onThreadLoadEnd: record('thread.load.end'),
    onToolChange: record('tool.change'),
    onHistoryOpen: record('history.open'),
    onHistoryClose: record('history.close'),
    onEffect: record('effect'),
    onDeeplink: record('deeplink'),
    onLog: record('log'),
  });
  useEffect(() => {
    Object.assign(window, { chat, setTestOptions: setOptions });
  }, [chat]);
  return createElement(ChatKit, { control: chat.control, className: 'chat' });
}

const container = document.querySelector('#app');
if (container !== null) {
  createRoot(container).render(createElement(StrictMode, null, createElement(App)));
}
