import type { Grade } from '../comparison/comparison.ts';
import type { Benefit, BenefitClass, Program } from '../program/program.ts';
import { type Amount, type Amounts, type Money, moneyOf } from './amounts.ts';
import { benefitReasons } from './benefit-reasons.ts';
import { type BenefitClaim, type Claims, cashStatus, isDemonstrated, likelyQuantities } from './claim.ts';
import { type StandingClaims, sum } from './standing-claims.ts';
import { yearFraction } from './year-fraction.ts';

/** One line of the register, valued; the keys of results.json. */
export interface BenefitRow {
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
  /** What the business case promised from each unit's go-live to the as-of day. */
  planned: number | null;
  quantity: { value: number | null; unit: string };
  grade: Grade;
  checks: string[];
  reasons: string[];
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
 * @param asOf      the day the data is judged on
 * @returns rows in the order of the register; an amount that nothing supports is null, with its reason
 */
export function valueBenefits(
  program: Program,
  claims: Claims,
  standing: StandingClaims,
  amounts: Amounts,
  asOf: string,
): BenefitRow[] {
  return claims.benefits.map((claim, b) => {
    const { benefit, kpi, deployment, quantityUnit } = claim;
    const supported = claim.units.some(({ model }) => model !== null);
    const money = (list: Amount[] | null) => (supported && list !== null ? moneyOf([list[b]!]) : NOTHING);
    return {
      id: benefit.id,
      title: benefit.title,
      class: benefit.class,
      deployment,
      kpi: kpi.entry,
      owner: benefit.owner,
      cash_status: cashStatus(benefit),
      estimated: money(amounts.estimated),
      demonstrated: money(amounts.demonstrated),
      transition: money(amounts.transition),
      forecast: money(amounts.forecast),
      planned: plannedToDate(benefit, deployment, program, asOf),
      quantity: { value: supported ? sum(standing.estimated[b]!.quantities) : null, unit: quantityUnit },
      grade: gradeOf(claim),
      checks: [],
      reasons: benefitReasons(claim, claims, standing.estimated[b]!.overlap, noForecast(program, amounts)),
    };
  });
}

function noForecast({ horizon }: Program, { forecast }: Amounts): string | null {
  if (forecast !== null) return null;
  return horizon === null
    ? 'No forecast: the program declares no horizon.'
    : `No forecast: nothing lies between the data and the horizon, ${horizon.to}.`;
}

function plannedToDate(benefit: Benefit, deployment: string, program: Program, asOf: string): number | null {
  if (benefit.plannedPerYear === null) return null;
  const { goLive } = program.deployments.find(({ id }) => id === deployment)!;
  const years = Object.values(goLive).map((day) => Math.max(0, yearFraction(day, asOf, 'act/365')));
  return (benefit.plannedPerYear * sum(years)) / years.length;
}

function gradeOf({ units }: BenefitClaim): Grade {
  const counted = units.filter((unit) => unit.model !== null && isDemonstrated(unit, sum(likelyQuantities(unit))));
  const worst = Math.max(-1, ...counted.map(({ comparison }) => GRADES.indexOf(comparison.grade)));
  return GRADES[worst] ?? '–';
}
