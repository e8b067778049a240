import type { Benefit } from '../program/program.ts';
import type { Claims } from './claim.ts';
import { type Forecast, survival } from './forecast.ts';
import { percentile } from './percentile.ts';
import { amountDraws, decayedSums, forecastDraws, type Simulation } from './simulation.ts';
import { COLUMNS, type Column, type StandingClaims, sum } from './standing-claims.ts';

/** P5, likely and P95 in the program's currency. Likely is point estimate × likely value; it is the one that adds up. */
export interface Money {
  low: number | null;
  likely: number | null;
  high: number | null;
}

/** One amount: likely, and what else it could have been. Draw i of all amounts belong together. */
export interface Amount {
  likely: number;
  draws: Float64Array;
}

/** The four amounts of the register, never added without a label; each list in the order of the register. */
export interface Amounts extends Record<Column, Amount[]> {
  /** Null when nothing is forecast. */
  forecast: Amount[] | null;
}

/**
 * What is every line of the register worth, and what else could it have been worth?
 *
 * @returns amounts in the program's currency and price year, after attribution
 * @example amountsOf(claims, standing, null, simulation).demonstrated[0]?.likely
 */
export function amountsOf(
  claims: Claims,
  standing: StandingClaims,
  forecast: Forecast | null,
  simulation: Simulation,
): Amounts {
  const plain = new Float64Array(claims.months.length).fill(1);
  const [estimated, demonstrated, transition] = COLUMNS.map((column) =>
    claims.benefits.map((claim, b): Amount => {
      const stands = standing[column][b]!;
      const likely = likelyAmount(claim.benefit, stands.quantities);
      return { likely, draws: amountDraws(simulation, b, claim, column, stands, plain) };
    }),
  ) as [Amount[], Amount[], Amount[]];
  return { estimated, demonstrated, transition, forecast: forecast && forecastAmounts(claims, forecast, simulation) };
}

/** Likely amount of quantities: × likely value × attribution. */
export function likelyAmount({ value, attribution }: Benefit, quantities: ArrayLike<number>): number {
  return sum(quantities) * value.likely * attribution.share;
}

/**
 * What do amounts come to together? The interval is that of the summed draws, never a sum of interval ends.
 *
 * @param amounts  one or more
 * @example moneyOf([amounts.demonstrated[0]!, amounts.transition[0]!]).high
 */
export function moneyOf(amounts: readonly Amount[]): Money {
  const total = new Float64Array(amounts[0]!.draws.length);
  for (const { draws } of amounts) for (let i = 0; i < total.length; i++) total[i]! += draws[i]!;
  return {
    low: percentile(total, 0.05),
    likely: sum(amounts.map(({ likely }) => likely)),
    high: percentile(total, 0.95),
  };
}

function forecastAmounts(
  { benefits }: Claims,
  { months, horizon, claims }: Forecast,
  simulation: Simulation,
): Amount[] {
  const plain = new Float64Array(months.length).fill(1);
  const left = survival(months.length, horizon.decay.likely);
  const sums = decayedSums(simulation, plain);
  return benefits.map((claim, b) => ({
    likely: likelyAmount(
      claim.benefit,
      left.map((share) => share * claims[b]!.monthly),
    ),
    draws: forecastDraws(simulation, b, claim, claims[b]!, sums),
  }));
}
