import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { layWindows, type Windows } from '../baseline/windows.ts';
import { compareSeries } from '../comparison/compare-series.ts';
import { estimateSeries, type Question } from '../comparison/estimate-series.ts';
import { OTHER_METHODS, type OtherReading, readOtherwise } from '../comparison/other-methods.ts';
import { CHARTS, type ChartName } from '../comparison/process-chart.ts';
import { RealizedError } from '../errors.ts';
import type { Series, Statistic } from '../kpi/kpi.ts';
import { addPeriods, periodOf } from '../kpi/period.ts';
import { comparePage } from './compare-page.ts';
import { readSeries, type SeriesFile, type SeriesPoint } from './read-series.ts';
import { type SeriesComparison, tellComparison } from './series-comparison.ts';

/** What `realized compare` was asked, as it was typed. */
export interface CompareRequest {
  file: string;
  goLive: string;
  stabilization?: string;
  baseline?: string;
  value?: string;
  numerator?: string;
  denominator?: string;
  per?: string;
  period?: string;
  unit?: string;
  comparators?: string;
  minimumImportantChange?: string;
  direction: string;
  method?: string;
  chart?: string;
  /** Where to write the page; none is written without it. */
  html?: string;
}

/**
 * Did one series in a file change when something went live?
 *
 * ```
 * SERIES.csv ─ readSeries ─ layWindows ─ compareSeries → limits, signals, effect, verdict
 * ```
 *
 * The period that contains go-live counts as post only where go-live is its first day. Without `--baseline` all periods
 * before it are baseline. A single value a period is taken as it is: how many items stand behind it is not known.
 *
 * @throws `usage.invalid` for options and columns, `series.invalid` for rows that do not read
 */
export async function compare(request: CompareRequest): Promise<SeriesComparison> {
  const { period = null, value = null, numerator = null, denominator = null, unit = null } = request;
  const text = await readFile(request.file, 'utf8').catch((cause) => {
    throw new RealizedError(
      'usage.invalid',
      { message: `«${request.file}» cannot be read`, hint: 'check the path' },
      cause,
    );
  });
  const file = readSeries(text, request.file, { period, value, numerator, denominator, unit });
  const { own, beside } = unitsOf(file, request);
  const per = readNumber('--per', request.per, (n) => n > 0) ?? 1;
  const statistic = statisticOf(file, request.per !== undefined);
  const windows = windowsFor(file, own, request);
  const series = (name: string) => seriesOf(file, name, statistic, per);
  const label = labelOf(file, per);
  const question: Question = {
    series: series(own),
    windows,
    comparators: beside.map((name) => ({
      series: series(name),
      windows: { ...windows, unit: name, comparator: true },
    })),
    unsound: [],
    direction: directionOf(request.direction),
    minimumImportantChange: readNumber('--minimum-important-change', request.minimumImportantChange, (n) => n > 0),
    drift: null,
    unsealedBound: false,
    target: null,
    changes: [],
    instrument: [],
    sealed: false,
    words: {
      label,
      names: Object.fromEntries([own, ...beside].map((name) => [name, name === '' ? basename(request.file) : name])),
      measure: '1',
      without: `what went live on ${request.goLive}`,
    },
    deployment: request.goLive,
    chart: request.chart === undefined ? null : chartFor(request.chart, file, statistic),
  };
  const found = compareSeries(question);
  if (request.html !== undefined) {
    await writeFile(request.html, await comparePage(found, question, { file: basename(request.file), text }));
  }
  return tellComparison(found, question, {
    file: request.file,
    goLive: request.goLive,
    other: request.method === undefined ? null : otherReading(request.method, question),
    written: new Map(file.points.filter((point) => point.unit === own).map((point) => [point.period, point.written])),
  });
}

/** What another method says beside the verdict; inconclusive ones are told as such. */
function otherReading(method: string, question: Question): OtherReading | { method: string; reason: string } {
  const known = OTHER_METHODS.find((one) => one === method);
  if (known === undefined) refuse(`--method «${method}» is not known`, `write one of ${OTHER_METHODS.join(', ')}`);
  const found = readOtherwise(known, estimateSeries(question));
  return 'kind' in found ? { method, reason: found.reason } : found;
}

