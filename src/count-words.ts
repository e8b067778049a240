/**
 * How is a number of things said, where one of them loses its plural?
 *
 * @param n     how many, as it is shown
 * @param noun  in the singular, with a regular plural
 * @example countWords(1200, 'period')  // '1,200 periods'
 */
export function countWords(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

/**
 * The unit behind a number's text, in the singular where it is one of something.
 *
 * @param number  as it is shown, with its sign
 * @param unit    in the plural; what follows « per » stays as it is
 * @example unitOf('−1', 'deaths per 1,000 man-years')  // 'death per 1,000 man-years'
 */
export function unitOf(number: string, unit: string): string {
  return /^[−+]?1$/.test(number) ? unit.replace(/([^s])s(?= per |$)/, '$1') : unit;
}
