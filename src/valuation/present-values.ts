import { type Assumptions, benefitFlows, costFlows, monthOf, priced } from './base-case.ts';
import type { CaseLedger } from './case-ledger.ts';
import { discounting } from './discounting.ts';
import { lifeOf, survival } from './forecast.ts';
import { sum } from './standing-claims.ts';

/** Present values as functions of the assumptions, quick enough to be asked thousands of times. */
export interface PresentValues {
  /** Of one benefit, by its place in the register. */
  benefit(index: number, at: Assumptions): number;
  costs(at: Assumptions): number;
}

/**
 * What is each benefit worth on the base day, and what are the costs?
 *
 * Where any quantity is of use, a benefit's value is a few products: what stands of it, discounted once, times whatever is
 * assumed. Whole blocks are cut month by month, so there every flow is computed again.
 *
 * @example presentValues(ledger).benefit(0, likelyAssumptions(ledger))
 */
export function presentValues(ledger: CaseLedger): PresentValues {
  const { claims, forecast } = ledger;
  const factor = discounting(ledger);
  const realizedFactors = claims.months.map(factor);
  const forecastFactors = (forecast?.months ?? []).map(factor);
  // What is left of a unit a month depends on the benefit only where a conversion dates its cash.
  const known: Left = new Map();
  const linear = claims.benefits.map(({ benefit }, index) =>
    benefit.minimumBlock === null
      ? linearValue(ledger, index, realizedFactors, forecastFactors, benefit.conversion === null ? known : new Map())
      : null,
  );
  const blockwise = (index: number, at: Assumptions) => {
    const { realized, forecast: ahead, optimism } = benefitFlows(ledger, index, at);
    const later = ahead.map((amount, k) => (amount + optimism[k]!) * forecastFactors[k]!);
    return sum(realized.map((amount, m) => amount * realizedFactors[m]!)) + sum(later);
  };
  return {
    benefit: (index, at) => linear[index]?.(at) ?? blockwise(index, at),
    costs: (at) =>
      sum(costFlows(ledger, at).map(({ line, amount, optimism }) => (amount + optimism) * factor(monthOf(line)))),
  };
}

/** Discounted months that are left, by decay and end. */
type Left = Map<string, number>;

function linearValue(
  ledger: CaseLedger,
  index: number,
  realizedFactors: readonly number[],
  forecastFactors: readonly number[],
  known: Left,
): (at: Assumptions) => number {
  const { claims, standing, forecast } = ledger;
  const weights = claims.months.map((month, m) => realizedFactors[m]! * priced(ledger, index, month));
  const weighed = (quantities: Float64Array) => sum(quantities.map((quantity, m) => quantity * weights[m]!));
  const [lasting, settling] = [
    weighed(standing.demonstrated[index]!.quantities),
    weighed(standing.transition[index]!.quantities),
  ];
  const later = forecastFactors.map((one, k) => one * priced(ledger, index, forecast!.months[k]!));
  const monthly = forecast?.claims[index]?.monthly ?? 0;
  const left = (decay: number, end: number): number => {
    if (monthly === 0) return 0;
    const key = `${decay} ${end}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const months = sum(survival(later.length, decay).map((kept, k) => kept * later[k]! * lifeOf(end, k)));
    known.set(key, months);
    return months;
  };
  return ({ values, shares, effects, transitions, decays, ends, bias }) => {
    const ahead = monthly * left(decays[index]!, ends[index]!) * (1 - bias.benefits);
    const quantity = effects[index]! * (lasting + ahead) + transitions[index]! * settling;
    return values[index]! * shares[index]! * quantity;
  };
}