/** A chart that these values can have: limits of a share need counts, those between events whole or dated waits. */
function chartFor(name: string, { points, columns }: SeriesFile, statistic: Statistic): ChartName {
  const chart = CHARTS.find((one) => one === name);
  if (chart === undefined) refuse(`--chart «${name}» is not known`, `write one of ${CHARTS.join(', ')}`);
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const counted = 'value' in columns && values.every((value) => Number.isInteger(value) && value >= 0);
  if (chart.startsWith('p') && statistic !== 'proportion')
    refuse(
      `--chart ${chart} is for shares`,
      'give --numerator and --denominator, events and the cases they are part of',
    );
  if (chart.startsWith('u') && 'value' in columns)
    refuse(`--chart ${chart} is for events per exposure`, 'give --numerator and --denominator');
  if ((chart === 'c' || chart === 'g') && !counted)
    refuse(`--chart ${chart} is for counts`, 'give --value with whole numbers from 0 on');
  if (chart === 't' && !('value' in columns && values.every((value) => value >= 0)))
    refuse('--chart t is for the time since the last event', 'give --value with numbers from 0 on');
  return chart;
}

function unitsOf({ points }: SeriesFile, { unit, comparators }: CompareRequest): { own: string; beside: string[] } {
  const names = [...new Set(points.map((point) => point.unit))];
  const beside = comparators?.split(',').map((name) => name.trim()) ?? [];
  if (beside.length > 0 && unit === undefined)
    refuse('--comparators needs to know the units', 'name their column with --unit COL');
  const unknown = beside.find((name) => !names.includes(name));
  const told = `the units are ${names.map((name) => `«${name}»`).join(', ')}`;
  if (unknown !== undefined) refuse(`--comparators names «${unknown}», which has no row`, told);
  const rest = names.filter((name) => !beside.includes(name));
  if (rest.length === 1) return { own: rest[0]!, beside };
  const what =
    rest.length === 0 ? 'every unit is a comparator: none is left to judge' : `${rest.length} units are left to judge`;
  refuse(what, `compare takes one; ${told}, and --comparators A,B names those that never went live`);
}

function windowsFor({ points, periodLength, weekOffset }: SeriesFile, own: string, request: CompareRequest): Windows {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(request.goLive) || Number.isNaN(Date.parse(request.goLive))) {
    refuse(`--go-live «${request.goLive}» is not a day`, 'write --go-live 2024-07-01');
  }
  const goLive = addPeriods(request.goLive, -weekOffset, 'day');
  const mine = points.filter(({ unit }) => unit === own).map(({ period }) => period);
  const [first, last] = [mine[0]!, mine.at(-1)!];
  if (periodOf(goLive, periodLength) <= first || goLive > addPeriods(last, 1, periodLength)) {
    refuse(
      `--go-live ${request.goLive} does not lie inside the series`,
      `it runs from ${points[0]!.written} to ${points.at(-1)!.written}`,
    );
  }
  const periods = readNumber('--baseline', request.baseline, (n) => Number.isInteger(n) && n > 0);
  return layWindows({
    unit: own,
    periodLength,
    goLive,
    comparator: false,
    baseline: periods === null ? { from: first, to: addPeriods(goLive, -1, 'day') } : { periods },
    stabilizationPeriods:
      readNumber('--stabilization', request.stabilization, (n) => Number.isInteger(n) && n >= 0) ?? 0,
    breaks: [],
    excluded: [],
    lastDay: addPeriods(addPeriods(last, 1, periodLength), -1, 'day'),
  });
}

function seriesOf({ points, periodLength }: SeriesFile, unit: string, statistic: Statistic, per: number): Series {
  const scale = (value: number | null) => (value === null ? null : value * per);
  const cells = points
    .filter((point) => point.unit === unit)
    .map(({ period, value, numerator, denominator }: SeriesPoint) => {
      return { period, n: 1, value: scale(value), numerator, denominator, volume: denominator ?? 1 };
    });
  return { kpi: 'series', statistic, adjustment: 'crude', unit, periodLength, cells };
}

/** A rate where `--per` says so; a share where counts are divided by larger counts; else values taken as they are. */
function statisticOf({ points, columns, counts }: SeriesFile, hasPer: boolean): Statistic {
  if ('value' in columns) return 'total';
  if (hasPer) return 'rate';
  const within = points.every(({ numerator, denominator }) => (numerator ?? 0) <= (denominator ?? 0));
  return counts && within ? 'proportion' : 'ratio';
}

function labelOf({ columns }: SeriesFile, per: number): string {
  if ('value' in columns) return columns.value;
  return `${columns.numerator} per ${per === 1 ? '' : `${per.toLocaleString('en-US')} `}${columns.denominator}`;
}

function directionOf(direction: string): 'decrease' | 'increase' {
  if (direction === 'decrease' || direction === 'increase') return direction;
  return refuse(`--direction «${direction}» is neither decrease nor increase`, 'say which way is better');
}

function readNumber(flag: string, given: string | undefined, accepts: (value: number) => boolean): number | null {
  if (given === undefined) return null;
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value) || !accepts(value))
    refuse(`${flag} «${given}» is not a number it can use`, `write ${flag} 4`);
  return value;
}

function refuse(message: string, hint: string): never {
  throw new RealizedError('usage.invalid', { message, hint });
}
