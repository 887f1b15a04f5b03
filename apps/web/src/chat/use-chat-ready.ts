import { useCallback, useEffect, useState } from 'react';
import { useServices } from '../app/use-services.ts';
import { ChatScriptError, explainStage, loadChatScript } from './chat-script.ts';
import type { ChatStage } from './chat-script.ts';

/** How long the chat may take before the page says that something is wrong, in milliseconds. */
const patience = 12_000;

/** Whether the chat can be used, and if not, why. */
export interface ChatReadiness {
  stage: ChatStage;
  /** A sentence naming what failed or what was waited for; null while all is well. */
  problem: string | null;
  onReady(): void;
}

/** Loads the element and watches that it becomes ready. */
export function useChatReady(): ChatReadiness {
  const { scriptUrl } = useServices().config.chatkit;
  const [stage, setStage] = useState<ChatStage>('script');
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let current = true;
    loadChatScript({
      scriptUrl,
      loadOwn: () => import('@parley/chatkit-element/define'),
      document,
      elements: customElements,
    })
      .then(() => {
        if (current) setStage((now) => (now === 'script' ? 'element' : now));
      })
      .catch((error: unknown) => {
        if (!current) return;
        setProblem(error instanceof ChatScriptError ? error.message : 'The chat did not start.');
      });
    return () => {
      current = false;
    };
  }, [scriptUrl]);

  useEffect(() => {
    if (stage === 'ready') return undefined;
    const timer = setTimeout(() => setProblem(explainStage(stage, scriptUrl)), patience);
    return () => clearTimeout(timer);
  }, [stage, scriptUrl]);

  return {
    stage,
    problem,
    onReady: useCallback(() => {
      setStage('ready');
      setProblem(null);
    }, []),
  };
}
