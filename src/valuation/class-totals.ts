import type { BenefitClass } from '../program/register.ts';
import { AMOUNTS, type Amount, type AmountName, type Amounts, type Money, moneyOf } from './amounts.ts';
import { type BenefitClaim, type Claims, isCash, isInFinancialCase } from './claim.ts';

/** The sums that a headline is made of; null where nothing of the kind is told. */
export interface ClassTotal extends Record<AmountName, Money | null> {
  /** `financial` is what is in the financial case: the cash classes, and capacity that a conversion has turned into cash. */
  group: 'financial' | BenefitClass;
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
 * What do the benefits come to, class by class, and the financial case together?
 *
 * What a conversion has turned into cash is in the financial case and no longer in its class: nothing stands twice.
 *
 * @returns the financial case first, then each class that the register has
 * @example classTotals(claims, amounts)[0]?.net.likely
 */
export function classTotals({ benefits }: Claims, { whole, cash }: Amounts): ClassTotal[] {
  const total = (
    group: ClassTotal['group'],
    belongs: (claim: BenefitClaim) => boolean,
    amountOf: (b: number, name: AmountName) => Amount | null,
  ): ClassTotal[] => {
    const own = benefits.flatMap((claim, b) => (belongs(claim) ? [b] : []));
    if (own.length === 0) return [];
    const sumOf = (...names: AmountName[]): Money | null => {
      const amounts = own.flatMap((b) => names.flatMap((name) => amountOf(b, name) ?? []));
      return amounts.length === 0 ? null : moneyOf(amounts);
    };
    const sums = Object.fromEntries(AMOUNTS.map((name) => [name, sumOf(name)])) as Record<AmountName, Money | null>;
    return [{ group, ...sums, net: sumOf('demonstrated', 'transition')!, members: own.map((b) => benefits[b]!) }];
  };
  const beside = (b: number, name: AmountName) => {
    const { benefit } = benefits[b]!;
    return isCash(benefit) || cash[b] === null ? whole[b]![name] : less(whole[b]![name], cash[b]![name]);
  };
  return [
    ...total(
      'financial',
      ({ benefit }) => isInFinancialCase(benefit),
      (b, name) => cash[b]![name],
    ),
    ...CLASSES.flatMap((one) => total(one, ({ benefit }) => benefit.class === one, beside)),
  ];
}

function less(whole: Amount | null, part: Amount | null): Amount | null {
  if (whole === null || part === null) return whole;
  return { likely: whole.likely - part.likely, draws: whole.draws.map((amount, i) => amount - part.draws[i]!) };
}
