import { useEffect, useEffectEvent } from 'react';

/** Calls back whenever the page comes into view again: much may have happened in another tab. */
export function useWhenVisible(callback: () => void): void {
  const onVisible = useEffectEvent(() => {
    if (document.visibilityState === 'visible') callback();
  });
  useEffect(() => {
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);
}
