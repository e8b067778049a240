/** 1 March 1900: before it the spreadsheet's calendar counts a 29 February 1900 that never was. */
const FIRST_SAFE = 61;
const DAY_MS = 86_400_000;
const ZERO = Date.UTC(1899, 11, 30);

/**
 * Which number does a spreadsheet know a civil day by?
 *
 * @param day  `YYYY-MM-DD`
 * @returns days since 30 December 1899; null before March 1900, where spreadsheets disagree or know no days
 * @source  ECMA-376 Part 1, 18.17.4.1: the 1900 date base system
 * @example dayNumber('2024-07-01')  // 45474
 */
export function dayNumber(day: string): number | null {
  const serial = (Date.parse(`${day}T00:00:00Z`) - ZERO) / DAY_MS;
  return serial < FIRST_SAFE ? null : serial;
}
