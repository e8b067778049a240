import type { BenefitClass } from '../program/program.ts';
import { type Amounts, type Money, moneyOf } from './amounts.ts';
import { type BenefitClaim, type Claims, isCash } from './claim.ts';

/** The sums that a headline is made of. */
export interface ClassTotal {
  /** `financial` is the cash classes together. */
  group: 'financial' | BenefitClass;
  estimated: Money;
  demonstrated: Money;
  transition: Money;
  /** Null when nothing is forecast. */
  forecast: Money | null;
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
 * @returns the financial case first, then each class that the register has
 * @example classTotals(claims, amounts)[0]?.net.likely
 */
export function classTotals({ benefits }: Claims, amounts: Amounts): ClassTotal[] {
  const total = (group: ClassTotal['group'], belongs: (claim: BenefitClaim) => boolean): ClassTotal[] => {
    const own = benefits.flatMap((claim, b) => (belongs(claim) ? [b] : []));
    if (own.length === 0) return [];
    const { estimated, demonstrated, transition, forecast } = amounts;
    return [
      {
        group,
        estimated: moneyOf(own.map((b) => estimated[b]!)),
        demonstrated: moneyOf(own.map((b) => demonstrated[b]!)),
        transition: moneyOf(own.map((b) => transition[b]!)),
        forecast: forecast && moneyOf(own.map((b) => forecast[b]!)),
        net: moneyOf(own.flatMap((b) => [demonstrated[b]!, transition[b]!])),
        members: own.map((b) => benefits[b]!),
      },
    ];
  };
  return [
    ...total('financial', ({ benefit }) => isCash(benefit)),
    ...CLASSES.flatMap((one) => total(one, ({ benefit }) => benefit.class === one)),
  ];
}
