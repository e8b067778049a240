import type { Adjustment, Statistic } from '../kpi/kpi.ts';

/** A number with its 95 % interval; `standardError` and `df` are null where the method has none. */
export interface Estimate {
  estimate: number;
  standardError: number | null;
  df: number | null;
  low: number;
  high: number;
}

export const VERDICTS = [
  'improved',
  'improved, size uncertain',
  'worsened',
  'no material change',
  'not demonstrated',
  'not comparable',
  'insufficient data',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Grade = 'A' | 'B' | 'C' | 'D' | '–';

export type Phase = 'baseline' | 'stabilization' | 'post' | 'outside';

/** A special cause: which rule fired where. `direction` says whether it is good news for this KPI. */
export interface Signal {
  period: string;
  rule: SignalRule;
  direction: 'improvement' | 'concern';
}

export const SIGNAL_RULES = [
  'outside limits',
  'seven on one side',
  'seven in a row',
  'two of three beyond two sigma',
] as const;
export type SignalRule = (typeof SIGNAL_RULES)[number];

/** Process limits of one phase; `lower`/`upper` are null where the chart has none. */
export interface Limits {
  phase: 'baseline' | 'post';
  chart: string;
  center: number;
  lower: number | null;
  upper: number | null;
}

/**
 * The lasting effect as a model: effect at a post period = level + slope × (periods since the post window began). What
 * valuation draws from. `covariance` is of (level, slope), row-major, 2 × 2; with no slope its row and column are zero.
 */
export interface EffectModel {
  periods: string[];
  /** t − t_post of each post period, in periods; gaps keep counting. */
  times: number[];
  level: number;
  slope: number;
  covariance: readonly [number, number, number, number];
  /** Degrees of freedom of the average effect (Satterthwaite). */
  df: number;
  /** Observed minus extrapolated counterfactual in each stabilization period, with their covariance (row-major). */
  transition: { periods: string[]; differences: number[]; covariance: number[]; df: number };
  /** Whitened baseline residuals by period, for correlating benefits that share units. */
  residuals: { period: string; residual: number }[];
}

/** One KPI's statistic in one unit, baseline against post-stabilization: figures, verdict and every reason. */
export interface Comparison {
  kpi: string;
  statistic: Statistic;
  adjustment: Adjustment;
  unit: string;
  deployment: string;
  /** Name of the method, in words a report can print. */
  method: string;
  sealed: boolean;
  nBaseline: number;
  nPost: number;
  /** Mean of the period values of each window. */
  baseline: number | null;
  post: number | null;
  naive: Estimate | null;
  level: Estimate | null;
  slope: Estimate | null;
  average: Estimate | null;
  cumulative: Estimate | null;
  transition: Estimate | null;
  verdict: Verdict;
  grade: Grade;
  /** Sentences; at least one, the decisive one first. */
  reasons: string[];
  /** Of the average effect, two-sided; null where there is no interval. */
  p: number | null;
  /** Benjamini–Hochberg over the family of primary comparisons; null for exploratory ones. */
  pAdjusted: number | null;
  breakdownDrift: number | null;
  placebo: { dates: number; falseImproved: number } | null;
  specifications: { n: number; agree: number } | null;
  limits: Limits[];
  signals: Signal[];
  /** Null unless an effect was estimated. */
  model: EffectModel | null;
}
