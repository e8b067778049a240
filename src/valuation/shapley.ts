/**
 * How much of a difference is each factor's own, whatever the order in which they change?
 *
 * A factor's part is the mean, over all orders, of what the value moves when that factor changes from its first state to its
 * second. The parts add up to value(all changed) − value(none changed).
 *
 * @param count  number of factors, 1–8
 * @param value  of the factors that have changed: bit k of `changed` stands for factor k
 * @returns one part a factor
 * @source  Shapley 1953; for decompositions Shorrocks 2013, Journal of Economic Inequality 11:99
 * @example shapleyValues(2, (changed) => [6, 15, 8, 20][changed]!)  // [10.5, 3.5]: 2 × 3 became 5 × 4
 */
export function shapleyValues(count: number, value: (changed: number) => number): number[] {
  const sets = 1 << count;
  const values = Float64Array.from({ length: sets }, (_, changed) => value(changed));
  const share = orderShares(count);
  return Array.from({ length: count }, (_, factor) => {
    let part = 0;
    for (let before = 0; before < sets; before++) {
      if ((before & (1 << factor)) !== 0) continue;
      part += share[sizeOf(before)]! * (values[before | (1 << factor)]! - values[before]!);
    }
    return part;
  });
}

/** Share of the orders in which a factor is preceded by one given set of so many others: s! (n − s − 1)! / n! */
function orderShares(count: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: count }, (_, size) => (factorial(size) * factorial(count - size - 1)) / factorial(count));
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}
