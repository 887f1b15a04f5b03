import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Asks again who is signed in when the page is looked at: another tab may have signed in. */
export function useLeaveWhenSignedIn(): void {
  const router = useRouter();
  useEffect(() => {
    function onVisible(): void {
      if (document.visibilityState === 'visible') void router.invalidate();
    }
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [router]);
}
