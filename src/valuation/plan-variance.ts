import type { Deployment } from '../program/program.ts';
import type { BenefitClaim } from './claim.ts';
import { likelyQuantities, likelyTransition } from './claim.ts';
import { plannedBy } from './planned.ts';
import { shapleyValues } from './shapley.ts';
import { sum } from './standing-claims.ts';

/** What a benefit brought instead of what was promised, and why; the five parts add up to `realized` − `planned`. */
export interface PlanVariance {
  planned: number;
  realized: number;
  /** The KPI moved by another amount than promised. */
  effect: number;
  /** More or fewer items than promised came by in a year. */
  volume: number;
  /** A unit is worth another amount than promised. */
  price: number;
  /** It went live or built up sooner or later than promised, or its last weeks are not measured yet. */
  timing: number;
  /** What is not comparable, not demonstrated, claimed twice or short of a whole block, and what no plan foresaw. */
  other: number;
}

export const VARIANCE_PARTS = ['effect', 'volume', 'price', 'timing', 'other'] as const;

/** Amount = effect × volume a year × price × years × what does not change between plan and outcome. */
interface Factors {
  effect: number;
  volume: number;
  price: number;
  years: number;
}

const FACTORS = ['effect', 'volume', 'price', 'years'] as const;

/**
 * Why did a benefit bring more or less than promised?
 *
 * Amount = effect × volume a year × price × years, times what a unit of effect comes to and the attribution, which both
 * sides share. Each factor's part is its Shapley value, so no order is favoured. Where the plan names no effect, the volume
 * that came is taken to have been the one promised. The rest, between that product and what stands, is *other*.
 *
 * @param claim       of the benefit, priced in the program's price year
 * @param deployment  for the days on which its units went live
 * @param realized    likely amount that stands to date: demonstrated and transition
 * @param asOf        the day the data is judged on
 * @returns null where nothing was promised
 * @source  Shorrocks 2013, Journal of Economic Inequality 11:99
 * @example planVariance(claim, deployment, 41_000, '2025-12-01')?.timing
 */
export function planVariance(
  claim: BenefitClaim,
  deployment: Deployment,
  realized: number,
  asOf: string,
): PlanVariance | null {
  const planned = plannedBy(claim.benefit, deployment, asOf);
  if (planned === null) return null;
  const { plan, value } = claim.benefit;
  if (perUnit(claim) * (plan.value ?? value.likely) === 0) {
    return { planned, realized, effect: 0, volume: 0, price: 0, timing: 0, other: realized - planned };
  }
  const outcome = outcomeOf(claim);
  const promise = promiseOf(claim, planned, outcome);
  // What is unknown of the outcome is taken as promised, so that its whole shortfall is told as other.
  const came = outcome === null ? promise : { ...outcome, effect: outcome.effect ?? promise.effect };
  const amount = (changed: number) =>
    FACTORS.reduce((product, name, k) => product * ((changed & (1 << k)) === 0 ? promise : came)[name], perUnit(claim));
  const [effect, volume, price, timing] = shapleyValues(FACTORS.length, amount);
  const other = realized - amount((1 << FACTORS.length) - 1);
  return { planned, realized, effect: effect!, volume: volume!, price: price!, timing: timing!, other };
}

/** What both sides share: units of value in a unit of effect × volume, and the deployment's own share of them. */
function perUnit({ factor, benefit }: BenefitClaim): number {
  return factor * benefit.attribution.share;
}

/** What came, over all comparable units, demonstrated or not; null where no unit went live or none can be valued. */
function outcomeOf({
  units,
  factor,
  benefit,
}: BenefitClaim): (Omit<Factors, 'effect'> & { effect: number | null }) | null {
  const live = units.filter((unit) => unit.live.volume > 0 && unit.live.years > 0);
  if (live.length === 0) return null;
  const volume = sum(live.map((unit) => unit.live.volume / unit.live.years));
  const compared = live.filter(({ model }) => model !== null);
  const quantity = sum(compared.map((unit) => sum(likelyQuantities(unit)) + sum(likelyTransition(unit))));
  const items = sum(compared.map((unit) => unit.live.volume));
  return {
    effect: compared.length === 0 ? null : quantity / (factor * items),
    volume,
    price: benefit.value.likely,
    years: sum(live.map((unit) => unit.live.volume)) / volume,
  };
}

function promiseOf(claim: BenefitClaim, planned: number, outcome: ReturnType<typeof outcomeOf>): Factors {
  const { plan, value, planned: aYear } = claim.benefit;
  const price = plan.value ?? value.likely;
  const perEffect = perUnit(claim) * price;
  const years = aYear === 0 ? 0 : planned / aYear!;
  if (plan.effect !== null) return { effect: plan.effect, volume: aYear! / (perEffect * plan.effect), price, years };
  const volume = outcome?.volume ?? 1;
  return { effect: aYear! / (perEffect * volume), volume, price, years };
}
