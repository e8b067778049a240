/**
 * Below which amount do a share of the draws fall?
 *
 * Selects the two neighbouring ranks and sorts nothing: a register has hundreds of amounts, each with 10,000 draws.
 *
 * @param draws  one or more, in any order; they keep it
 * @param share  0–1
 * @source  linear interpolation, type 7 of Hyndman & Fan 1996; selection as in Hoare 1961, CACM 4:321
 * @example percentile(Float64Array.of(4, 1, 8, 2), 0.95)  // 7.4
 */
export function percentile(draws: Float64Array, share: number): number {
  const position = (draws.length - 1) * share;
  const rank = Math.floor(position);
  const ordered = draws.slice();
  select(ordered, rank);
  const below = ordered[rank]!;
  if (position === rank) return below;
  let above = Number.POSITIVE_INFINITY;
  for (let i = rank + 1; i < ordered.length; i++) above = Math.min(above, ordered[i]!);
  return below + (position - rank) * (above - below);
}

/** Moves values until the one of this rank stands in its place, none greater before it and none smaller after it. */
function select(values: Float64Array, rank: number): void {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return;
  }
}
