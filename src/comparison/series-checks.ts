import { phaseOf, type Windows } from '../baseline/windows.ts';
import { countWords } from '../count-words.ts';
import type { Direction, Series, SeriesCell } from '../kpi/kpi.ts';
import type { KpiEntry } from '../program/program.ts';
import type { InstrumentCheck } from './instrument-checks.ts';
import { sayNumber } from './wording.ts';

/** From here on a run of perfect periods is no luck. */
const BELIEVABLE = 1e-6;
/** Fewer periods to compare with tell nothing of how often one is perfect. */
const LEAST_PERIODS = 8;
/** Where nothing else is there to compare with: a perfect score of so many is worth a look. */
const LARGE_VOLUME = 1000;
/** Relative change of the exposure that is worth a warning, as for volume. */
const EXPOSURE_LIMIT = 0.25;

/** A KPI's own statistic in one unit, and the same in every other unit that has it. */
export interface CheckedSeries {
  own: Series;
  others: readonly Series[];
  windows: Windows;
  direction: Direction;
  acknowledge: KpiEntry['acknowledge'];
}

/**
 * Does a series look perfect because nobody reported, or stand on another exposure than before?
 *
 * A run of periods of exactly zero (or of a ratio of exactly 1, where more is better) is set against how often a period is perfect
 * otherwise: in the unit's other periods and in the other units. Where luck cannot explain its length, a run of half a window
 * or more blocks the comparison until the program acknowledges it; a shorter one is a warning. With nothing to compare
 * with, a large volume without a single event is a warning. An exposure (bed-days, messages, user-days) that moved by a
 * quarter between baseline and post is a warning: a ward may have joined.
 *
 * @returns at most one check of each kind, blocking ones first
 * @source  a real case: emergency departments that stopped reporting stand at zero waits over four hours for years
 * @example seriesChecks({ own, others: [], windows, direction: 'decrease', acknowledge: [] })
 *          // [{ check: 'zeros-not-reported', blocks: true, … }]
 */
export function seriesChecks(checked: CheckedSeries): InstrumentCheck[] {
  const found = [...perfectRun(checked), ...exposureChange(checked)];
  return found.map((check) => ({
    ...check,
    acknowledged: checked.acknowledge.find((entry) => entry.check === check.check)?.reason ?? null,
  }));
}

type Found = Omit<InstrumentCheck, 'acknowledged'>[];

function perfectRun({ own, others, windows, direction }: CheckedSeries): Found {
  // A ratio reaches 1 when nothing was taken off (no downtime, no empty field); a proportion only when every item was reported good.
  const fromSilence = own.statistic === 'ratio' && direction === 'increase';
  const isPerfect = ({ value }: SeriesCell) => value === 0 || (fromSilence && value === 1);
  const cells = own.cells.filter(({ value }) => value !== null);
  const run = longestRun(cells, isPerfect);
  if (run.length < 2) return [];
  const elsewhere = [...cells.filter((cell) => !run.includes(cell)), ...others.flatMap((series) => series.cells)];
  const known = elsewhere.filter(({ value }) => value !== null);
  const words = run[0]!.value === 0 ? 'exactly zero' : 'exactly 100 %';
  const span = `${countWords(run.length, 'period')} from ${run[0]!.period} to ${run.at(-1)!.period}`;
  if (known.length < LEAST_PERIODS || known.every(isPerfect)) {
    const volume = run.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0);
    if (volume < LARGE_VOLUME || run.length < LEAST_PERIODS) return [];
    const message = `${words} in all of ${span}, over ${sayNumber(volume, 0)} that could have been: is it reported at all?`;
    return [{ check: 'zeros-not-reported', blocks: false, message }];
  }
  // How often a period is perfect, by Laplace's rule of succession; a run may begin in any period.
  const share = (known.filter(isPerfect).length + 1) / (known.length + 2);
  if (share ** run.length * cells.length >= BELIEVABLE) return [];
  const message = `${words} in ${span}, while otherwise ${percent(1 - share)} of the periods are not: it looks like nobody reported, not like a perfect score`;
  return [{ check: 'zeros-not-reported', blocks: fillsWindow(run, cells, windows), message }];
}

/** Whether a run takes half of the baseline or of the post window. */
function fillsWindow(run: readonly SeriesCell[], cells: readonly SeriesCell[], windows: Windows): boolean {
  return (['baseline', 'post'] as const).some((phase) => {
    const inside = (list: readonly SeriesCell[]) =>
      list.filter(({ period }) => phaseOf(windows, period) === phase).length;
    return inside(cells) > 0 && inside(run) * 2 >= inside(cells);
  });
}

function longestRun(cells: readonly SeriesCell[], isPerfect: (cell: SeriesCell) => boolean): SeriesCell[] {
  let longest: SeriesCell[] = [];
  let current: SeriesCell[] = [];
  for (const cell of cells) {
    current = isPerfect(cell) ? [...current, cell] : [];
    if (current.length > longest.length) longest = current;
  }
  return longest;
}

function exposureChange({ own, windows }: CheckedSeries): Found {
  const isExposure = own.cells.some(({ denominator, n }) => denominator !== null && denominator !== n);
  if (!isExposure || own.statistic === 'mean') return [];
  const [before, after] = (['baseline', 'post'] as const).map((phase) => {
    const cells = own.cells.filter(({ period }) => phaseOf(windows, period) === phase);
    return cells.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0) / cells.length;
  }) as [number, number];
  if (!(before > 0 && after > 0) || Math.abs(after / before - 1) < EXPOSURE_LIMIT) return [];
  const message = `the exposure, what is divided by, went from ${sayNumber(before, 0)} to ${sayNumber(after, 0)} a period: is it still the same scope?`;
  return [{ check: 'exposure-changed', blocks: false, message }];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0.99 ? 1 : 0)} %`;
}
