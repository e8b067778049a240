import type { Results } from '../results/schema.ts';
import { benefitsByClass } from './benefits-by-class.ts';
import { cashFlow } from './cash-flow.ts';
import type { Chart, ChartBuilder, Layout } from './chart.ts';
import { claimBridge } from './claim-bridge.ts';
import { effectsForest } from './effects-forest.ts';
import { exclusionWaterfall } from './exclusion-waterfall.ts';
import { spc } from './spc.ts';
import { verdictStrip } from './verdict-strip.ts';

/** All kinds of charts, in the order in which a report tells them. A new chart is one file and one line here. */
export const CHARTS: Record<string, ChartBuilder> = {
  benefits_by_class: benefitsByClass,
  claim_bridge: claimBridge,
  verdict_strip: verdictStrip,
  effects_forest: effectsForest,
  spc,
  cash_flow: cashFlow,
  exclusion_waterfall: exclusionWaterfall,
};

/** All charts that a run's results call for, by name, in order. */
export function buildCharts(results: Results, layout: Layout): Map<string, Chart> {
  const charts = Object.values(CHARTS).flatMap((build) => build(results, layout));
  return new Map(charts.map((chart) => [chart.name, chart]));
}
