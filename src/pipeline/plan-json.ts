import type { BaselinePlan } from '../baseline/plan-baseline.ts';
import type { PlanOutcome } from './plan.ts';
import type { UnitPlan } from './program-plan.ts';

/**
 * A plan as `realized plan --json` prints it: amounts in the KPI's unit, shares in 0–1, lengths in periods.
 *
 * @example planJson(outcome).plans[0]?.now
 */
export function planJson({ open, plans }: PlanOutcome) {
  const { program, asOf } = open;
  return { program: program.id, as_of: asOf, plans: plans.map(unitJson) };
}

function unitJson(one: UnitPlan) {
  const { entry, kpi, adequacy, comparators, weekly } = one;
  const { drift } = adequacy;
  return {
    kpi: entry.id,
    statistic: kpi.statistic,
    measure: kpi.unit,
    unit: one.unit,
    deployment: entry.deployment,
    go_live: one.goLive,
    period: kpi.periodLength,
    minimum_important_change: entry.minimumImportantChange,
    method: one.method.name,
    baseline: {
      periods: adequacy.periods,
      declared: one.declaredPeriods,
      reaches_back: one.reachesBack,
      gaps: adequacy.gaps,
      observations: adequacy.observations,
      covers_year: adequacy.coversYear,
      regression_to_the_mean: adequacy.regressionToTheMean,
      drift_per_year: drift.kind === 'interval' ? { estimate: drift.estimate, low: drift.low, high: drift.high } : null,
    },
    ...planOf(one.plan),
    comparators: {
      declared: comparators.declared,
      used: comparators.used,
      shared_variance: comparators.sharedVariance,
      detectable_alone: comparators.detectableAlone,
      needed_correlation: comparators.neededCorrelation,
    },
    weekly:
      weekly === null || 'reason' in weekly ? weekly : { items_per_week: weekly.itemsPerWeek, ...planOf(weekly.plan) },
  };
}

function planOf(plan: BaselinePlan | { kind: 'inconclusive'; reason: string }) {
  if ('kind' in plan) {
    return {
      reason: plan.reason,
      noise: null,
      post_periods: null,
      now: null,
      at_go_live: null,
      by_length: [],
      needed: [],
    };
  }
  const { noise, post, now, declared, byLength, needed } = plan;
  return { reason: null, noise, post_periods: post, now, at_go_live: declared, by_length: byLength, needed };
}
