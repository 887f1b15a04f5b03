import { useRouter } from '@tanstack/react-router';
import { useWhenVisible } from '../app/use-when-visible.ts';

/** Asks again who is signed in when the page is looked at: another tab may have signed in. */
export function useLeaveWhenSignedIn(): void {
  const router = useRouter();
  useWhenVisible(() => void router.invalidate());
}
