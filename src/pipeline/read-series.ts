import { nearest, RealizedError } from '../errors.ts';
import { addPeriods, periodOf } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import { parseTable, type Table, type TableCell } from '../valuation/parse-table.ts';

/** Which columns of the file to read, as far as the caller says. */
export interface SeriesColumns {
  period: string | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  unit: string | null;
}

/** One row of a series: its period as written, and where `realized` counts it. */
export interface SeriesPoint {
  unit: string;
  /** First day of the period, weeks moved to their Monday. */
  period: string;
  written: string;
  /** Null for an empty cell: a missing period is not zero. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** A series file, read and understood. */
export interface SeriesFile {
  points: SeriesPoint[];
  periodLength: PeriodLength;
  /** Days by which the file's weeks begin after Monday. */
  weekOffset: number;
  /** What the values are: one column, or the ratio of two. */
  columns: { period: string; value: string } | { period: string; numerator: string; denominator: string };
  counts: boolean;
}

/**
 * What series does a CSV file hold?
 *
 * Columns that are not named are guessed only where there is one candidate; the length of the periods is read from the
 * dates: months where each date stands on the same day of its month (or its last), weeks where each is the same weekday, else
 * days.
 *
 * @param text   RFC 4180
 * @param file   as it should be named in problems
 * @param asked  columns the caller named
 * @returns rows in order of time; a value is numerator / denominator where two columns were named or found
 * @throws `usage.invalid` where a column is unknown or cannot be guessed, naming the candidates; `series.invalid` with every
 *         bad row by its line
 * @example readSeries('month,minutes\n2024-01-01,71\n', 'stat.csv', { period: null, … }).periodLength  // 'month'
 */
export function readSeries(text: string, file: string, asked: SeriesColumns): SeriesFile {
  const table = parseTable(text, file, [], 'series.invalid');
  if (table.rows.length === 0) {
    table.complain({ line: 1, column: 1 }, 'no row stands under the header', 'add one row a period');
    table.check();
  }
  const period = askedColumn(table, '--period', asked.period) ?? onlyColumn(table, isDay, 'dates', '--period COL');
  const unit = askedColumn(table, '--unit', asked.unit);
  const figures = figureColumns(table, asked, [period, unit]);
  const days = table.rows.map((row) => dayIn(table, row[period]!));
  table.check();
  const { periodLength, weekOffset } = lengthOf(days);
  const points = table.rows.map((row, i): SeriesPoint => {
    const start = periodOf(addPeriods(days[i]!, -weekOffset, 'day'), periodLength);
    return {
      unit: unit === null ? '' : row[unit]!.text.trim(),
      period: start,
      written: row[period]!.text.trim(),
      ...figuresIn(table, row, figures),
    };
  });
  refuseRepeats(table, points, period, unit);
  table.check();
  const counts = points.every((point) => isCount(point.numerator) && isCount(point.denominator));
  points.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0));
  return { points, periodLength, weekOffset, columns: { period, ...figures }, counts };
}

type Figures = { value: string } | { numerator: string; denominator: string };

function figureColumns(table: Table, asked: SeriesColumns, taken: readonly (string | null)[]): Figures {
  const value = askedColumn(table, '--value', asked.value);
  const numerator = askedColumn(table, '--numerator', asked.numerator);
  const denominator = askedColumn(table, '--denominator', asked.denominator);
  if (value !== null && (numerator ?? denominator) !== null) {
    refuse('--value is given beside --numerator or --denominator', 'name one column, or two to be divided');
  }
  if ((numerator === null) !== (denominator === null)) {
    refuse('--numerator and --denominator go together', 'name both, or --value alone');
  }
  if (value !== null) return { value };
  if (numerator !== null && denominator !== null) return { numerator, denominator };
  if (table.columns.includes('value')) return { value: 'value' };
  if (table.columns.includes('numerator') && table.columns.includes('denominator')) {
    return { numerator: 'numerator', denominator: 'denominator' };
  }
  return { value: onlyColumn(table, isNumber, 'numbers', '--value COL, or --numerator COL --denominator COL', taken) };
}

function askedColumn(table: Table, flag: string, name: string | null): string | null {
  if (name === null) return null;
  const wanted = name.trim().toLowerCase();
  if (table.columns.includes(wanted)) return wanted;
  const meant = nearest(wanted, table.columns);
  refuse(
    `${flag} names «${name}», which is no column of «${table.file}»`,
    meant === null ? `the columns are ${list(table.columns)}` : `did you mean «${meant}»?`,
  );
}

