/** How far the chat got, in the order in which it has to happen. */
export type ChatStage = 'script' | 'element' | 'ready';

/** Why there is no chat, in words for the person and for whoever runs the server. */
export class ChatScriptError extends Error {
  override readonly name = 'ChatScriptError';
}

/** Where `<openai-chatkit>` comes from. */
export interface ChatScriptOptions {
  /** Null: the element that is part of this app. */
  scriptUrl: string | null;
  /** Loads the element of this app. */
  loadOwn(): Promise<unknown>;
  document: Pick<Document, 'createElement' | 'head'>;
  elements: Pick<CustomElementRegistry, 'get' | 'whenDefined'>;
}

/**
 * Makes `<openai-chatkit>` known to the page. Safe to call again after a failure.
 * @throws ChatScriptError naming the script that did not arrive.
 */
export async function loadChatScript({
  scriptUrl,
  loadOwn,
  document,
  elements,
}: ChatScriptOptions): Promise<void> {
  if (elements.get('openai-chatkit') !== undefined) return;
  if (scriptUrl === null) {
    try {
      await loadOwn();
    } catch (cause) {
      throw new ChatScriptError("The chat's own code did not arrive from this server.", { cause });
    }
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = scriptUrl;
    script.async = true;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(
        new ChatScriptError(
          `The script ${scriptUrl} did not arrive: it may be blocked, or its host unreachable.`,
        ),
      );
    });
    document.head.append(script);
  });
  await elements.whenDefined('openai-chatkit');
}

/** Says what was waited for when the chat does not become ready in time. */
export function explainStage(stage: ChatStage, scriptUrl: string | null): string {
  const source = scriptUrl ?? "the chat's own code on this server";
  switch (stage) {
    case 'script':
      return `Waited for ${source}, which has not arrived.`;
    case 'element':
      return scriptUrl === null
        ? 'The code arrived, but the chat did not report that it is ready.'
        : `The script ${scriptUrl} arrived, but the chat did not report that it is ready. Its domain key may not be registered for this address.`;
    case 'ready':
      return 'The chat is ready.';
  }
}
