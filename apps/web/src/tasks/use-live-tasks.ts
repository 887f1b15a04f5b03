import { useQueryClient } from '@tanstack/react-query';
import { trpc } from '../app/trpc.ts';
import { useGateState } from '../app/use-services.ts';
import { isWritingTasks } from './use-task-actions.ts';

/**
 * Loads the tasks again whenever the server says that they changed: in another tab, on another
 * device, or by the assistant. A write of this page waits for its own answer first.
 */
export function useLiveTasks(): void {
  const queryClient = useQueryClient();
  const utils = trpc.useUtils();
  // A subscription ends with the session; opening the gate again starts it anew.
  const enabled = useGateState() === 'open';
  trpc.tasks.changed.useSubscription(undefined, {
    enabled,
    onData: () => {
      if (!isWritingTasks(queryClient)) void utils.tasks.invalidate();
    },
  });
}
