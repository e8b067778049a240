/**
 * How a result's number is written, the same in every chart, table and sentence. Locale en-US; the minus sign is U+2212.
 */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What stands where a number is undefined. */
export const NO_NUMBER = '–';

/**
 * How many decimals may a number show, given its interval? The half-width keeps one digit, two where it starts with 1 or 2.
 *
 * @param low   lower end of the interval
 * @param high  upper end
 * @returns decimals; negative means rounding to tens, hundreds, …; 0 for an interval without width
 * @example decimalsOfInterval(11, 17.2)      // 0: half-width 3.1
 * @example decimalsOfInterval(310e3, 880e3)  // −4: half-width 285,000, rounded to ten thousands
 */
export function decimalsOfInterval(low: number, high: number): number {
  const halfWidth = (high - low) / 2;
  return halfWidth > 0 ? Math.min(8, 0 - Math.floor(Math.log10(halfWidth / 3))) : 0;
}

/**
 * How many decimals do the values of one series show? Three digits of their range.
 *
 * @param values  one or more finite numbers, same unit
 * @returns decimals, 0–5
 * @example decimalsOfValues([48.21, 74.9])  // 1: the range is 26.7
 */
export function decimalsOfValues(values: readonly number[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const range = high > low ? high - low : Math.abs(high);
  return range > 0 && Number.isFinite(range) ? Math.min(5, Math.max(0, 2 - Math.floor(Math.log10(range)))) : 0;
}

/**
 * A number as text: thousands grouped, a true minus, halves away from zero, never «−0».
 *
 * @param value     the number; null gives «–»
 * @param decimals  as `decimalsOfInterval` gives them; negative rounds to tens, hundreds, …
 * @example formatNumber(-1234.56, 1)  // '−1,234.6'
 */
export function formatNumber(value: number | null, decimals: number): string {
  if (value === null) return NO_NUMBER;
  const digits = plain(value, decimals);
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && /[1-9]/.test(digits) ? `−${grouped}` : grouped;
}

/** A number with its sign always shown: `+3.1`, `−14`; zero has none. */
export function formatSigned(value: number | null, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A whole count: `20,075`; `withheld` for one that would tell of too few people (small-counts.ts). */
export function formatCount(count: number | null): string {
  return count === null ? 'withheld' : formatNumber(count, 0);
}

/** A share of 0–1 as a percentage: `formatShare(0.148, 1)` is `14.8 %`. */
export function formatShare(share: number | null, decimals: number): string {
  return share === null ? NO_NUMBER : `${formatNumber(share * 100, decimals)} %`;
}

/** A local day: `formatDay('2024-07-01')` is `1 Jul 2024`. */
export function formatDay(day: string): string {
  return `${Number(day.slice(8, 10))} ${formatMonth(day)}`;
}

/** The month of a local day: `Jul 2024`. */
export function formatMonth(day: string): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/**
 * Money for a sentence.
 *
 * @param amount    in the currency; null gives «–»
 * @param currency  ISO 4217
 * @param decimals  of the amount in the currency: `decimalsOfInterval` of its P5–P95; without it, three digits
 * @param scale     what it is counted in; amounts that stand together are said alike. Without it: its own
 * @example formatMoney(1612345, 'USD', -4)  // '$1.61 M'
 * @example formatMoney(-84210, 'USD', -3)   // '−$84,000'
 */
export function formatMoney(
  amount: number | null,
  currency: string,
  decimals = decimalsOfAmount(amount),
  scale = scaleOf(amount),
): string {
  if (amount === null) return NO_NUMBER;
  const { digits, sign } = scale;
  const text =
    digits === 0
      ? formatNumber(Math.abs(amount), decimals)
      : `${formatNumber(Math.abs(amount) / 10 ** digits, Math.max(0, decimals + digits))} ${sign}`;
  return `${amount < 0 && /[1-9]/.test(text) ? '−' : ''}${currencySign(currency)}${text}`;
}

/** What amounts are counted in: single units, millions, billions (a thousand million), trillions. */
export interface MoneyScale {
  digits: number;
  /** Behind the number. */
  sign: '' | 'M' | 'bn' | 'trn';
}

export const UNITS: MoneyScale = { digits: 0, sign: '' };
const SCALES: readonly MoneyScale[] = [
  { digits: 12, sign: 'trn' },
  { digits: 9, sign: 'bn' },
  { digits: 6, sign: 'M' },
];

/**
 * What are amounts that stand together counted in? The largest of them decides.
 *
 * @example scaleOf(1_200_000, null, 30_000).sign  // 'M'
 */
export function scaleOf(...amounts: readonly (number | null)[]): MoneyScale {
  const largest = Math.max(...amounts.map((amount) => Math.abs(amount ?? 0)));
  return SCALES.find(({ digits }) => largest >= 10 ** digits) ?? UNITS;
}

/** The sign that stands before an amount: `$`, `€`, or the code with a space where there is none. */
export function currencySign(currency: string): string {
  const signs: Record<string, string> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' };
  return signs[currency] ?? `${currency} `;
}

/** The value of one unit in a sentence, as it is declared: `$38`, `$42.50`, `$0.0025`. */
export function formatUnitValue(value: number, currency: string): string {
  const decimals = Number.isInteger(value) ? 0 : Math.max(2, 1 - Math.floor(Math.log10(Math.abs(value))));
  return formatMoney(value, currency, decimals, UNITS);
}

function decimalsOfAmount(amount: number | null): number {
  return amount === null || amount === 0 ? 0 : Math.min(0, 2 - Math.floor(Math.log10(Math.abs(amount))));
}

/** Digits without sign or grouping. The nudge lets 1.005 round up although its binary form lies just below the half. */
function plain(value: number, decimals: number): string {
  const scale = 10 ** decimals;
  const scaled = Math.abs(value) * scale;
  const rounded = Math.round(scaled * (1 + Number.EPSILON));
  return (rounded / scale).toFixed(Math.max(0, decimals));
}
