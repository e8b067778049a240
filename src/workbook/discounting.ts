import type { Assumed, RateTerms } from './assumption-sheet.ts';
import type { FlowBlock } from './timeline.ts';

/** Columns of the monthly tables. */
export const FLOW = {
  no: 1,
  month: 2,
  days: 3,
  length: 4,
  time: 5,
  benefits: 6,
  costs: 7,
  net: 8,
  cumulative: 9,
  factor: 10,
  presentBenefits: 11,
  presentCosts: 12,
  discounted: 13,
} as const;

const YEAR_DAYS = 365;
const MID_MONTH = 14;
const DAY_MS = 86_400_000;

/** Days from the first of one month to the first of another, and the length of that month. */
export function daysOf(base: string, month: string): { days: number; length: number } {
  const start = Date.parse(`${month}T00:00:00Z`);
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return {
    days: (start - Date.parse(`${base}T00:00:00Z`)) / DAY_MS,
    length: (Date.UTC(year, number, 1) - start) / DAY_MS,
  };
}

/** When does a month's money fall, in years of 365 days after the base? The formula reads the days from its row. */
export function timeTerm(
  { timing }: RateTerms,
  { days, length }: { days: number; length: number },
  cells: { days: string; length: string },
): { formula: string; value: number } {
  const within = timing.value === 'start' ? 0 : timing.value === 'mid' ? MID_MONTH : length - 1;
  const later = `IF(${timing.name}="start",0,IF(${timing.name}="mid",${MID_MONTH},${cells.length}-1))`;
  return { formula: `(${cells.days}+${later})/${YEAR_DAYS}`, value: (days + within) / YEAR_DAYS };
}

/**
 * What is one unit of money at a time worth on the base day? The product of the forward rates.
 *
 * @param time  the cell that holds it, and its years
 * @example factorTermOf(rates, { cell: 'E5', value: 0.5 }).formula  // '(1+discount_rate)^-E5'
 */
export function discountTerm(
  { steps }: RateTerms,
  time: { cell: string; value: number },
): { formula: string; value: number } {
  const parts = steps.map(({ from, rate }, i) => {
    const next = steps[i + 1]?.from ?? null;
    const start = from?.value ?? 0;
    const until = next === null ? time.value : Math.min(time.value, next.value);
    const end = next === null ? time.cell : `MIN(${time.cell},${next.name})`;
    return {
      formula: `(1+${rate.name})^-${from === null ? end : `MAX(0,${end}-${from.name})`}`,
      value: (1 + rate.value) ** -(from === null ? until : Math.max(0, until - start)),
    };
  });
  return {
    formula: parts.map(({ formula }) => formula).join('*'),
    value: parts.reduce((product, { value }) => product * value, 1),
  };
}

/** The cell that holds the discount factor of a month, by its number, and the factor. */
export function factorAt(
  { view, first, months }: FlowBlock,
  no: number,
  { rates }: Pick<Assumed, 'rates'>,
): { row: number; column: number; value: number } {
  const at = daysOf(months[0]!, months[no]!);
  const time = timeTerm(rates[view], at, { days: '', length: '' });
  const { value } = discountTerm(rates[view], { cell: '', value: time.value });
  return { row: first + no, column: FLOW.factor, value };
}
