/**
 * Which place does each value take, from 1 up, ties sharing their mean place?
 *
 * @param values  any order
 * @returns ranks in the order of the values, and the size of each group of ties
 * @example ranks([5, 3, 5]).ranks  // [2.5, 1, 2.5]
 */
export function ranks(values: ArrayLike<number>): { ranks: Float64Array; ties: number[] } {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const places = new Float64Array(values.length);
  const ties: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) places[order[i]!] = (from + to + 1) / 2;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return { ranks: places, ties };
}
