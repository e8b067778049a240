import type { Comparison } from '../comparison/comparison.ts';
import { RealizedError } from '../errors.ts';
import type { MeasuredKpi, ResolvedKpi, Statistic } from '../kpi/kpi.ts';
import { addPeriods, periodOf, periodsBetween } from '../kpi/period.ts';
import type { Deployment, Program } from '../program/program.ts';
import type { Benefit } from '../program/register.ts';
import type { BenefitClaim, Claims } from './claim.ts';
import { type PriceIndex, priceFactor } from './price-index.ts';
import { type QuantityUnit, quantityUnit } from './quantity-unit.ts';
import { unitClaim } from './unit-claim.ts';

/** What money is made from: the register, what was measured, and what was found. */
export interface ValuationEvidence {
  program: Program;
  kpis: readonly ResolvedKpi[];
  measured: readonly MeasuredKpi[];
  comparisons: readonly Comparison[];
  /** The day the data is judged on. */
  asOf: string;
  /** Null when the program names no price index. */
  priceIndex: PriceIndex | null;
}

/** Money needs a mean: a percentile's shift does not add up over items. */
const PERCENTILES: readonly Statistic[] = ['median', 'p90', 'p95'];

const BAND =
  'the good direction of its KPI is a band, so where a change starts decides what it is worth; value a KPI with one direction';

/**
 * What does each line of the register claim, in each unit and month, before anyone puts a price on it?
 *
 * A benefit on a percentile is claimed from the mean of the same observations, and that mean's own verdict gates it. The
 * standardised series is preferred to the crude one where both exist.
 *
 * @returns claims in the order of the register; blocked units are there with their reason and no weight
 * @throws `valuation.units` naming every benefit whose `value.per` does not fit its KPI
 */
export function claimBenefits(evidence: ValuationEvidence): Claims {
  const drafts = draftClaims(evidence.program, evidence.kpis);
  const months = monthsOf(evidence.comparisons);
  return { months, benefits: drafts.map((one) => claim(one, months, evidence)) };
}

/**
 * From which KPI and statistic is each line of the register claimed, and does its unit value fit it?
 *
 * @throws `valuation.units` naming every benefit whose `value.per` does not fit its KPI
 */
export function draftClaims(program: Program, kpis: readonly ResolvedKpi[]): Draft[] {
  const drafts = program.benefits.map((benefit) => draft(benefit, program, kpis));
  const problems = drafts.flatMap(({ benefit, quantity }) =>
    'message' in quantity ? [{ benefit: benefit.id, ...quantity }] : [],
  );
  if (problems.length > 0) throw new RealizedError('valuation.units', { problems });
  return drafts;
}

/** A line of the register with the KPI that it is claimed from. */
export interface Draft {
  benefit: Benefit;
  kpi: ResolvedKpi;
  deployment: Deployment;
  statistic: Statistic;
  quantity: QuantityUnit | { message: string; hint: string };
}

function draft(benefit: Benefit, program: Program, kpis: readonly ResolvedKpi[]): Draft {
  const kpi = kpis.find(({ entry }) => entry === benefit.kpi)!;
  const { deployment } = program.kpis.find(({ id }) => id === benefit.kpi)!;
  return {
    benefit,
    kpi,
    deployment: program.deployments.find(({ id }) => id === deployment)!,
    statistic: PERCENTILES.includes(kpi.statistic) ? 'mean' : kpi.statistic,
    quantity: quantityUnit(kpi, benefit.value.per),
  };
}

function claim(one: Draft, months: readonly string[], evidence: ValuationEvidence): BenefitClaim {
  const { kpi, deployment, quantity } = one;
  const { unit: unitOfValue, factor } = quantity as QuantityUnit;
  const benefit = inPriceYear(one.benefit, evidence);
  const whole = { benefit: benefit ?? one.benefit, kpi, deployment: deployment.id, quantityUnit: unitOfValue, factor };
  if (benefit === null) {
    const { priceBasis } = one.benefit.value;
    const refused = `its value is in ${priceBasis} prices, and no price index brings it to those of ${evidence.program.priceYear}`;
    return { ...whole, units: [], refused };
  }
  if (typeof kpi.direction === 'object') {
    return { ...whole, units: [], refused: BAND };
  }
  const weight = factor * (kpi.direction === 'increase' ? 1 : -1);
  const units = Object.keys(deployment.goLive).flatMap((unit) => unitClaim(one, unit, weight, months, evidence) ?? []);
  return {
    ...whole,
    units,
    refused: units.length === 0 ? `its ${one.statistic} was compared in no unit of the deployment` : null,
  };
}

/** The benefit with its unit value in the prices of the program's price year; null where no index reaches. */
function inPriceYear(benefit: Benefit, { program, priceIndex }: ValuationEvidence): Benefit | null {
  const { low, likely, high, priceBasis } = benefit.value;
  const factor = priceFactor(priceIndex, priceBasis, program.priceYear);
  if (factor === null) return null;
  const value = { low: low * factor, likely: likely * factor, high: high * factor, priceBasis: program.priceYear };
  const planned = benefit.plan.value === null ? null : benefit.plan.value * factor;
  return { ...benefit, value: { ...benefit.value, ...value }, plan: { ...benefit.plan, value: planned } };
}

function monthsOf(comparisons: readonly Comparison[]): string[] {
  const periods = comparisons.flatMap(({ model }) =>
    model === null ? [] : [...model.periods, ...model.transition.periods],
  );
  const sorted = periods.map((period) => periodOf(period, 'month')).sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: periodsBetween(first, last, 'month') + 1 }, (_, k) => addPeriods(first, k, 'month'));
}
