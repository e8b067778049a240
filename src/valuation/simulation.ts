import type { Comparison } from '../comparison/comparison.ts';
import type { OptimismBias, Range } from '../program/register.ts';
import { createRandom, type Random } from '../statistics/random.ts';
import type { Claims } from './claim.ts';
import { drawTriangular } from './draw.ts';
import { drawEffects, type EffectDraws } from './draw-effects.ts';
import type { Forecast } from './forecast.ts';

/** With 10,000 draws the sampling error of a P5 is about 2 % of a standard deviation. */
export const DRAWS = 10_000;

/** How fast effects could fade and when they could end. */
export interface HorizonDraws {
  /** Share lost in a year. */
  decays: Float64Array;
  /** Months after the data. */
  ends: Float64Array;
}

/** Joint draws of everything that is uncertain: draw i of each belongs together. */
export interface Simulation {
  count: number;
  effects: ReadonlyMap<Comparison, EffectDraws>;
  /** Unit value and attribution of each benefit of the register, drawn from their triangles. */
  values: Float64Array[];
  shares: Float64Array[];
  /** The program's; null when nothing is forecast. */
  horizon: HorizonDraws | null;
  /** By benefit: its own, or the program's. */
  horizons: HorizonDraws[];
  /** Shares by which forecast benefits fall short and planned costs run over; null where no bias is declared. */
  bias: { benefits: Float64Array; costs: Float64Array; likely: { benefits: number; costs: number } } | null;
}

/**
 * What else could effects, unit values, shares, horizons and planned costs have been?
 *
 * @param claims    the register's claims
 * @param forecast  null when nothing is forecast
 * @param bias      the optimism that the program declares; null for none
 * @param count     number of draws
 * @param stream    a seeded generator for each name: adding a benefit or a unit changes no other's draws
 * @param effects   as `drawEffects` gives them for the same claims, count and stream
 * @example simulate(claims, null, null, DRAWS, streams(1855))
 */
export function simulate(
  claims: Claims,
  forecast: Forecast | null,
  bias: OptimismBias | null,
  count: number,
  stream: (name: string) => Random,
  effects = drawEffects(claims, count, stream),
): Simulation {
  const triangular = (range: Range, name: string) => drawTriangular(count, range, stream(name));
  const horizonDraws = (decay: Range, end: Range, of: string): HorizonDraws => ({
    decays: triangular(decay, `decay${of}`),
    ends: triangular(end, `horizon${of}`),
  });
  const horizon = forecast && horizonDraws(forecast.horizon.decay, forecast.end, '');
  return {
    count,
    effects,
    values: claims.benefits.map(({ benefit }) => triangular(benefit.value, `value of ${benefit.id}`)),
    shares: claims.benefits.map(({ benefit: { id, attribution } }) =>
      triangular({ ...attribution, likely: attribution.share }, `attribution of ${id}`),
    ),
    horizon,
    horizons: (forecast?.claims ?? []).map((claim, b) => {
      const { id, horizon: own } = claims.benefits[b]!.benefit;
      return own === null ? horizon! : horizonDraws(claim.horizon.decay, claim.end, ` of ${id}`);
    }),
    bias: bias && {
      benefits: triangular(bias.benefits, 'optimism about benefits'),
      costs: triangular(bias.costs, 'optimism about costs'),
      likely: { benefits: bias.benefits.likely, costs: bias.costs.likely },
    },
  };
}

/**
 * A generator for each name, all from one seed.
 *
 * @param seed  a whole number in [0, 2³²)
 * @source  the name enters by the FNV-1a hash (Fowler, Noll & Vo 1991)
 * @example streams(1855)('value of outsourced_reads').uniform()
 */
export function streams(seed: number): (name: string) => Random {
  return (name) => {
    let hash = 0x811c9dc5 ^ seed;
    for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
    return createRandom(hash >>> 0);
  };
}
