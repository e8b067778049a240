import { civilDays } from './civil-days.ts';

export type DayCount = 'act/365' | 'act/360' | '30E/360' | 'act/act ISDA';

/**
 * How many years lie between two days, by a day count convention?
 *
 * `act/365` is what XNPV and XIRR use: actual days over 365, leap years or not. `30E/360` gives every month 30 days.
 * `act/act ISDA` counts the days in leap years over 366 and the others over 365.
 *
 * @param start  civil day `YYYY-MM-DD`
 * @param end    likewise; before `start` gives a negative fraction
 * @returns years
 * @source  ISDA 2006 definitions, section 4.16 (b), (d), (e), (g)
 * @example yearFraction('2008-01-01', '2009-01-01', 'act/365')  // 366/365
 */
export function yearFraction(start: string, end: string, dayCount: DayCount): number {
  if (end < start) return -yearFraction(end, start, dayCount);
  switch (dayCount) {
    case 'act/365':
      return civilDays(start, end) / 365;
    case 'act/360':
      return civilDays(start, end) / 360;
    case '30E/360':
      return thirtyDayMonths(start, end) / 360;
    case 'act/act ISDA':
      return actualYears(start, end);
  }
}

function thirtyDayMonths(start: string, end: string): number {
  const [y1, m1, d1] = parts(start);
  const [y2, m2, d2] = parts(end);
  return 360 * (y2 - y1) + 30 * (m2 - m1) + Math.min(d2, 30) - Math.min(d1, 30);
}

function actualYears(start: string, end: string): number {
  const [first] = parts(start);
  const [last] = parts(end);
  if (first === last) return civilDays(start, end) / daysIn(first);
  const untilNewYear = civilDays(start, newYear(first + 1)) / daysIn(first);
  return untilNewYear + (last - first - 1) + civilDays(newYear(last), end) / daysIn(last);
}

function parts(day: string): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function newYear(year: number): string {
  return `${String(year).padStart(4, '0')}-01-01`;
}

function daysIn(year: number): number {
  return civilDays(newYear(year), newYear(year + 1));
}
