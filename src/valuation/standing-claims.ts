import type { Benefit } from '../program/register.ts';
import type { Claims } from './claim.ts';
import { type BenefitClaim, isDemonstrated, likelyQuantities, likelyTransition, type UnitClaim } from './claim.ts';

export const COLUMNS = ['estimated', 'demonstrated', 'transition'] as const;
export type Column = (typeof COLUMNS)[number];

/** What of a benefit's claim stands in one column, once gates and overlap are applied. Fixed at the likely values. */
export interface Standing {
  /** The units that count in this column. */
  units: readonly UnitClaim[];
  /** By month: 1 where the claim stands, 0 where a larger claim on the same resource does. */
  kept: Float64Array;
  /** Likely quantity of each month that stands, by unit and together, in units of value; losses negative. */
  byUnit: Float64Array[];
  quantities: Float64Array;
  /** Likely quantity that a larger claim holds. */
  overlap: number;
}

export type StandingClaims = Record<Column, Standing[]>;

/**
 * Which claims stand, month by month?
 *
 * **Gate.** *Estimated* takes every comparable unit. *Demonstrated* takes the units whose own effect on the mean improved,
 * and every unit with a loss. *Transition* takes the stabilization weeks of those units, and every loss.
 *
 * **Overlap.** Benefits that draw on one resource (`draws_on`) are compared month by month by what they claim before
 * attribution: the largest gain stands, the other gains are overlap. Losses always stand. Each column is settled by itself,
 * so a claim that is not demonstrated takes nothing from one that is. Entries declared disjoint do not compete.
 *
 * @returns by column, in the order of the register
 * @example standingClaims(claims).demonstrated[0]!.quantities
 */
export function standingClaims({ benefits }: Claims): StandingClaims {
  const settle = (column: Column) =>
    settleOverlap(
      benefits,
      benefits.map((one) => gated(one, column)),
    );
  return { estimated: settle('estimated'), demonstrated: settle('demonstrated'), transition: settle('transition') };
}

interface Gated {
  units: UnitClaim[];
  byUnit: Float64Array[];
  quantities: Float64Array;
}

function gated({ units }: BenefitClaim, column: Column): Gated {
  const quantitiesOf = column === 'transition' ? likelyTransition : likelyQuantities;
  const counted = units
    .filter(({ model }) => model !== null)
    .map((unit) => ({ unit, quantities: quantitiesOf(unit) }))
    .filter(({ unit, quantities }) => column === 'estimated' || isDemonstrated(unit, sum(quantities)));
  const months = units[0]?.levelWeights.length ?? 0;
  const quantities = new Float64Array(months);
  for (const one of counted) for (let m = 0; m < months; m++) quantities[m]! += one.quantities[m]!;
  return { units: counted.map(({ unit }) => unit), byUnit: counted.map((one) => one.quantities), quantities };
}

function settleOverlap(benefits: readonly BenefitClaim[], claims: readonly Gated[]): Standing[] {
  const gross = claims.map(({ quantities }, b) => {
    const { likely } = benefits[b]!.benefit.value;
    return quantities.map((quantity) => quantity * likely);
  });
  return claims.map(({ units, byUnit, quantities }, b) => {
    const rivals = rivalsOf(b, benefits);
    const kept = quantities.map((_, m) =>
      rivals.some((r) => yieldsTo(gross[b]![m]!, gross[r]![m] ?? 0, r < b)) ? 0 : 1,
    );
    const standing = quantities.map((quantity, m) => quantity * kept[m]!);
    return {
      units,
      kept,
      byUnit: byUnit.map((own) => own.map((quantity, m) => quantity * kept[m]!)),
      quantities: standing,
      overlap: sum(quantities) - sum(standing),
    };
  });
}

/** The other benefits of the register that draw on the same units of the same resource, by index. */
export function rivalsOf(b: number, benefits: readonly BenefitClaim[]): number[] {
  const own = benefits[b]!.benefit;
  return benefits.flatMap(({ benefit }, r) =>
    r !== b && own.drawsOn !== null && benefit.drawsOn === own.drawsOn && !areDisjoint(own, benefit) ? [r] : [],
  );
}

/** Does either benefit declare that the other counts other units of their resource? */
function areDisjoint(one: Benefit, other: Benefit): boolean {
  return one.disjoint.some((it) => it.with === other.id) || other.disjoint.some((it) => it.with === one.id);
}

/** Does a claim give way to a rival? Only a gain does, to a larger one; of equal ones the first in the register stands. */
export function yieldsTo(own: number, rival: number, rivalIsFirst: boolean): boolean {
  return own > 0 && (rival > own || (rival === own && rivalIsFirst));
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
