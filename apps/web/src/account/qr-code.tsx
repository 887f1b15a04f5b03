import { generate } from 'lean-qr';
import { useMemo } from 'react';
import type { ReactElement } from 'react';

/** Light modules around the code, without which cameras do not find it (ISO/IEC 18004 §6.3.8). */
const MARGIN = 4;

/** A QR code, drawn here: what it holds is a secret and goes to nobody. Always dark on light. */
export function QrCode({ text, label }: { text: string; label: string }): ReactElement {
  const { path, size } = useMemo(() => draw(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto size-48 rounded-lg border border-line"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

function draw(text: string): { path: string; size: number } {
  const code = generate(text);
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) path += `M${x + MARGIN} ${y + MARGIN}h1v1h-1z`;
    }
  }
  return { path, size: code.size + 2 * MARGIN };
}
