import { phaseOf } from '../baseline/windows.ts';
import { periodOf } from '../kpi/period.ts';
import type { Question } from './estimate-series.ts';

/** Units of one deployment over the periods in which all of them have a value: what staggered go-lives are compared on. */
export interface Panel {
  /** First days, ascending. */
  periods: string[];
  units: PanelRow[];
}

export interface PanelRow {
  unit: string;
  /** Place in `periods` of its go-live, or of the first period after it that all have; null for a comparator. */
  goLive: number | null;
  /** Place of its first period after stabilization; null for a comparator. */
  settled: number | null;
  values: number[];
}

/**
 * Which units can be compared over which periods?
 *
 * @param questions  the same statistic of one KPI, one question a unit
 * @returns periods inside the windows of every unit that goes live, in which it and every comparator have a value; a unit
 *          whose go-live lies at or before the first of them, or after the last, is left out
 * @example panelOf(questions).units.map(({ unit, goLive }) => [unit, goLive])  // [['main', 78], ['east', 92], ['west', null]]
 */
export function panelOf(questions: readonly Question[]): Panel {
  const beside = new Map(
    questions.flatMap(({ comparators }) => comparators.map(({ series }) => [series.unit, series] as const)),
  );
  const known = [...questions.map(({ series }) => series), ...beside.values()].map(
    ({ cells }) => new Map(cells.flatMap(({ period, value }) => (value === null ? [] : [[period, value] as const]))),
  );
  const periods = [...(known[0]?.keys() ?? [])]
    .filter((period) => known.every((values) => values.has(period)))
    .filter((period) => questions.every(({ windows }) => phaseOf(windows, period) !== 'outside'))
    .sort();
  const from = (day: string) => {
    const at = periods.findIndex((period) => period >= day);
    return at < 0 ? periods.length : at;
  };
  const rows = [...questions, ...beside.keys()].map((one, i): PanelRow => {
    const values = periods.map((period) => known[i]!.get(period)!);
    if (typeof one === 'string') return { unit: one, goLive: null, settled: null, values };
    const { series, windows } = one;
    const settled = windows.post === null ? periods.length : from(windows.post.from);
    return { unit: series.unit, goLive: from(periodOf(windows.goLive, series.periodLength)), settled, values };
  });
  const units = rows.filter(({ goLive, settled }) => goLive === null || (goLive > 0 && settled! < periods.length));
  return { periods, units };
}
