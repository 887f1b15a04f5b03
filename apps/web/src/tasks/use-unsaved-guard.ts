import { useIsMutating, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isWritingTasks } from './use-task-actions.ts';

/**
 * Lets the browser ask before the page is left while a change of a task is on its way: it is shown
 * already, and would be lost without a word.
 */
export function useUnsavedGuard(): void {
  const queryClient = useQueryClient();
  const isSaving = useIsMutating({ mutationKey: [['tasks']] }) > 0;
  useEffect(() => {
    if (!isSaving) return undefined;
    // Only while it is needed: a page that listens is not kept for the way back.
    const ask = (event: Event): void => {
      // Asked again: this drawing may be a moment behind.
      if (isWritingTasks(queryClient)) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSaving, queryClient]);
}
