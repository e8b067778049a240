import { costFlows, likelyAssumptions, monthOf, placeOf, priced } from './base-case.ts';
import { type CaseLedger, monthsAhead } from './case-ledger.ts';
import { amountDraws, forecastDraws } from './draw-amounts.ts';
import { lifeOf } from './forecast.ts';
import { percentile } from './percentile.ts';
import { costPriceFactor } from './price-basis.ts';
import type { HorizonDraws, Simulation } from './simulation.ts';

/** Draws behind a band: enough for a line in a chart. */
const BAND_DRAWS = 1000;

/** P5 and P95 of the cumulative cash, undiscounted, at the end of each month of a ledger. */
export interface CashBand {
  low: number[];
  high: number[];
}

/**
 * What else could the cumulative cash have been, month by month?
 *
 * @param ledger      of one view and span, not refused
 * @param simulation  the run's joint draws; the first 1,000 are taken
 * @example cashBand(ledger, simulation).low.at(-1)
 */
export function cashBand(ledger: CaseLedger, simulation: Simulation): CashBand {
  const drawn = firstDraws(simulation, Math.min(BAND_DRAWS, simulation.count));
  const byMonth = ledger.months.map(() => new Float64Array(drawn.count));
  addBenefits(byMonth, ledger, drawn);
  addCosts(byMonth, ledger, drawn);
  const cumulative = new Float64Array(drawn.count);
  const band: CashBand = { low: [], high: [] };
  for (const amounts of byMonth) {
    for (let i = 0; i < cumulative.length; i++) cumulative[i]! += amounts[i]!;
    band.low.push(percentile(cumulative, 0.05));
    band.high.push(percentile(cumulative, 0.95));
  }
  return band;
}

function addBenefits(byMonth: Float64Array[], ledger: CaseLedger, simulation: Simulation): void {
  const { counted, claims, standing, forecast } = ledger;
  const add = (month: string, draws: Float64Array, bias: Float64Array | null) => {
    const amounts = byMonth[placeOf(ledger, month)];
    if (amounts === undefined) return;
    for (let i = 0; i < amounts.length; i++) amounts[i]! += draws[i]! * (1 - (bias?.[i] ?? 0));
  };
  const only = (months: number, at: number, factor: number) => {
    const factors = new Float64Array(months);
    factors[at] = factor;
    return factors;
  };
  const left = monthsLeft();
  for (const { claim, index } of counted) {
    for (const [m, month] of claims.months.entries()) {
      const factors = only(claims.months.length, m, priced(ledger, index, month));
      for (const column of ['demonstrated', 'transition'] as const) {
        const stands = standing[column][index]!;
        if (stands.quantities[m] === 0 || factors[m] === 0) continue;
        add(month, amountDraws(simulation, index, claim, column, stands, factors), null);
      }
    }
    const ahead = forecast?.claims[index];
    if (ahead === undefined || ahead.units.length === 0) continue;
    for (const [k, month] of forecast!.months.entries()) {
      const factor = priced(ledger, index, month);
      if (factor === 0) continue;
      const factors = only(forecast!.months.length, k, factor);
      const draws = forecastDraws(simulation, index, claim, ahead, factors, (horizon) => left(horizon, k, factor));
      add(month, draws, simulation.bias?.benefits ?? null);
    }
  }
}

/** What is left of a unit in one month, for each draw; benefits that share a horizon share it. */
function monthsLeft(): (horizon: HorizonDraws, month: number, factor: number) => Float64Array {
  const known = new Map<HorizonDraws, Float64Array[]>();
  return (horizon, month, factor) => {
    const months = known.get(horizon) ?? [];
    known.set(horizon, months);
    months[month] ??= horizon.decays.map(
      (decay, i) => factor * (1 - decay) ** ((month + 1) / 12) * lifeOf(horizon.ends[i]!, month),
    );
    return months[month];
  };
}

/** The first draws of a simulation; benefits that shared a horizon still do. */
function firstDraws(simulation: Simulation, count: number): Simulation {
  const known = new Map<HorizonDraws, HorizonDraws>();
  const first = (horizon: HorizonDraws): HorizonDraws => {
    const cut = known.get(horizon) ?? {
      decays: horizon.decays.subarray(0, count),
      ends: horizon.ends.subarray(0, count),
    };
    known.set(horizon, cut);
    return cut;
  };
  return { ...simulation, count, horizons: simulation.horizons.map(first) };
}

function addCosts(byMonth: Float64Array[], ledger: CaseLedger, { horizon, bias }: Simulation): void {
  const likely = likelyAssumptions(ledger);
  for (const { line, amount } of costFlows({ ...ledger, planned: [] }, likely)) {
    const amounts = byMonth[placeOf(ledger, monthOf(line))];
    for (let i = 0; i < (amounts?.length ?? 0); i++) amounts![i]! -= amount;
  }
  for (const line of ledger.planned) {
    const amounts = byMonth[placeOf(ledger, monthOf(line))];
    if (amounts === undefined) continue;
    const worth = line.amount * costPriceFactor(ledger.rules, line)!;
    const ahead = monthsAhead(ledger, line.date);
    for (let i = 0; i < amounts.length; i++) {
      const end = line.recurring ? horizon!.ends[i]! : likely.costsEnd;
      amounts[i]! -= worth * lifeOf(end, ahead) * (1 + (bias?.costs[i] ?? 0));
    }
  }
}
