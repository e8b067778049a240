import type { Comparison, EffectModel, Verdict } from '../comparison/comparison.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Benefit, BenefitClass } from '../program/register.ts';

/** Verdicts that say an effect is there: the only ones that demonstrate a benefit. */
const DEMONSTRATING: readonly Verdict[] = ['improved', 'improved, size uncertain'];
/** Verdicts under which there is no number to value. */
const BLOCKING: readonly Verdict[] = ['not comparable', 'insufficient data'];

export const CASH_CLASSES: readonly BenefitClass[] = ['cash-releasing', 'cash-avoiding', 'income'];

/**
 * What one benefit claims in one unit, as weights on the effect: the quantity of a month is level × `levelWeights` +
 * slope × `slopeWeights`. So a total, a present value and each of 10,000 draws of them are a few products.
 */
export interface UnitClaim {
  unit: string;
  /** The comparison that is valued and whose own verdict gates the money. */
  comparison: Comparison;
  /** Null where the verdict leaves nothing to value. */
  model: EffectModel | null;
  blocked: boolean;
  /** g · factor · volume of each post period of the model. */
  weights: Float64Array;
  /** The same summed by month, and the same times the period's time; indexes are months of the valuation. */
  levelWeights: Float64Array;
  slopeWeights: Float64Array;
  transition: TransitionClaim;
  /** Quantities that a spreadsheet would have claimed, and the crude model's where case mix is standardised. */
  naiveQuantity: number;
  /** Null where the crude series has no model. */
  crudeQuantity: number | null;
  /** Since it went live: volume of the periods that count, and the years they span; of what comes once the mean, and 1. */
  live: { volume: number; years: number };
}

/** The stabilization weeks of one unit: quantity of a period = weight × difference. */
export interface TransitionClaim {
  months: number[];
  weights: Float64Array;
}

/** Every claim of the register, on one axis of months. */
export interface Claims {
  /** First days of successive months. */
  months: string[];
  benefits: BenefitClaim[];
}

/** One line of the register with what it claims in each unit. */
export interface BenefitClaim {
  benefit: Benefit;
  kpi: ResolvedKpi;
  deployment: string;
  /** Unit of value in the singular; a KPI that cannot be valued has none, and `refused` says why. */
  quantityUnit: string;
  /** Units of value per unit of effect × volume. */
  factor: number;
  units: UnitClaim[];
  refused: string | null;
}

/**
 * Has this unit's claim been demonstrated? Its own effect on the mean improved; a loss always counts.
 *
 * @param quantity  likely quantity of the claim: negative is a loss
 */
export function isDemonstrated(claim: UnitClaim, quantity: number): boolean {
  return demonstrates(claim.comparison.verdict) || quantity < 0;
}

/** Does the verdict say that there is an effect, in the good direction? */
export function demonstrates(verdict: Verdict): boolean {
  return DEMONSTRATING.includes(verdict);
}

/** Did the verdict leave a number to value? */
export function isBlocking(verdict: Verdict): boolean {
  return BLOCKING.includes(verdict);
}

export function isCash({ class: benefitClass }: Pick<Benefit, 'class'>): boolean {
  return CASH_CLASSES.includes(benefitClass);
}

/**
 * Which part of a benefit's money of a month is in the financial case? All of a cash class, none of the others, and of
 * capacity what a named conversion has turned into cash: from the first month that begins on its date or later.
 *
 * @returns 1 or 0
 * @example cashPart({ class: 'capacity', conversion: { date: '2025-03-15', … }, … }, '2025-04-01')  // 1
 */
export function cashPart(benefit: Pick<Benefit, 'class' | 'conversion'>, month: string): 0 | 1 {
  if (isCash(benefit)) return 1;
  return benefit.conversion !== null && month >= benefit.conversion.date ? 1 : 0;
}

/** Does any of a benefit's money enter the financial case? */
export function isInFinancialCase(benefit: Pick<Benefit, 'class' | 'conversion'>): boolean {
  return isCash(benefit) || benefit.conversion !== null;
}

/** Is it cash? Only what is in the financial case and tied out to the ledger is; without a tie-out it is expected to be. */
export function cashStatus(benefit: Benefit): 'cash' | 'cash expected' | 'not cash' {
  if (!isInFinancialCase(benefit)) return 'not cash';
  return benefit.ledger === null ? 'cash expected' : 'cash';
}

/** Likely quantity of a claim in each month: point estimate × volume, in units of value. */
export function likelyQuantities({ model, levelWeights, slopeWeights }: UnitClaim): Float64Array {
  if (model === null) return new Float64Array(levelWeights.length);
  return levelWeights.map((weight, m) => weight * model.level + slopeWeights[m]! * model.slope);
}

/** Likely quantity of the stabilization weeks in each month. */
export function likelyTransition({ model, transition, levelWeights }: UnitClaim): Float64Array {
  const quantities = new Float64Array(levelWeights.length);
  transition.months.forEach((month, i) => {
    quantities[month]! += transition.weights[i]! * model!.transition.differences[i]!;
  });
  return quantities;
}
