/** A weekly window of agreed service time in local time. `weekday` 1 is Monday, 7 Sunday; times are `HH:MM`, `to` up to `24:00`. */
export interface AgreedWindow {
  weekday: number;
  from: string;
  to: string;
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
const PART =
  /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? ([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/**
 * In which weekly hours was the service promised?
 *
 * @param agreed  `24x7`, or windows divided by `;`: a weekday or a span of weekdays, then `HH:MM-HH:MM` within the day
 *                (`24:00` ends a day; a window over midnight is written as two)
 * @returns windows by weekday, then by start; windows that touch or overlap are kept as written; null when the text has
 *          another form or a window does not end after it begins
 * @example agreedWindows('Mo-Tu 07:00-19:00')
 *          // [{ weekday: 1, from: '07:00', to: '19:00' }, { weekday: 2, from: '07:00', to: '19:00' }]
 */
export function agreedWindows(agreed: string): AgreedWindow[] | null {
  if (agreed === '24x7') return WEEKDAYS.map((_, index) => ({ weekday: index + 1, from: '00:00', to: '24:00' }));
  const windows: AgreedWindow[] = [];
  for (const part of agreed.split(';')) {
    const written = part.trim();
    const match = PART.exec(written);
    if (match === null) return null;
    const first = WEEKDAYS.indexOf(match[1] as (typeof WEEKDAYS)[number]);
    const last = match[2] === undefined ? first : WEEKDAYS.indexOf(match[2] as (typeof WEEKDAYS)[number]);
    const [from, to] = written.slice(written.indexOf(' ') + 1).split('-') as [string, string];
    if (last < first || to <= from) return null;
    for (let weekday = first; weekday <= last; weekday++) windows.push({ weekday: weekday + 1, from, to });
  }
  return windows.sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1));
}
