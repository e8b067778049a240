/**
 * Too little or degenerate data, as an answer: why there is none, what was there, what would have been needed.
 *
 * `reason` is a lower-case phrase ("too few observations", "no variation", …); `n` is how many observations there were
 * and `required` the least that the method can answer from. Where the number was not the trouble, they say what was
 * there and the method's least all the same.
 */
export interface Inconclusive {
  kind: 'inconclusive';
  reason: string;
  n: number;
  required: number;
}

/**
 * Why is there no answer?
 *
 * @example inconclusive('too few observations', 1, 2)  // { kind: 'inconclusive', … }
 */
export function inconclusive(reason: string, n: number, required: number): Inconclusive {
  return { kind: 'inconclusive', reason, n, required };
}
