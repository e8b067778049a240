import { isFinancial } from './money.ts';
import type { Results } from './schema.ts';

/** One bar on the way from gross to cash; `whole` amounts stand for themselves, the others lead from one to the next. */
export interface GrossToCashStep {
  step: string;
  amount: number;
  whole: boolean;
}

/**
 * From the gains that are demonstrated to the cash that finance has booked: what is taken off on the way?
 *
 * Gross gain · losses · stabilization · net benefit · not cash (capacity, quality, societal) · cash expected · cash tied out.
 * Likely amounts to date; every step is a sum over the units of the register, so the steps add up.
 *
 * @returns empty where the register is
 * @example grossToCash(results).at(-1)  // { step: 'cash, tied out to the ledger', amount: 140712, whole: true }
 */
export function grossToCash({ benefits }: Results): GrossToCashStep[] {
  if (benefits.length === 0) return [];
  const units = benefits.flatMap((benefit) => benefit.units.map(({ demonstrated }) => demonstrated ?? 0));
  const gains = sum(units.filter((amount) => amount > 0));
  const losses = sum(units.filter((amount) => amount < 0));
  const transition = sum(benefits.map((benefit) => benefit.transition.likely ?? 0));
  const net = gains + losses + transition;
  const cash = sum(benefits.map(cashOf));
  const tiedOut = sum(benefits.filter(({ cash_status }) => cash_status === 'cash').map(cashOf));
  return [
    { step: 'gains demonstrated, gross', amount: gains, whole: true },
    { step: 'disbenefits', amount: losses, whole: false },
    { step: 'stabilization', amount: transition, whole: false },
    { step: 'net benefit', amount: net, whole: true },
    { step: 'not cash: capacity, quality, societal', amount: cash - net, whole: false },
    { step: 'net cash', amount: cash, whole: true },
    { step: 'cash expected, not tied out', amount: tiedOut - cash, whole: false },
    { step: 'cash, tied out to the ledger', amount: tiedOut, whole: true },
  ];
}

/** What of a benefit is in the financial case: all of a cash class, and the capacity that a conversion has turned into cash. */
function cashOf(benefit: Results['benefits'][number]): number {
  if (isFinancial(benefit.class)) return (benefit.demonstrated.likely ?? 0) + (benefit.transition.likely ?? 0);
  const converted = benefit.cash_conversion;
  if (converted === null) return 0;
  return sum(benefit.by_month.filter(({ month }) => month >= converted.date).map(({ realized }) => realized));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
