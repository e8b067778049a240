import { type BenefitClass, isFinancial, type Money, type ResultBenefit } from './money.ts';
import type { Results } from './schema.ts';

/** The amounts that a group of benefits comes to. */
export type TotalAmount = 'demonstrated' | 'transition' | 'net';

/**
 * What do the benefits of one class come to, or the cash classes together?
 *
 * Likely amounts add up. Interval ends are never added: an interval is there only where the run drew one for the sum, in
 * the figures `total.<group>.<amount>.p5` and `.p95`.
 *
 * @param group   a class, or `financial` for the cash classes together
 * @param amount  `net` is demonstrated and transition together
 * @returns null amounts where the register has no benefit of the group
 */
export function totalOf(results: Results, group: BenefitClass | 'financial', amount: TotalAmount): Money {
  const own = membersOf(results, group);
  if (own.length === 0) return { low: null, likely: null, high: null };
  const figure = (end: string) => results.figures[`total.${group}.${amount}${end}`]?.value ?? null;
  const parts = amount === 'net' ? (['demonstrated', 'transition'] as const) : ([amount] as const);
  const sum = parts.reduce((total, part) => total + own.reduce((all, one) => all + (one[part].likely ?? 0), 0), 0);
  return { low: figure('.p5'), likely: figure('') ?? sum, high: figure('.p95') };
}

/** What was planned for the group to date; null where no benefit of it has a plan. */
export function plannedOf(results: Results, group: BenefitClass | 'financial'): number | null {
  const planned = membersOf(results, group).flatMap((benefit) => benefit.planned ?? []);
  return planned.length === 0 ? null : planned.reduce((total, amount) => total + amount, 0);
}

function membersOf({ benefits }: Results, group: BenefitClass | 'financial'): ResultBenefit[] {
  return benefits.filter((benefit) => (group === 'financial' ? isFinancial(benefit.class) : benefit.class === group));
}
