import type { BenefitClass } from '../program/program.ts';
import { type BenefitClaim, type Claims, isCash } from './claim.ts';
import { COLUMNS, type Column, type StandingClaims, sum } from './standing-claims.ts';
import { type AmountDraws, likelyAmount, type Money, moneyOf } from './value-benefits.ts';

/** The sums that a headline is made of. */
export interface ClassTotal {
  /** `financial` is the cash classes together. */
  group: 'financial' | BenefitClass;
  amounts: Record<Column, Money>;
  /** Demonstrated and transition together. */
  net: Money;
  members: BenefitClaim[];
}

const CLASSES: readonly BenefitClass[] = [
  'cash-releasing',
  'cash-avoiding',
  'income',
  'capacity',
  'quality',
  'societal',
];

/**
 * What do the benefits come to, class by class, and the cash classes together?
 *
 * Likely amounts add up; the interval of a sum is that of the summed draws, never a sum of interval ends.
 *
 * @returns the financial case first, then each class that the register has
 * @example classTotals(claims, standing, amounts)[0]?.net.likely
 */
export function classTotals({ benefits }: Claims, standing: StandingClaims, amounts: AmountDraws): ClassTotal[] {
  const total = (group: ClassTotal['group'], belongs: (claim: BenefitClaim) => boolean): ClassTotal[] => {
    const own = benefits.flatMap((claim, index) => (belongs(claim) ? [index] : []));
    if (own.length === 0) return [];
    const added = (columns: readonly Column[]): Money => {
      const parts = own.flatMap((index) => columns.map((column) => ({ index, column })));
      const likely = sum(
        parts.map(({ index, column }) => likelyAmount(benefits[index]!.benefit, standing[column][index]!.quantities)),
      );
      return moneyOf(likely, addDraws(parts.map(({ index, column }) => amounts[column][index]!)));
    };
    const [estimated, demonstrated, transition] = COLUMNS.map((column) => added([column])) as [Money, Money, Money];
    const net = added(['demonstrated', 'transition']);
    return [{ group, amounts: { estimated, demonstrated, transition }, net, members: own.map((i) => benefits[i]!) }];
  };
  return [
    ...total('financial', ({ benefit }) => isCash(benefit)),
    ...CLASSES.flatMap((one) => total(one, ({ benefit }) => benefit.class === one)),
  ];
}

function addDraws(parts: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(parts[0]!.length);
  for (const part of parts) for (let i = 0; i < total.length; i++) total[i]! += part[i]!;
  return total;
}
