/**
 * How is a number of things said, where one of them loses its plural?
 *
 * @param n     how many, as it is shown
 * @param noun  in the singular, with a regular plural
 * @example countWords(1, 'period')  // '1 period'
 */
export function countWords(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
