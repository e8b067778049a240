/**
 * An interval as a line of characters: where it lies against nothing, and against what would matter.
 *
 * @param interval  estimate with its ends
 * @param important  smallest change worth having; null where not declared
 * @param width     characters to use, at least 20
 * @returns `├──●──┤` with `│` at zero and `┊` at plus and minus what matters; where two fall on one place, the estimate shows
 *          first, then zero
 * @example intervalBar({ estimate: -6, low: -10, high: -2 }, null, 40)
 */
export function intervalBar(
  { estimate, low, high }: { estimate: number; low: number; high: number },
  important: number | null,
  width: number,
): string {
  const marks = important === null ? [] : [-important, important];
  const [from, to] = [Math.min(low, 0, ...marks), Math.max(high, 0, ...marks)];
  const at = (value: number) => (to === from ? 0 : Math.round(((value - from) / (to - from)) * (width - 1)));
  const cells: string[] = Array.from({ length: width }, (_, i) => (i > at(low) && i < at(high) ? '─' : ' '));
  for (const mark of marks) cells[at(mark)] = '┊';
  cells[at(low)] = '├';
  cells[at(high)] = '┤';
  cells[at(0)] = '│';
  cells[at(estimate)] = '●';
  return cells.join('').trimEnd();
}
