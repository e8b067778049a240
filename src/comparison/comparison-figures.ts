import { type Figure, type Figures, figureSegment, seriesPath } from '../figure.ts';
import type { MeasuredKpi, ResolvedKpi } from '../kpi/kpi.ts';
import type { Comparison, Estimate } from './comparison.ts';

/** What the figures of comparisons are told from. */
export interface ComparisonFigureSources {
  comparisons: readonly Comparison[];
  kpis: readonly ResolvedKpi[];
  measured: readonly MeasuredKpi[];
  /** In which window a period of a KPI entry lies in a unit. */
  phaseOf: (kpi: string, unit: string, period: string) => string;
}

/** How each estimate of a comparison comes about, in words; decimals are as many as a reader may want. */
const ESTIMATES = {
  naive: 'after − baseline, the plain difference of the means of period values',
  level: 'step at go-live that the model estimates',
  slope: 'change of slope after go-live, per period, that the model estimates',
  average: 'mean over the post periods of observed − what would have been without the deployment',
  cumulative: 'sum over the post periods of observed − what would have been without the deployment',
  transition: 'mean over the stabilization periods of observed − what would have been without the deployment',
} as const;

const DIGITS = 4;

/**
 * Which number of a comparison is which, and what was it made from?
 *
 * @returns figures `<deployment>.<kpi>.<unit>.<statistic>.<name>`: `baseline`, `post`, the estimates with `.low` and `.high`
 *          beside them, `p`, `p_adjusted`, `breakdown_drift`; standardised ones carry `.standardised` behind the statistic
 * @example comparisonFigures(sources)['pacs.stat_report.main%2Fimaging.median.average']?.value
 */
export function comparisonFigures(sources: ComparisonFigureSources): Figures {
  return Object.fromEntries(sources.comparisons.flatMap((comparison) => figuresOf(comparison, sources)));
}

function figuresOf(comparison: Comparison, sources: ComparisonFigureSources): [string, Figure][] {
  const id = (name: string) => `${comparisonFigure(comparison)}.${name}`;
  const { unit } = sources.kpis.find(({ entry }) => entry === comparison.kpi)!;
  const windows = ['baseline', 'post'].map((name) => `figure:${id(name)}`);
  const made = { unit, digits: DIGITS };
  const reason = comparison.reasons[0]!;
  const number = (
    name: string,
    value: number | null,
    formula: string,
    inputs: string[],
    of = made,
  ): [string, Figure] => [id(name), { value, ...of, formula, inputs, ...(value === null ? { reason } : {}) }];
  const estimates = Object.entries(ESTIMATES).flatMap(([name, words]) => {
    const estimate: Estimate | null = comparison[name as keyof typeof ESTIMATES];
    if (estimate === null) return [];
    const formula = name === 'naive' ? words : `${words}; ${comparison.method}`;
    const inputs = name === 'transition' ? [`kpi:${comparison.kpi}`, ...windows] : windows;
    return [
      number(name, estimate.estimate, formula, inputs),
      number(`${name}.low`, estimate.low, `lower end of the 95 % interval: ${formula}`, inputs),
      number(`${name}.high`, estimate.high, `upper end of the 95 % interval: ${formula}`, inputs),
    ];
  });
  const share = { unit: '1', digits: DIGITS };
  const average = [`figure:${id('average')}`];
  return [
    number('baseline', comparison.baseline, 'mean of the baseline periods', cellsIn('baseline', comparison, sources)),
    number('post', comparison.post, 'mean of the post-stabilization periods', cellsIn('post', comparison, sources)),
    ...estimates,
    ...(comparison.p === null ? [] : [number('p', comparison.p, 'two-sided p of the average effect', average, share)]),
    ...(comparison.pAdjusted === null
      ? []
      : [
          number(
            'p_adjusted',
            comparison.pAdjusted,
            'p after Benjamini–Hochberg over the family of claims',
            average,
            share,
          ),
        ]),
    ...(comparison.breakdownDrift === null
      ? []
      : [
          number(
            'breakdown_drift',
            comparison.breakdownDrift,
            'smallest steady drift a year that leaves the average effect unproven',
            average,
          ),
        ]),
  ];
}

/** The start of the ids of a comparison's figures. */
export function comparisonFigure({
  deployment,
  kpi,
  unit,
  statistic,
  adjustment,
}: Pick<Comparison, 'deployment' | 'kpi' | 'unit' | 'statistic' | 'adjustment'>): string {
  const names = [deployment, kpi, unit, statistic, ...(adjustment === 'crude' ? [] : [adjustment])];
  return names.map(figureSegment).join('.');
}

function cellsIn(phase: string, comparison: Comparison, { measured, phaseOf }: ComparisonFigureSources): string[] {
  const { kpi, unit, statistic, adjustment } = comparison;
  const series = measured
    .find((one) => one.kpi === kpi)
    ?.series.find((s) => s.unit === unit && s.statistic === statistic && s.adjustment === adjustment);
  const periods = series?.cells.map(({ period }) => period).filter((period) => phaseOf(kpi, unit, period) === phase);
  return [`kpi:${kpi}`, ...(periods ?? []).map((period) => `${seriesPath(comparison)}/${period}`)];
}
