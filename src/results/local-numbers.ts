import { formatDay } from './format.ts';

/**
 * Numbers, days and amounts inside a text, rewritten from how `format.ts` writes them to how another locale does.
 */

const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NUMBER = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const MONTH = ENGLISH_MONTHS.join('|');

const DAY_PATTERN = new RegExp(`\\b(\\d{1,2}) (${MONTH}) (\\d{4})\\b`, 'g');
const MONTH_PATTERN = new RegExp(`\\b(${MONTH}) (\\d{4})\\b`, 'g');
const NUMBER_PATTERN = new RegExp(NUMBER, 'g');
/** An amount with its sign of currency, or with an ISO code and a space; what it is counted in behind it. */
const SCALE = ' (?:M|bn|trn)\\b';
const MONEY_PATTERN = new RegExp(`([$€£¥]|\\b[A-Z]{3} )(${NUMBER})(${SCALE})?`, 'g');

/** Two amounts of one currency: its sign is said once, and millions too. */
const RANGE_PATTERN = new RegExp(`([$€£¥])(${NUMBER})(${SCALE}|) to (−?)\\1(${NUMBER})(${SCALE}|)`, 'g');

type Scale = 'k' | 'M' | 'bn' | 'trn';

/** How a locale whose numbers differ from English ones writes them. */
export interface NumberWords {
  /** Twelve, January first, as they stand between a day and a year. */
  months: readonly string[];
  /** What stands between a day and its month: `. ` in German. */
  dayMark: string;
  decimal: string;
  thousands: string;
  /** What stands between the ends of a range: `bis`. */
  to: string;
  /** Behind amounts, and on axes: what stands for k (a thousand), M, bn and trn. */
  scales: Readonly<Record<Scale, string>>;
}

/** A day as messages name it, among words: not one of a file's name, a figure's id or a command. */
const ISO_DAY = /(?<![^ (])(?<!--[a-z-]+ )\d{4}-\d{2}-\d{2}(?![^ ,.;:)])/g;

/** Days that messages name as files do, as reports write them. Findings are read in a terminal, too, beside the files they speak of. */
export function writtenDays(text: string): string {
  return text.includes(' ') ? text.replace(ISO_DAY, formatDay) : text;
}

/** Days with the month first, as American readers expect them: `Jul 1, 2024`. */
export function monthFirst(text: string): string {
  return text.replace(DAY_PATTERN, '$2 $1, $3');
}

/**
 * A text of numbers, days, months and amounts in the words of another locale; the currency moves behind its amount.
 *
 * @returns null where the text says anything else: words are not this function's business
 * @example localNumbers('−$1.61 M', GERMAN)      // '−1,61 Mio. $'
 * @example localNumbers('12 Mar 2024', GERMAN)   // '12. März 2024'
 */
export function localNumbers(text: string, words: NumberWords): string | null {
  const rest = text
    .replace(RANGE_PATTERN, (whole, ...[, , scale, , , other]) => (scale === other ? '' : whole))
    .replace(MONEY_PATTERN, '')
    .replace(DAY_PATTERN, '')
    .replace(MONTH_PATTERN, '');
  if (/\p{L}/u.test(rest.replace(/P(?:5|10|25|50|75|90|95)\b/g, ''))) return null;
  return text
    .replace(
      RANGE_PATTERN,
      (whole, sign: string, low: string, scale: string, minus: string, high: string, other: string) =>
        scale === other ? `${low} ${words.to} ${minus}${high}${scaleWord(scale, words)}\u00a0${sign}` : whole,
    )
    .replace(MONEY_PATTERN, (_, sign: string, amount: string, scale = '') => {
      return `${amount}${scaleWord(scale, words)}\u00a0${sign.trim()}`;
    })
    .replace(DAY_PATTERN, (_, day: string, month: string, year: string) => `${day}${words.dayMark}${month} ${year}`)
    .replace(
      MONTH_PATTERN,
      (_, month: string, year: string) => `${words.months[ENGLISH_MONTHS.indexOf(month)]} ${year}`,
    )
    .replace(NUMBER_PATTERN, (number) => localNumber(number, words));
}

function scaleWord(scale: string, { scales }: NumberWords): string {
  return scale === '' ? '' : ` ${scales[scale.trim() as Scale]}`;
}

function localNumber(number: string, { decimal, thousands }: NumberWords): string {
  return number.replace(/[,.]/g, (mark) => (mark === ',' ? thousands : decimal));
}
