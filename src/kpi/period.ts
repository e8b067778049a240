import type { PeriodLength } from '../program/program.ts';

const DAY_MS = 86_400_000;

/**
 * The first day of the period that contains a local day; weeks start on Monday.
 *
 * @param day     local day `YYYY-MM-DD`
 * @param length  day, week or month
 * @example periodOf('2024-07-03', 'week')  // '2024-07-01'
 */
export function periodOf(day: string, length: PeriodLength): string {
  return startOf(indexOf(day, length), length);
}

/**
 * How many periods lie between two local days' periods (0 when they share one, negative backwards).
 *
 * @example periodsBetween('2024-01-31', '2024-03-01', 'month')  // 2
 */
export function periodsBetween(from: string, to: string, length: PeriodLength): number {
  return indexOf(to, length) - indexOf(from, length);
}

/**
 * The period a number of periods later (or earlier, if negative) than the one that contains a local day.
 *
 * @example addPeriods('2024-07-01', -52, 'week')  // '2023-07-03'
 */
export function addPeriods(day: string, count: number, length: PeriodLength): string {
  return startOf(indexOf(day, length) + count, length);
}

/** Mean length in days, for turning periods into years. */
export const PERIOD_DAYS: Record<PeriodLength, number> = { day: 1, week: 7, month: 365.25 / 12 };

function indexOf(day: string, length: PeriodLength): number {
  if (length === 'month') return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const ms = Date.parse(`${day}T00:00:00Z`);
  // Day 0 of the epoch was a Thursday: three days back lies its Monday.
  return length === 'day' ? ms / DAY_MS : Math.floor((ms / DAY_MS + 3) / 7);
}

function startOf(index: number, length: PeriodLength): string {
  if (length === 'month') {
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
  }
  return new Date((length === 'day' ? index : index * 7 - 3) * DAY_MS).toISOString().slice(0, 10);
}
