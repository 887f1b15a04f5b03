import { useLayoutEffect, useRef, useState } from 'react';

/**
 * Functions that stay the same from drawing to drawing and do what those of the last one do, so
 * that what they are handed to need not be drawn again. To be called from events, not while
 * drawing.
 */
export function useStable<
  Functions extends { [Name in keyof Functions]: (...args: never[]) => unknown },
>(functions: Functions): Functions {
  const latest = useRef(functions);
  useLayoutEffect(() => {
    latest.current = functions;
  });
  const [stable] = useState(() => {
    const names = Object.keys(functions) as (keyof Functions)[];
    const entries = names.map((name) => [
      name,
      (...args: never[]) => latest.current[name](...args),
    ]);
    return Object.fromEntries(entries) as Functions;
  });
  return stable;
}
