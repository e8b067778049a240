import { costFlows, likelyAssumptions, monthOf, priced } from './base-case.ts';
import { type CaseLedger, monthsAhead } from './case-ledger.ts';
import { discounting } from './discounting.ts';
import { amountDraws, decayedSums, forecastDraws } from './draw-amounts.ts';
import { lifeOf } from './forecast.ts';
import { costPriceFactor } from './price-basis.ts';
import type { HorizonDraws, Simulation } from './simulation.ts';
import { sum } from './standing-claims.ts';

/**
 * What else could the net present value have been?
 *
 * Effects, unit values, attribution, decay, horizon and optimism are drawn together; what is paid is known. Where the
 * horizon ends sooner or later, so do the benefits of the forecast and the planned costs that recur.
 *
 * @param ledger      of one view and span, not refused
 * @param simulation  the run's joint draws
 * @returns one NPV a draw
 * @example percentile(npvDraws(ledger, simulation), 0.05)
 */
export function npvDraws(ledger: CaseLedger, simulation: Simulation): Float64Array {
  const { counted, forecast, claims, standing } = ledger;
  const factor = discounting(ledger);
  const npv = costDraws(ledger, simulation);
  const add = (draws: Float64Array, bias: Float64Array | null) => {
    for (let i = 0; i < npv.length; i++) npv[i]! += draws[i]! * (1 - (bias?.[i] ?? 0));
  };
  // Whether money of a month is in the view depends on the benefit only where a conversion dates it.
  const known = new Map<HorizonDraws, Float64Array>();
  for (const { claim, index } of counted) {
    const weigh = (month: string) => factor(month) * priced(ledger, index, month);
    const factors = Float64Array.from(claims.months, weigh);
    for (const column of ['demonstrated', 'transition'] as const) {
      add(amountDraws(simulation, index, claim, column, standing[column][index]!, factors), null);
    }
    if (forecast === null) continue;
    const ahead = Float64Array.from(forecast.months, weigh);
    const dated = ledger.view === 'financial' && claim.benefit.conversion !== null;
    const sumsOf = (horizon: HorizonDraws) => {
      const sums = (dated ? undefined : known.get(horizon)) ?? decayedSums(horizon, ahead);
      if (!dated) known.set(horizon, sums);
      return sums;
    };
    const draws = forecastDraws(simulation, index, claim, forecast.claims[index]!, ahead, sumsOf);
    add(draws, simulation.bias?.benefits ?? null);
  }
  return npv;
}

/** Minus the present value of the costs, by draw. */
function costDraws(ledger: CaseLedger, { count, horizon, bias }: Simulation): Float64Array {
  const { planned, rules } = ledger;
  const factor = discounting(ledger);
  const likely = likelyAssumptions(ledger);
  const known = sum(
    costFlows({ ...ledger, planned: [] }, likely).map(({ line, amount }) => amount * factor(monthOf(line))),
  );
  const draws = new Float64Array(count).fill(-known);
  if (planned.length === 0) return draws;
  const lines = planned.map((line) => ({
    worth: line.amount * costPriceFactor(rules, line)! * factor(monthOf(line)),
    ahead: monthsAhead(ledger, line.date),
    recurring: line.recurring,
  }));
  const likelyOnce = sum(
    lines.filter(({ recurring }) => !recurring).map(({ worth, ahead }) => worth * lifeOf(likely.costsEnd, ahead)),
  );
  const recurring = lines.filter((line) => line.recurring);
  for (let i = 0; i < count; i++) {
    const end = horizon!.ends[i]!;
    let worth = likelyOnce;
    for (const line of recurring) worth += line.worth * lifeOf(end, line.ahead);
    draws[i]! -= worth * (1 + (bias?.costs[i] ?? 0));
  }
  return draws;
}