/** The one column in which every filled cell passes, and at least one does. */
function onlyColumn(
  table: Table,
  passes: (text: string) => boolean,
  what: string,
  flag: string,
  taken: readonly (string | null)[] = [],
): string {
  const fitting = table.columns.filter((name) => {
    const filled = table.rows.map((row) => row[name]!.text.trim()).filter((text) => text !== '');
    return !taken.includes(name) && filled.length > 0 && filled.every(passes);
  });
  if (fitting.length === 1) return fitting[0]!;
  const found =
    fitting.length === 0
      ? `no column of «${table.file}» holds nothing but ${what}`
      : `several columns hold ${what}: ${list(fitting)}`;
  refuse(found, `name it with ${flag}${fitting.length === 0 ? `; the columns are ${list(table.columns)}` : ''}`);
}

const DAY = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?)?$/;

function isDay(text: string): boolean {
  return dayOf(text) !== null;
}

function dayOf(text: string): string | null {
  const [, year, month, day = '01'] = DAY.exec(text) ?? [];
  if (year === undefined) return null;
  const written = `${year}-${month}-${day}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}

function dayIn(table: Table, cell: TableCell): string {
  const day = dayOf(cell.text.trim());
  if (day === null)
    table.complain(cell, `«${cell.text}» is not a day`, 'write it as 2024-07-01, or 2024-07 for a month');
  return day ?? '1970-01-01';
}

function isNumber(text: string): boolean {
  return /^[+−–-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

function numberIn(table: Table, cell: TableCell): number | null {
  const text = cell.text.trim();
  if (text === '') return null;
  if (isNumber(text)) return Number(text.replace(/^[−–]/, '-'));
  table.complain(
    cell,
    `«${cell.text}» is not a plain number`,
    'write 1234.5; leave the cell empty where nothing was measured',
  );
  return null;
}

function figuresIn(
  table: Table,
  row: Record<string, TableCell>,
  figures: Figures,
): Pick<SeriesPoint, 'value' | 'numerator' | 'denominator'> {
  if ('value' in figures) return { value: numberIn(table, row[figures.value]!), numerator: null, denominator: null };
  const numerator = numberIn(table, row[figures.numerator]!);
  const denominator = numberIn(table, row[figures.denominator]!);
  if (denominator !== null && denominator < 0)
    table.complain(row[figures.denominator]!, 'a denominator below zero', 'check the row');
  const value = numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator;
  return { value, numerator, denominator };
}

/** A count of things can be modelled as one; an empty cell is no objection. */
function isCount(value: number | null): boolean {
  return value === null || (Number.isInteger(value) && value >= 0);
}

function lengthOf(days: readonly string[]): Pick<SeriesFile, 'periodLength' | 'weekOffset'> {
  const distinct = [...new Set(days)];
  const kinds = (of: (day: string) => unknown) => new Set(distinct.map(of)).size;
  const onePerMonth = kinds((day) => day.slice(0, 7)) === distinct.length;
  if (onePerMonth && (kinds((day) => day.slice(8)) === 1 || distinct.every(isMonthEnd))) {
    return { periodLength: 'month', weekOffset: 0 };
  }
  if (kinds(weekdayOf) === 1) return { periodLength: 'week', weekOffset: weekdayOf(distinct[0]!) };
  return { periodLength: 'day', weekOffset: 0 };
}

/** Days after Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function isMonthEnd(day: string): boolean {
  return addPeriods(day, 1, 'day').endsWith('-01');
}

function refuseRepeats(table: Table, points: readonly SeriesPoint[], period: string, unit: string | null): void {
  const seen = new Map<string, TableCell>();
  points.forEach((point, i) => {
    const key = `${point.unit}\n${point.period}`;
    const cell = table.rows[i]![period]!;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, cell);
    else {
      const hint =
        unit === null ? 'name the column that tells series apart with --unit COL' : 'keep one row a unit and period';
      table.complain(cell, `«${point.written}» already stands in line ${first.line}`, hint);
    }
  });
}

function list(names: readonly string[]): string {
  return names.map((name) => `«${name}»`).join(', ');
}

function refuse(message: string, hint: string): never {
  throw new RealizedError('usage.invalid', { message, hint });
}
