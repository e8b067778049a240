import type { Results } from '../results/schema.ts';
import { beforeAfter } from './before-after.ts';
import { benefitsByClass } from './benefits-by-class.ts';
import { benefitsMap } from './benefits-map.ts';
import { cashFlow } from './cash-flow.ts';
import type { Chart, ChartBuilder, Layout } from './chart.ts';
import { claimBridge } from './claim-bridge.ts';
import { counterfactual } from './counterfactual.ts';
import { cumulativeEffect } from './cumulative-effect.ts';
import { effectsForest } from './effects-forest.ts';
import { eventStudy } from './event-study.ts';
import { exclusionWaterfall } from './exclusion-waterfall.ts';
import { grossToCash } from './gross-to-cash.ts';
import { kpiForest } from './kpi-forest.ts';
import { npvDistribution } from './npv-distribution.ts';
import { placebo } from './placebo.ts';
import { planAgainstOutcome } from './plan-against-outcome.ts';
import { spc } from './spc.ts';
import { specificationCurve } from './specification-curve.ts';
import { tornado } from './tornado.ts';
import { verdictStrip } from './verdict-strip.ts';

/** All kinds of charts, in the order in which a report tells them. A new chart is one file and one line here. */
export const CHARTS: Record<string, ChartBuilder> = {
  benefits_by_class: benefitsByClass,
  benefits_map: benefitsMap,
  claim_bridge: claimBridge,
  gross_to_cash: grossToCash,
  plan_against_outcome: planAgainstOutcome,
  verdict_strip: verdictStrip,
  kpi_forest: kpiForest,
  effects_forest: effectsForest,
  event_study: eventStudy,
  before_after: beforeAfter,
  spc,
  counterfactual,
  cumulative_effect: cumulativeEffect,
  specification_curve: specificationCurve,
  placebo,
  cash_flow: cashFlow,
  npv_distribution: npvDistribution,
  tornado,
  exclusion_waterfall: exclusionWaterfall,
};

/**
 * The charts that a run's results call for, by name, in order.
 *
 * @param only  names of those that are wanted; null for all
 */
export function buildCharts(
  results: Results,
  layout: Layout,
  only: ReadonlySet<string> | null = null,
): Map<string, Chart> {
  const kinds = only === null ? null : new Set([...only].map((name) => name.split('.')[0]!));
  const builders = Object.entries(CHARTS).filter(([kind]) => kinds?.has(kind) ?? true);
  const charts = builders.flatMap(([, build]) => build(results, layout));
  const wanted = charts.filter(({ name }) => only?.has(name) ?? true);
  return new Map(wanted.map((chart) => [chart.name, chart]));
}
