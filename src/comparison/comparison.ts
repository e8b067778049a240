import type { Adequacy } from '../baseline/adequacy.ts';
import type { Adjustment, Statistic } from '../kpi/kpi.ts';
import type { SignalRule } from '../statistics/signals.ts';
import type { Assurance } from './assurance.ts';
import type { CounterfactualPeriod } from './counterfactual.ts';
import type { Placebo } from './placebo.ts';
import type { Branch } from './specification-curve.ts';

export type { Phase } from '../baseline/windows.ts';
export { SIGNAL_RULES, type SignalRule } from '../statistics/signals.ts';

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

/** A special cause: which rule fired where. `direction` says whether it is good news for this KPI. */
export interface Signal {
  period: string;
  rule: SignalRule;
  direction: 'improvement' | 'concern';
  /** The logged change that stands nearest before it; null where none does. */
  changeId: string | null;
}

/** Process limits of one phase; `lower`/`upper` are null where the chart has none, lists where they follow the denominator. */
export interface Limits {
  phase: 'baseline' | 'post';
  chart: string;
  center: number;
  lower: number | number[] | null;
  upper: number | number[] | null;
  /** The periods that lists go with, in order: of frozen limits all, of a rebase the post window. Null for single numbers. */
  periods: string[] | null;
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
  /** Correlation of the errors of successive periods. */
  phi: number;
  /**
   * How far a drift that the program's bound allows could have moved the average effect, in the KPI's unit; 0 without a
   * bound in force. Draws add a uniform on [−driftHalfWidth, driftHalfWidth].
   */
  driftHalfWidth: number;
  /** Observed minus extrapolated counterfactual in each stabilization period. */
  transition: TransitionModel;
  /** Whitened baseline residuals by period, for correlating the draws of comparisons. */
  residuals: { period: string; residual: number }[];
}

/**
 * The stabilization periods as a model. `covariance` is that of the differences, row-major; `withLasting` that of each
 * difference with the level and the slope of the lasting effect: all rest on one counterfactual, so they err together.
 */
export interface TransitionModel {
  periods: string[];
  differences: number[];
  covariance: number[];
  withLasting: { level: number[]; slope: number[] };
  df: number;
}

/** How many of the defensible specifications agree with the one that the verdict rests on, and the one that speaks least for it. */
export interface Specifications {
  n: number;
  agree: number;
  /** Of the counted ones, where the KPI's good direction is not a band. */
  least: { choices: string; estimate: number; low: number; high: number } | null;
  /** All of them, in order of their estimates. */
  branches: readonly Branch[];
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
  /** Mean per stabilization period of observed − extrapolated counterfactual. */
  transition: Estimate | null;
  verdict: Verdict;
  grade: Grade;
  /** Sentences; at least one, the decisive one first. */
  reasons: string[];
  /** Of the average effect, two-sided; null where there is no interval. */
  p: number | null;
  /** Benjamini–Hochberg over the family of primary comparisons; null for exploratory ones. */
  pAdjusted: number | null;
  /** The smallest steady drift per year that would leave the effect unproven, in the KPI's unit; null where there is no interval. */
  breakdownDrift: number | null;
  placebo: Placebo | null;
  specifications: Specifications | null;
  /** Slope of the baseline's own model per year, in the KPI's unit: the drift that was seen before go-live. */
  baselineDrift: Estimate | null;
  /** What the baseline can bear. */
  adequacy: Adequacy;
  /**
   * Smallest true average effect that would be shown in 80 of 100 cases, in the KPI's unit; null without a model, or where
   * the method cannot show an improvement at all.
   */
  minimumDetectableChange: number | null;
  /** Without the deployment, period by period; empty where no effect was estimated. */
  counterfactual: readonly CounterfactualPeriod[];
  /** Whether the target will be met, if the process goes on as it is; null without one. */
  assurance: Assurance | null;
  limits: Limits[];
  signals: Signal[];
  /** Null unless an effect was estimated. */
  model: EffectModel | null;
}
