import type { Grade, Verdict } from '../comparison/comparison.ts';
import type { Adjustment, Statistic } from '../kpi/kpi.ts';
import type { Program } from '../program/program.ts';
import type { Attribution, Benefit, BenefitClass, CashConversion, CostBasis } from '../program/register.ts';
import { type Amount, type Amounts, type BenefitAmounts, likelyAmount, type Money, moneyOf } from './amounts.ts';
import { benefitReasons } from './benefit-reasons.ts';
import {
  type BenefitClaim,
  type Claims,
  cashStatus,
  isDemonstrated,
  likelyQuantities,
  type UnitClaim,
} from './claim.ts';
import type { Forecast } from './forecast.ts';
import { type PlanMonth, planByMonth } from './plan-by-month.ts';
import { type PlanVariance, planVariance } from './plan-variance.ts';
import { plannedBy } from './planned.ts';
import { type StandingClaims, sum } from './standing-claims.ts';

/** One line of the register, valued; the keys of results.json. */
export interface BenefitRow extends Stated {
  id: string;
  title: string;
  class: BenefitClass;
  deployment: string;
  kpi: string;
  owner: string | null;
  cash_status: 'cash' | 'cash expected' | 'not cash';
  /** All comparable effects, signed, demonstrated or not. */
  estimated: Money;
  /** Units whose own mean effect improved, and every loss. */
  demonstrated: Money;
  /** The stabilization weeks, gated alike. */
  transition: Money;
  /** Demonstrated effects as they go on to the horizon, fading. */
  forecast: Money;
  /** Taken off the forecast for the optimism that the program declares; null amounts where it declares none. */
  optimism: Money;
  /** The part of the demonstrated capacity that a named conversion has turned into cash. */
  converted: Money;
  /** What the business case promised to the as-of day. */
  planned: number | null;
  quantity: { value: number | null; unit: string };
  grade: Grade;
  checks: string[];
  reasons: string[];
  /** What each unit brings, and which comparison it rests on. */
  units: UnitRow[];
  /** What was promised, came and is expected, month by month. */
  by_month: PlanMonth[];
  /** Why more or less came than promised; null without a promise. */
  variance: PlanVariance | null;
}

/** What the register says of a line, so that a reader of the results needs no program file beside it. */
export interface Stated {
  mechanism: string | null;
  value: {
    per: string;
    low: number;
    likely: number;
    high: number;
    source: string;
    price_basis: number;
    cost_basis: CostBasis | null;
  };
  attribution: Attribution;
  draws_on: string | null;
  ledger: {
    account: string;
    cost_centre: string;
    signed_off_by: string;
    budget: number | null;
    actual: number | null;
  } | null;
  cash_conversion: CashConversion | null;
  minimum_block: Benefit['minimumBlock'];
  one_off: string | null;
}

export interface UnitRow {
  unit: string;
  statistic: Statistic;
  adjustment: Adjustment;
  verdict: Verdict;
  /** Likely amounts; null where the verdict leaves nothing to value. */
  demonstrated: number | null;
  transition: number | null;
}

/** Grades from strong to weak; a benefit is as strong as the weakest unit that is graded. */
const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D'];
const NOTHING: Money = { low: null, likely: null, high: null };

/**
 * What is each line of the register worth: estimated, demonstrated, in transition, in the forecast?
 *
 * The four amounts are never added without a label. Low and high are P5 and P95 of the joint draws and are never added.
 *
 * @param program   for planned amounts
 * @param claims    of the register
 * @param standing  which of them stand
 * @param amounts   what they are worth
 * @param ahead     what goes on after the data
 * @param asOf      the day the data is judged on
 * @returns rows in the order of the register; an amount that nothing supports is null, with its reason
 */
