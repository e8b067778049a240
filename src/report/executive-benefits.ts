import { formatNumber } from '../results/format.ts';
import { BENEFIT_CLASSES, decimalsOfMoney, isFinancial, moneyCells } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { plannedOf, totalOf } from '../results/totals.ts';

/** One class of benefits: its amounts as text, and where they lie on the common scale (0–1). */
export interface ClassBar {
  name: string;
  cash: boolean;
  planned: string;
  demonstrated: string;
  interval: string;
  /** Null where nothing is demonstrated. */
  bar: { likely: number; low: number | null; high: number | null } | null;
  plannedAt: number | null;
}

/** Where zero lies on the scale that all classes share. */
export interface ClassScale {
  zero: number;
}

/** What is demonstrated class by class, on one scale that holds zero, all intervals and all plans. */
export function classBars(results: Results, tell: (text: string) => string): { rows: ClassBar[]; scale: ClassScale } {
  const classes = BENEFIT_CLASSES.map((name) => ({
    name,
    money: totalOf(results, name, 'demonstrated'),
    planned: plannedOf(results, name),
  })).filter(({ money }) => money.likely !== null);
  const amounts = classes.flatMap(({ money, planned }) => [money.low, money.likely, money.high, planned]);
  const low = Math.min(0, ...amounts.map((amount) => amount ?? 0));
  const high = Math.max(0, ...amounts.map((amount) => amount ?? 0));
  const at = (amount: number) => (high === low ? 0 : (amount - low) / (high - low));
  const place = (amount: number | null) => (amount === null ? null : at(amount));
  const rows = classes.map(({ name, money, planned }): ClassBar => {
    const shown = money.likely !== null && money.likely !== 0;
    const cells = moneyCells(money);
    return {
      name: tell(name),
      cash: isFinancial(name),
      planned: tell(formatNumber(planned, Math.min(0, decimalsOfMoney(money)))),
      demonstrated: tell(shown ? cells.likely : 'not demonstrated'),
      interval: tell(shown ? cells.interval : '–'),
      bar: shown ? { likely: at(money.likely!), low: place(money.low), high: place(money.high) } : null,
      plannedAt: place(planned),
    };
  });
  return { rows, scale: { zero: at(0) } };
}
