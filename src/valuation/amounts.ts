import type { Benefit } from '../program/register.ts';
import { type Claims, cashPart, isCash } from './claim.ts';
import { amountDraws, decayedSums, forecastDraws } from './draw-amounts.ts';
import { type Forecast, forecastByMonth } from './forecast.ts';
import { percentile } from './percentile.ts';
import type { HorizonDraws, Simulation } from './simulation.ts';
import { COLUMNS, type Standing, type StandingClaims, sum } from './standing-claims.ts';
import { usableByMonth } from './usable.ts';

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

/** The amounts of a benefit, never added without a label. `optimism` is taken off `forecast`. */
export const AMOUNTS = [...COLUMNS, 'forecast', 'optimism'] as const;
export type AmountName = (typeof AMOUNTS)[number];

/** One benefit's amounts; null for a forecast where nothing is forecast, and for optimism where none is declared. */
export type BenefitAmounts = Record<(typeof COLUMNS)[number], Amount> & Record<'forecast' | 'optimism', Amount | null>;

/** The amounts of the register, in its order: the whole of each, and the part that is in the financial case. */
export interface Amounts {
  whole: BenefitAmounts[];
  /** Null for a benefit that has no part in it. */
  cash: (BenefitAmounts | null)[];
}

/**
 * What is every line of the register worth, and what else could it have been worth?
 *
 * @returns amounts in the program's currency and price year, after attribution and whole blocks
 * @example amountsOf(claims, standing, null, simulation).whole[0]?.demonstrated.likely
 */
export function amountsOf(
  claims: Claims,
  standing: StandingClaims,
  forecast: Forecast | null,
  simulation: Simulation,
): Amounts {
  const ones = new Float64Array(forecast?.months.length ?? 0).fill(1);
  // Benefits that share a horizon share what is left of a unit a month.
  const plainSums = new Map<HorizonDraws, Float64Array>();
  const sumsOf = (horizon: HorizonDraws) => {
    const known = plainSums.get(horizon) ?? decayedSums(horizon, ones);
    plainSums.set(horizon, known);
    return known;
  };
  const amounts = (b: number, part: (month: string) => number): BenefitAmounts => {
    const claim = claims.benefits[b]!;
    const factors = Float64Array.from(claims.months, part);
    const column = (name: (typeof COLUMNS)[number]): Amount => ({
      likely: likelyAmount(claim.benefit, standing[name][b]!, factors),
      draws: amountDraws(simulation, b, claim, name, standing[name][b]!, factors),
    });
    const ahead = forecast && Float64Array.from(forecast.months, part);
    const whole = ahead?.every((factor) => factor === 1) ?? false;
    const sums = whole ? sumsOf : (horizon: HorizonDraws) => decayedSums(horizon, ahead!);
    const next = forecast && {
      likely: likelyForecast(claim.benefit, forecast, b, ahead!),
      draws: forecastDraws(simulation, b, claim, forecast.claims[b]!, ahead!, sums),
    };
    const { bias } = simulation;
    return {
      estimated: column('estimated'),
      demonstrated: column('demonstrated'),
      transition: column('transition'),
      forecast: next,
      optimism: next &&
        bias && {
          likely: -bias.likely.benefits * next.likely,
          draws: next.draws.map((amount, i) => -amount * bias.benefits[i]!),
        },
    };
  };
  const whole = claims.benefits.map((_, b) => amounts(b, () => 1));
  const cash = claims.benefits.map(({ benefit }, b) => {
    if (isCash(benefit)) return whole[b]!;
    return benefit.conversion === null ? null : amounts(b, (month) => cashPart(benefit, month));
  });
  return { whole, cash };
}

/** Likely amount of what stands: usable quantity × likely value, each month weighted. */
export function likelyAmount(
  benefit: Benefit,
  standing: Pick<Standing, 'byUnit' | 'kept'>,
  factors: Float64Array | null = null,
): number {
  const quantities = usableByMonth(benefit, standing);
  return sum(factors === null ? quantities : quantities.map((q, m) => q * factors[m]!)) * benefit.value.likely;
}

function likelyForecast(benefit: Benefit, { claims, months }: Forecast, b: number, factors: Float64Array): number {
  const claim = claims[b]!;
  const { share } = benefit.attribution;
  const held = { share, effect: 1, decay: claim.horizon.decay.likely, end: claim.end.likely };
  const quantities = forecastByMonth(benefit, claim, months.length, held);
  return sum(quantities.map((quantity, k) => quantity * factors[k]!)) * benefit.value.likely;
}

/**
 * What do amounts come to together? The interval is that of the summed draws, never a sum of interval ends.
 *
 * @param amounts  one or more
 * @example moneyOf([amounts.whole[0]!.demonstrated, amounts.whole[0]!.transition]).high
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
