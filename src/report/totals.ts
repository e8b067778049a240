import { isFinancial, type Money, type ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';

/** The sums that open a report. Interval ends are never added: an interval is there only where the run drew one. */
export interface Totals {
  demonstrated: Money;
  transition: Money;
  planned: number | null;
}

/**
 * What do the benefits of one group come to?
 *
 * @param belongs  which benefits count
 * @param figure   id of the figures that hold the sum's drawn interval, as `<figure>.demonstrated.p5` and `.p95`
 * @returns likely amounts added up; planned is null where no benefit of the group has a plan
 */
export function totalsOf(results: Results, belongs: (benefit: ResultBenefit) => boolean, figure: string): Totals {
  const own = results.benefits.filter(belongs);
  const planned = own.flatMap((benefit) => benefit.planned ?? []);
  const money = (amount: 'demonstrated' | 'transition'): Money => ({
    low: results.figures[`${figure}.${amount}.p5`]?.value ?? onlyOne(own, amount)?.low ?? null,
    likely: own.length === 0 ? null : sum(own.map((benefit) => benefit[amount].likely ?? 0)),
    high: results.figures[`${figure}.${amount}.p95`]?.value ?? onlyOne(own, amount)?.high ?? null,
  });
  return {
    demonstrated: money('demonstrated'),
    transition: money('transition'),
    planned: planned.length === 0 ? null : sum(planned),
  };
}

/** The cash classes: the financial case. */
export function financialTotals(results: Results): Totals {
  return totalsOf(results, (benefit) => isFinancial(benefit.class), 'total.financial');
}

/** A sum of one part has that part's interval. */
function onlyOne(benefits: readonly ResultBenefit[], amount: 'demonstrated' | 'transition'): Money | null {
  const parts = benefits.filter((benefit) => (benefit[amount].likely ?? 0) !== 0);
  return parts.length === 1 ? parts[0]![amount] : null;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
