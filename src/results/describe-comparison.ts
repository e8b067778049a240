import type { Comparison, Estimate } from '../comparison/comparison.ts';
import type { Branch } from '../comparison/specification-curve.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Results } from './schema.ts';

type Told = Results['comparisons'][number];

/** One comparison in the shape that results.json promises. */
export function describeComparison(comparison: Comparison): Told {
  return {
    kpi: comparison.kpi,
    statistic: comparison.statistic,
    adjustment: comparison.adjustment,
    unit: comparison.unit,
    deployment: comparison.deployment,
    method: comparison.method,
    sealed: comparison.sealed,
    n_baseline: comparison.nBaseline,
    n_post: comparison.nPost,
    baseline: comparison.baseline,
    post: comparison.post,
    naive: estimateOf(comparison.naive),
    level: estimateOf(comparison.level),
    slope: estimateOf(comparison.slope),
    average: estimateOf(comparison.average),
    cumulative: estimateOf(comparison.cumulative),
    transition: estimateOf(comparison.transition),
    verdict: comparison.verdict,
    grade: comparison.grade,
    reasons: comparison.reasons,
    p: comparison.p,
    p_adjusted: comparison.pAdjusted,
    breakdown_drift: comparison.breakdownDrift,
    placebo: placeboOf(comparison),
    specifications: specificationsOf(comparison),
    adequacy: adequacyOf(comparison),
    assurance: comparison.assurance,
    baseline_drift: estimateOf(comparison.baselineDrift),
  };
}

/** What would have been, period by period, of the comparisons that speak for their KPI: its own statistic, standardised where strata exist. */
export function counterfactualsOf(
  comparisons: readonly Comparison[],
  kpis: readonly Pick<ResolvedKpi, 'entry' | 'statistic'>[],
): Results['counterfactuals'] {
  const speaking = comparisons.filter(({ kpi, statistic, unit, adjustment }) => {
    if (statistic !== kpis.find(({ entry }) => entry === kpi)?.statistic) return false;
    const twin = comparisons.some(
      (other) =>
        other.kpi === kpi &&
        other.unit === unit &&
        other.statistic === statistic &&
        other.adjustment === 'standardised',
    );
    return !twin || adjustment === 'standardised';
  });
  return speaking.flatMap(({ kpi, statistic, adjustment, unit, counterfactual }) =>
    counterfactual.map(({ period, without, cumulative }) => ({
      ...{ kpi, statistic, adjustment, unit, period, cumulative },
      ...{ without: without.estimate, low: without.low, high: without.high },
    })),
  );
}

function placeboOf({ placebo }: Comparison): Told['placebo'] {
  if (placebo === null) return null;
  return { dates: placebo.dates, false_improved: placebo.falseImproved, effects: placebo.effects };
}

function specificationsOf({ specifications }: Comparison): Told['specifications'] {
  if (specifications === null) return null;
  const { n, agree, least, branches } = specifications;
  return { n, agree, least, branches: branches.map(branchOf) };
}

/** Told name by name: there are thousands, and spreading them takes ten times as long. */
function branchOf({ choices, estimate, low, high, primary, counted }: Branch) {
  const { adjustment, baseline, stabilization, trend, season, method } = choices;
  return { estimate, low, high, primary, counted, adjustment, baseline, stabilization, trend, season, method };
}

function adequacyOf({ adequacy, minimumDetectableChange }: Comparison): NonNullable<Told['adequacy']> {
  return {
    periods: adequacy.periods,
    observations: adequacy.observations,
    gaps: adequacy.gaps,
    years: adequacy.years,
    covers_year: adequacy.coversYear,
    last_quarter_worse_by: adequacy.lastQuarterWorseBy,
    regression_to_the_mean: adequacy.regressionToTheMean,
    minimum_detectable_change: minimumDetectableChange,
  };
}

function estimateOf(value: Estimate | null): Told['average'] {
  if (value === null) return null;
  const { estimate, standardError, df, low, high } = value;
  return { estimate, standard_error: standardError, df, low, high };
}