export function valueBenefits(
  program: Program,
  claims: Claims,
  standing: StandingClaims,
  amounts: Amounts,
  ahead: Forecast | null,
  asOf: string,
): BenefitRow[] {
  const planned = { program, claims, standing, forecast: ahead, asOf };
  return claims.benefits.map((claim, b) => {
    const { benefit, kpi, deployment, quantityUnit } = claim;
    const whole = amounts.whole[b]!;
    const supported = claim.units.some(({ model }) => model !== null);
    const money = (amount: Amount | null) => (supported && amount !== null ? moneyOf([amount]) : NOTHING);
    const where = program.deployments.find(({ id }) => id === deployment)!;
    return {
      id: benefit.id,
      title: benefit.title,
      class: benefit.class,
      deployment,
      kpi: kpi.entry,
      owner: benefit.owner,
      cash_status: cashStatus(benefit),
      estimated: money(whole.estimated),
      demonstrated: money(whole.demonstrated),
      transition: money(whole.transition),
      forecast: money(whole.forecast),
      optimism: money(whole.optimism),
      converted: benefit.conversion === null ? NOTHING : money(amounts.cash[b]!.demonstrated),
      planned: plannedBy(benefit, where, asOf),
      quantity: { value: supported ? sum(standing.estimated[b]!.quantities) : null, unit: quantityUnit },
      grade: gradeOf(claim),
      checks: [],
      reasons: benefitReasons(claim, claims, standing.estimated[b]!.overlap, noForecast(program, claim, whole)),
      ...statedIn(program.benefits[b]!),
      units: claim.units.map((unit) => unitRow(unit, claim, b, standing)),
      by_month: planByMonth(planned, b),
      variance: planVariance(claim, where, whole.demonstrated.likely + whole.transition.likely, asOf),
    };
  });
}

/** What the register itself says of the line, in the prices that it says it in. */
function statedIn(benefit: Benefit): Stated {
  const { value, attribution, ledger, conversion, minimumBlock } = benefit;
  return {
    mechanism: benefit.mechanism,
    value: {
      per: value.per,
      low: value.low,
      likely: value.likely,
      high: value.high,
      source: value.source,
      price_basis: value.priceBasis,
      cost_basis: value.costBasis,
    },
    attribution,
    draws_on: benefit.drawsOn,
    ledger: ledger && {
      account: ledger.account,
      cost_centre: ledger.costCentre,
      signed_off_by: ledger.signedOffBy,
      budget: ledger.budget,
      actual: ledger.actual,
    },
    cash_conversion: conversion,
    minimum_block: minimumBlock,
    one_off: benefit.oneOff,
  };
}

function unitRow(unit: UnitClaim, { benefit }: BenefitClaim, b: number, standing: StandingClaims): UnitRow {
  const { comparison, model } = unit;
  const amountIn = (column: 'demonstrated' | 'transition') => {
    if (model === null) return null;
    const { units, byUnit, kept } = standing[column][b]!;
    const at = units.indexOf(unit);
    return at < 0 ? 0 : likelyAmount(benefit, { byUnit: [byUnit[at]!], kept });
  };
  return {
    unit: unit.unit,
    statistic: comparison.statistic,
    adjustment: comparison.adjustment,
    verdict: comparison.verdict,
    demonstrated: amountIn('demonstrated'),
    transition: amountIn('transition'),
  };
}

function noForecast({ horizon }: Program, { units }: BenefitClaim, { forecast }: BenefitAmounts): string | null {
  if (forecast !== null) return null;
  if (horizon === null) return 'No forecast: the program declares no horizon.';
  return units.every(({ model }) => model === null)
    ? 'No forecast: no effect is measured yet that could go on.'
    : `No forecast: nothing lies between the data and the horizon, ${horizon.to}.`;
}

function gradeOf({ units }: BenefitClaim): Grade {
  const counted = units.filter((unit) => unit.model !== null && isDemonstrated(unit, sum(likelyQuantities(unit))));
  const worst = Math.max(-1, ...counted.map(({ comparison }) => GRADES.indexOf(comparison.grade)));
  return GRADES[worst] ?? '–';
}
