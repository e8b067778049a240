/** A number, or the reason why it is undefined. An undefined figure is said to be so; it is never 0 or NaN. */
export type Answer = { value: number; reason: null } | { value: null; reason: string };

/**
 * What is the number?
 *
 * @returns the answer; a value that is not finite has none
 * @example answer(1.5)  // { value: 1.5, reason: null }
 */
export function answer(value: number): Answer {
  return Number.isFinite(value) ? { value, reason: null } : noAnswer('the result is beyond what a number can hold');
}

/**
 * Why is there no number?
 *
 * @param reason  lower-case phrase: "no sign change", "no cost", …
 * @example noAnswer('no cost')  // { value: null, reason: 'no cost' }
 */
export function noAnswer(reason: string): Answer {
  return { value: null, reason };
}
