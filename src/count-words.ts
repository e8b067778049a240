/**
 * How is a number of things said, where one of them loses its plural?
 *
 * @param n     how many, as it is shown
 * @param noun  in the singular, with a regular plural
 * @example countWords(1200, 'period')  // '1,200 periods'
 * @example countWords(2, 'study')  // '2 studies'
 */
export function countWords(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? noun : plural(noun)}`;
}

/**
 * The unit behind a number's text, in the singular where it is one of something.
 *
 * @param number  as it is shown, with its sign
 * @param unit    in the plural; what follows « per » stays as it is
 * @example unitOf('−1', 'deaths per 1,000 man-years')  // 'death per 1,000 man-years'
 */
export function unitOf(number: string, unit: string): string {
  if (!/^[−+]?1$/.test(number)) return unit;
  return unit.replace(/ies(?= per |$)|([^s])s(?= per |$)/, (_, letter?: string) => letter ?? 'y');
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
