import type { Claims } from './claim.ts';
import { cashPart, isCash } from './claim.ts';
import type { PlanMonth } from './plan-by-month.ts';
import type { PlanVariance } from './plan-variance.ts';
import type { BenefitRow } from './value-benefits.ts';

/** Promise and outcome of the financial case; the keys of results.json. */
export interface PlanTotals {
  months: PlanMonth[];
  /** Null where no cash benefit was promised. */
  variance: PlanVariance | null;
}

/**
 * Why did the financial case bring more or less than promised?
 *
 * The parts of its benefits add up. What no plan foresaw is *other*: benefits without a promise, and capacity that a
 * conversion has turned into cash.
 *
 * @param claims    of the register
 * @param rows      of the same, in the same order
 * @param realized  likely net amount of the financial case to date
 * @example planTotals(claims, rows, 174_320).variance?.timing
 */
export function planTotals({ benefits }: Claims, rows: readonly BenefitRow[], realized: number): PlanTotals {
  const cash = rows.filter((_, b) => isCash(benefits[b]!.benefit));
  const known = cash.flatMap(({ variance }) => variance ?? []);
  const sumOf = (part: keyof PlanVariance) => known.reduce((total, variance) => total + variance[part], 0);
  const variance: PlanVariance | null =
    known.length === 0
      ? null
      : {
          planned: sumOf('planned'),
          realized,
          effect: sumOf('effect'),
          volume: sumOf('volume'),
          price: sumOf('price'),
          timing: sumOf('timing'),
          other: sumOf('other') + realized - sumOf('realized'),
        };
  return { months: monthsOf(benefits, rows), variance };
}

function monthsOf(benefits: Claims['benefits'], rows: readonly BenefitRow[]): PlanMonth[] {
  const totals = new Map<string, PlanMonth>();
  rows.forEach(({ by_month }, b) => {
    const { benefit } = benefits[b]!;
    const promised = isCash(benefit) ? 1 : 0;
    for (const row of by_month) {
      const part = cashPart(benefit, row.month);
      const before = totals.get(row.month) ?? {
        month: row.month,
        planned: 0,
        planned_ahead: 0,
        realized: 0,
        forecast: 0,
      };
      totals.set(row.month, {
        month: row.month,
        planned: before.planned + promised * row.planned,
        planned_ahead: before.planned_ahead + promised * row.planned_ahead,
        realized: before.realized + part * row.realized,
        forecast: before.forecast + part * row.forecast,
      });
    }
  });
  return [...totals.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}
