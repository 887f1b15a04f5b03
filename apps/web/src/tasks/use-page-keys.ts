import { useEffect, useEffectEvent } from 'react';
import { singleKeys } from '../ui/single-keys.ts';
import { undoStack } from '../ui/toasts.ts';
import { ownsItsKeys, pageCommand } from './list-keys.ts';

/** What the keys of the page lead to. */
export interface PageKeysOptions {
  onAdd(): void;
  onSearch(): void;
  onChat(): void;
  onEnterList(): void;
  onHelp(): void;
}

/** Listens to the keys of the page while nothing is being typed. */
export function usePageKeys({
  onAdd,
  onSearch,
  onChat,
  onEnterList,
  onHelp,
}: PageKeysOptions): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Inside a shadow root the event's target is the host; the path begins with the real one.
    if (ownsItsKeys(event.composedPath()[0]) || ownsItsKeys(event.target)) return;
    const command = pageCommand(event, singleKeys.areOn());
    if (command === null) return;
    if (command === 'undo' && !undoStack.undoLatest()) return;
    event.preventDefault();
    switch (command) {
      case 'add':
        return onAdd();
      case 'search':
        return onSearch();
      case 'chat':
        return onChat();
      case 'enter-list':
        return onEnterList();
      case 'help':
        return onHelp();
      case 'undo':
        return undefined;
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
