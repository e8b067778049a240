import { unitOf } from '../count-words.ts';
import { decimalsOfInterval, formatNumber, formatSigned } from './format.ts';
import type { ResultEstimate, ResultKpi } from './lookup.ts';

/** How a KPI's values are shown: multiplied by `factor`, in `unit`; effects on them in `effectUnit`. */
export interface Measure {
  factor: number;
  unit: string;
  effectUnit: string;
}

type Statistic = ResultKpi['statistic'];

/** What of a KPI, or of one of its other statistics, decides how it is shown. */
type MeasuredIn = Pick<ResultKpi, 'statistic' | 'unit'>;

/**
 * In which unit is a KPI's statistic shown? Proportions and ratios without a unit of measure become percentages.
 *
 * @example measureOf({ statistic: 'proportion', unit: '1' })  // { factor: 100, unit: '%', effectUnit: 'percentage points' }
 */
export function measureOf(kpi: MeasuredIn): Measure {
  if (kpi.unit === '%') return { factor: 1, unit: '%', effectUnit: 'percentage points' };
  const share = kpi.statistic === 'proportion' || kpi.statistic === 'ratio';
  if (kpi.unit === '1' && share) return { factor: 100, unit: '%', effectUnit: 'percentage points' };
  return { factor: 1, unit: kpi.unit === '1' ? '' : kpi.unit, effectUnit: kpi.unit === '1' ? '' : kpi.unit };
}

/** A statistic in words, as it stands in a sentence: «the median», «the 90th percentile», … */
export function statisticWords(statistic: Statistic): string {
  const words: Record<Statistic, string> = {
    median: 'median',
    p90: '90th percentile',
    p95: '95th percentile',
    mean: 'mean',
    proportion: 'share',
    rate: 'rate',
    ratio: 'ratio',
    total: 'total',
  };
  return words[statistic];
}

/**
 * An effect as signed numbers, in the unit shown.
 *
 * @example effectNumbers(estimate, kpi)  // { estimate: '−3', interval: '−9 to +3', unit: 'minutes' }
 */
export function effectNumbers(
  effect: ResultEstimate,
  kpi: MeasuredIn,
): { estimate: string; interval: string; unit: string } {
  const { factor, effectUnit } = measureOf(kpi);
  // Tens and hundreds stay whole numbers: rounded to 10, an interval end may seem to reach what it does not.
  const decimals = Math.max(0, decimalsOfInterval(effect.low * factor, effect.high * factor));
  const signed = (value: number) => formatSigned(value * factor, decimals);
  return {
    estimate: signed(effect.estimate),
    interval: `${signed(effect.low)} to ${signed(effect.high)}`,
    unit: effectUnit,
  };
}

/** An effect as it stands alone: one on a total is one of each period, `−48 reads per week`. */
export function effectWords(effect: ResultEstimate, kpi: ResultKpi): string {
  const { estimate, unit } = effectNumbers(effect, kpi);
  return `${withUnit(estimate, unit)}${kpi.statistic === 'total' ? ` per ${kpi.period}` : ''}`;
}

/** The smallest change worth having, with its unit; «not declared» where the program does not say. */
export function importantChange(kpi: ResultKpi): string {
  if (kpi.minimum_important_change === null) return 'not declared';
  const { factor, effectUnit } = measureOf(kpi);
  return withUnit(formatPlain(kpi.minimum_important_change * factor), effectUnit);
}

/** The KPI's target with its unit; «none» where the program sets none. */
export function targetWords(kpi: ResultKpi): string {
  if (kpi.target === null) return 'none';
  const { factor, unit } = measureOf(kpi);
  return withUnit(formatPlain(kpi.target * factor), unit);
}

/** Which way is better, in words. */
export function directionWords({ direction, ...kpi }: ResultKpi): string {
  if (typeof direction === 'string') return direction === 'decrease' ? 'lower is better' : 'higher is better';
  const { factor, unit } = measureOf(kpi);
  return `best from ${formatPlain(direction.low * factor)} to ${withUnit(formatPlain(direction.high * factor), unit)}`;
}

/** A number that somebody wrote down: all its digits, and none that binary arithmetic adds. */
function formatPlain(value: number): string {
  const digits = String(Number(value.toPrecision(12))).split('.')[1]?.length ?? 0;
  return formatNumber(value, digits);
}

/** A number's text with its unit; one of something loses its plural. */
export function withUnit(number: string, unit: string): string {
  return unit === '' ? number : `${number} ${unitOf(number, unit)}`;
}
