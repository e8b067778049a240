/**
 * The program's calendar in America/Chicago, by arithmetic on UTC alone: the machine's own time zone plays no part.
 * Instants are whole seconds since 1970 in UTC, days are whole days since 1970, weeks count from the first Monday.
 */

/** The first local day of the extracts, a Monday. */
export const FIRST_DAY = '2023-01-02';

/** The day the data is judged on; the extracts end when it begins. */
export const AS_OF = '2025-12-01';

const FIRST = dayNumber(FIRST_DAY);
const END = dayNumber(AS_OF);
const TRANSITIONS = transitions();
const HOLIDAYS = holidays();

// Instants come in order, so the span of the last one answers nearly every question.
let span = TRANSITIONS[0]!;

/** Whole weeks between the two. */
export const WEEKS = (END - FIRST) / 7;

/** The instant at which the extracts end. */
export const END_INSTANT = startOfDay(END);

/** One calendar month of the extracts; the first begins on FIRST_DAY. */
export interface Month {
  /** `YYYY-MM` */
  name: string;
  /** Local days [from, to). */
  from: number;
  to: number;
}

/** One hour of UTC, with its place in the local week. */
export interface Hour {
  /** First instant. */
  at: number;
  day: number;
  /** 0 is Monday. */
  weekday: number;
  hour: number;
  week: number;
  holiday: boolean;
}

/**
 * Which number has this day?
 *
 * @example dayNumber('1970-01-02')  // 1
 */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** Which day has this number? The inverse of dayNumber. */
export function dayName(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** In which week, counted from 0 at FIRST_DAY, lies a day? */
export function weekOf(day: number): number {
  return Math.floor((day - FIRST) / 7);
}

/** Monday of a week, as a day. */
export function mondayOf(week: number): number {
  return FIRST + week * 7;
}

/** Day of the week, 0 is Monday. Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

/**
 * How many seconds is local time ahead of UTC at this instant?
 *
 * @returns −18000 in summer time, −21600 otherwise (rule since 2007: second Sunday of March to first Sunday of November)
 */
export function offsetAt(instant: number): number {
  if (instant < span.from || instant >= span.to) span = TRANSITIONS.find(({ to }) => instant < to)!;
  return span.offset;
}

/** When does a local day begin, as an instant? Midnight is never skipped or repeated here. */
export function startOfDay(day: number): number {
  return instantOf(day * 86_400);
}

/** Which instant has this local time, given as seconds since 1970 on the local clock? In the repeated hour, the first. */
export function instantOf(local: number): number {
  const summer = local + 18_000;
  return offsetAt(summer) === -18_000 ? summer : local + 21_600;
}

/** On which local day lies an instant? */
export function localDayOf(instant: number): number {
  return Math.floor((instant + offsetAt(instant)) / 86_400);
}

/** Is the local time of this instant one that the clock shows twice, on the night summer time ends? */
export function isRepeated(instant: number): boolean {
  return TRANSITIONS.some(({ to, offset }) => offset === -18_000 && instant >= to - 3600 && instant < to + 3600);
}

/** Is this instant in the first hour of summer time, when a clock that nobody moved still shows the skipped hour? */
export function isJustSkipped(instant: number): boolean {
  return TRANSITIONS.some(({ from, offset }) => offset === -18_000 && instant >= from && instant < from + 3600);
}

/** Is this local day a holiday on which no lists are planned? */
export function isHoliday(day: number): boolean {
  return HOLIDAYS.has(day);
}

/** The months of the extracts, in order. */
export function months(): Month[] {
  const all: Month[] = [];
  for (let from = FIRST; from < END; ) {
    const name = dayName(from).slice(0, 7);
    const [year, month] = [Number(name.slice(0, 4)), Number(name.slice(5))];
    const to = Math.min(Date.UTC(year, month, 1) / 86_400_000, END);
    all.push({ name, from, to });
    from = to;
  }
  return all;
}

/** The hours of a month; the night summer time begins has 23, the night it ends 25. */
export function* hoursOf(month: Month): Generator<Hour> {
  const end = startOfDay(month.to);
  for (let at = startOfDay(month.from); at < end; at += 3600) {
    const local = at + offsetAt(at);
    const day = Math.floor(local / 86_400);
    const hour = (local % 86_400) / 3600;
    yield { at, day, weekday: weekdayOf(day), hour, week: weekOf(day), holiday: isHoliday(day) };
  }
}

interface OffsetSpan {
  from: number;
  to: number;
  offset: number;
}

function transitions(): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (let year = 2022; year <= 2027; year++) {
    const spring = nthWeekday(year, 3, 6, 2) * 86_400 + 8 * 3600;
    const autumn = nthWeekday(year, 11, 6, 1) * 86_400 + 7 * 3600;
    spans.push({ from, to: spring, offset: -21_600 }, { from: spring, to: autumn, offset: -18_000 });
    from = autumn;
  }
  spans.push({ from, to: Number.POSITIVE_INFINITY, offset: -21_600 });
  return spans;
}

function holidays(): Set<number> {
  const days = new Set<number>();
  for (let year = 2023; year <= 2025; year++) {
    for (const fixed of ['01-01', '07-04', '12-25']) days.add(dayNumber(`${year}-${fixed}`));
    days.add(nthWeekday(year, 6, 0, 1) - 7); // the last Monday of May lies 7 days before June's first
    days.add(nthWeekday(year, 9, 0, 1));
    days.add(nthWeekday(year, 11, 3, 4));
  }
  return days;
}

/** The nth such weekday (0 is Monday) of a month, as a day. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = Date.UTC(year, month - 1, 1) / 86_400_000;
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}
