import { layWindows, type WindowPlan, type Windows } from '../../src/baseline/windows.ts';
import type { Question } from '../../src/comparison/estimate-series.ts';
import type { Series, SeriesCell } from '../../src/kpi/kpi.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import type { PeriodLength } from '../../src/program/program.ts';

/** A series of successive periods; null leaves a period out. */
export function seriesOf(
  values: readonly (number | null)[],
  {
    first = '2020-01-06',
    length = 'week' as PeriodLength,
    unit = 'ward',
    n = 100,
    ...rest
  }: Partial<Series & { first: string; length: PeriodLength; n: number }> = {},
): Series {
  const cells = values.flatMap((value, i): SeriesCell[] =>
    value === null
      ? []
      : [{ period: addPeriods(first, i, length), n, value, numerator: null, denominator: null, volume: n }],
  );
  return { kpi: 'kpi', statistic: 'mean', adjustment: 'crude', unit, periodLength: length, cells, ...rest };
}

/** Windows over the same periods: `baseline` of them, then `stabilization`, then all the rest. */
export function windowsAround(
  baseline: number,
  stabilization = 0,
  {
    first = '2020-01-06',
    length = 'week' as PeriodLength,
    ...rest
  }: Partial<WindowPlan & { first: string; length: PeriodLength }> = {},
): Windows {
  return layWindows({
    unit: 'ward',
    periodLength: length,
    goLive: addPeriods(first, baseline, length),
    comparator: false,
    baseline: { periods: baseline },
    stabilizationPeriods: stabilization,
    breaks: [],
    excluded: [],
    lastDay: '2099-12-31',
    ...rest,
  });
}

/** A question about one series, with nothing declared but what is given. */
export function questionAbout(series: Series, windows: Windows, rest: Partial<Question> = {}): Question {
  return {
    series,
    windows,
    comparators: [],
    unsound: [],
    direction: 'decrease',
    minimumImportantChange: null,
    drift: null,
    unsealedBound: false,
    target: null,
    changes: [],
    instrument: [],
    sealed: false,
    words: {
      label: 'Turnaround',
      names: { ward: 'Main Imaging', west: 'west' },
      measure: 'minutes',
      without: 'the new system',
    },
    deployment: 'pacs',
    chart: null,
    ...rest,
  };
}

/** Seeded uniform numbers in (0, 1): mulberry32. */
export function seededUniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** AR(1) errors with standard deviation 1. */
export function ar1Errors(n: number, phi: number, uniform: () => number): number[] {
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const errors: number[] = [];
  for (let i = 0; i < n; i++) {
    errors.push(i === 0 ? normal() : phi * errors[i - 1]! + Math.sqrt(1 - phi * phi) * normal());
  }
  return errors;
}
