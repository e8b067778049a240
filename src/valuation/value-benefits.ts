import type { Grade } from '../comparison/comparison.ts';
import type { Benefit, BenefitClass, Program } from '../program/program.ts';
import { type BenefitClaim, type Claims, isCash, isDemonstrated, likelyQuantities } from './claim.ts';
import { percentile } from './percentile.ts';
import { amountDraws, type Simulation } from './simulation.ts';
import { COLUMNS, type Column, type StandingClaims, sum } from './standing-claims.ts';
import { yearFraction } from './year-fraction.ts';

/** P5, likely and P95 in the program's currency. Likely is point estimate × likely value; it is the one that adds up. */
export interface Money {
  low: number | null;
  likely: number | null;
  high: number | null;
}

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
  forecast: Money;
  /** What the business case promised from each unit's go-live to the as-of day. */
  planned: number | null;
  quantity: { value: number | null; unit: string };
  grade: Grade;
  checks: string[];
  reasons: string[];
}

/** Grades from strong to none; a benefit is as strong as its weakest unit. */
const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D', '–'];
const NOTHING: Money = { low: null, likely: null, high: null };
const NO_FORECAST = 'No forecast: the program declares no horizon.';

/**
 * What is each line of the register worth: estimated, demonstrated, in transition?
 *
 * The four amounts are never added without a label. Low and high are P5 and P95 of the joint draws and are never added.
 *
 * @param program   for planned amounts
 * @param claims    of the register
 * @param standing  which of them stand
 * @param amounts   joint draws of every amount, in the order of the register
 * @param asOf      the day the data is judged on
 * @returns rows in the order of the register; an amount that nothing supports is null, with its reason
 */
export function valueBenefits(
  program: Program,
  claims: Claims,
  standing: StandingClaims,
  amounts: AmountDraws,
  asOf: string,
): BenefitRow[] {
  return claims.benefits.map((claim, index) => {
    const { benefit, kpi, deployment, quantityUnit } = claim;
    const supported = claim.units.some(({ model }) => model !== null);
    const money = (column: Column): Money => {
      if (!supported) return NOTHING;
      return moneyOf(likelyAmount(benefit, standing[column][index]!.quantities), amounts[column][index]!);
    };
    const [estimated, demonstrated, transition] = COLUMNS.map(money) as [Money, Money, Money];
    return {
      id: benefit.id,
      title: benefit.title,
      class: benefit.class,
      deployment,
      kpi: kpi.entry,
      owner: benefit.owner,
      cash_status: cashStatus(benefit),
      estimated,
      demonstrated,
      transition,
      forecast: NOTHING,
      planned: plannedToDate(benefit, deployment, program, asOf),
      quantity: { value: supported ? sum(standing.estimated[index]!.quantities) : null, unit: quantityUnit },
      grade: gradeOf(claim),
      checks: [],
      reasons: reasonsOf(claim, claims, standing, index),
    };
  });
}

/** Draws of every amount, in the order of the register. Draw i of all belong together. */
export type AmountDraws = Record<Column, Float64Array[]>;

/** What could every line of the register have been worth, in each column? */
export function drawAllAmounts(claims: Claims, standing: StandingClaims, simulation: Simulation): AmountDraws {
  const plain = new Float64Array(claims.months.length).fill(1);
  const drawn = (column: Column) =>
    claims.benefits.map((claim, index) =>
      amountDraws(simulation, index, claim, column, standing[column][index]!, plain),
    );
  return { estimated: drawn('estimated'), demonstrated: drawn('demonstrated'), transition: drawn('transition') };
}

/** A likely amount with the P5 and P95 of its draws. */
export function moneyOf(likely: number, draws: Float64Array): Money {
  return { low: percentile(draws, 0.05), likely, high: percentile(draws, 0.95) };
}

/** Likely amount of quantities by month: × likely value × attribution. */
export function likelyAmount({ value, attribution }: Benefit, quantities: ArrayLike<number>): number {
  return sum(quantities) * value.likely * attribution.share;
}

/** Is it cash? Only a cash class with a tie-out to the ledger is; without one it is expected to be. */
export function cashStatus(benefit: Benefit): BenefitRow['cash_status'] {
  if (!isCash(benefit)) return 'not cash';
  return benefit.ledger === null ? 'cash expected' : 'cash';
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

function reasonsOf(claim: BenefitClaim, { benefits }: Claims, standing: StandingClaims, index: number): string[] {
  const { benefit, kpi, units, refused, quantityUnit } = claim;
  if (refused !== null) return [`Not valued: ${refused}.`, NO_FORECAST];
  const reasons = units.map(({ blocked, comparison }) => {
    const told = `${comparison.verdict}: ${comparison.reasons[0]}`;
    return blocked ? `Contributes nothing, ${told}` : `${told[0]!.toUpperCase()}${told.slice(1)}`;
  });
  if (units[0]!.comparison.statistic !== kpi.statistic) {
    reasons.push(`Valued from the mean of the same observations: a shift of the ${kpi.statistic} does not add up.`);
  }
  const { overlap } = standing.estimated[index]!;
  if (overlap !== 0) {
    const rivals = benefits.filter((other) => other !== claim && other.benefit.drawsOn === benefit.drawsOn);
    const names = rivals.map(({ benefit: { title } }) => `«${title}»`).join(', ');
    const amount = `${Math.round(overlap).toLocaleString('en-US')} ${quantityUnit}s`;
    reasons.push(`Not claimed twice: ${amount} draw on «${benefit.drawsOn}», which ${names} draws on too.`);
  }
  reasons.push(NO_FORECAST);
  if (cashStatus(benefit) === 'cash expected') {
    reasons.push('Cash expected, not cash: no ledger account with a finance sign-off ties it out.');
  }
  return reasons;
}
