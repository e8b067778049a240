const DAY_MS = 86_400_000;

/**
 * How many days lie between two civil days?
 *
 * @param start  `YYYY-MM-DD` in the Gregorian calendar
 * @param end    likewise
 * @returns whole days, negative when `end` is earlier
 * @example civilDays('2008-02-28', '2008-03-01')  // 2
 */
export function civilDays(start: string, end: string): number {
  return dayNumber(end) - dayNumber(start);
}

/**
 * Is this text a day that exists?
 *
 * @example isCivilDay('2023-02-29')  // false
 */
export function isCivilDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}
