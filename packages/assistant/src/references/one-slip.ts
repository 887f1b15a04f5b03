/** Whether two words differ by one slip: a letter wrong, missing or too many, or two swapped. */
export function isOneSlipAway(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const rests = [
    [one.slice(at + 1), other.slice(at + 1)],
    [one.slice(at + 1), other.slice(at)],
    [one.slice(at), other.slice(at + 1)],
    [(one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2), other.slice(at)],
  ];
  return rests.some(([left, right]) => left === right);
}
