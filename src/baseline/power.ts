import { ar1Design, fitAr1 } from '../statistics/gls-ar1.ts';
import { mean } from '../statistics/mean.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { createRandom } from '../statistics/random.ts';
import type { Method } from './choose-method.ts';
import { periodsPerYear, segmentedDesign, type Terms } from './segmented-design.ts';
import type { Row, Timeline } from './timeline.ts';

/** How a series scatters about its level, drift and season: what a plan is drawn from. */
export interface Noise {
  /** Correlation of the errors of successive periods. */
  phi: number;
  /** Standard deviation of an error, in the KPI's unit. */
  sigma: number;
}

/** What a design can show. */
export interface Power {
  /** Smallest true average effect that is shown in this share of series, in the KPI's unit; null where none would be. */
  changeAt(power: number): number | null;
  /** Share of series in which a true average effect of this size is shown. */
  at(change: number): number;
}

/** Simulated series per design and φ; each counts twice, as it is and mirrored. */
const SERIES = 200;

/** Every design is simulated from the same stream, so that two designs differ by what they are and not by luck. */
const SEED = 1855;

/**
 * φ between which power is interpolated. Beyond the last, errors linger so long that no length of a baseline tells them
 * from drift.
 */
export const PHI_NODES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/**
 * How surely will an effect be shown, once the series looks like this?
 *
 * Series of AR(1) errors without any effect are put through the real estimator, whose interval decides. An effect δ moves
 * the estimate by δ and nothing else, so one simulation holds the whole power curve: δ is shown in the series whose
 * half-width less estimate is below it. Level, drift and season cancel, their columns being in the model; what they cost
 * in width is counted. Power is that of one comparison by itself, before its family is adjusted for.
 *
 * @param timeline  when there will be values: baseline and post rows; the values are not read
 * @param method    terms and drift bound
 * @param noise     of the series; a negative φ counts as 0, since short baselines show one by chance
 * @returns null where σ is 0 or φ above 0.95
 * @source  Monte Carlo with mirrored (antithetic) errors; the invariance is that of generalised least squares
 * @example powerOf(plannedTimeline(78, 12, 52, 'week'), method, { phi: 0.3, sigma: 4 })?.changeAt(0.8)  // 7
 */
export function powerOf(
  timeline: Timeline,
  method: Pick<Method, 'terms' | 'drift'>,
  { phi, sigma }: Noise,
): Power | null {
  const above = PHI_NODES.findIndex((node) => node > phi);
  if (!(sigma > 0) || above < 0) return null;
  const [low, high] = [PHI_NODES[Math.max(0, above - 1)]!, PHI_NODES[above]!];
  const share = above === 0 ? 0 : (phi - low) / (high - low);
  const near = neededAt(timeline, method, low, sigma);
  const needed = share === 0 ? near : between(near, neededAt(timeline, method, high, sigma), share);
  return {
    changeAt(power) {
      const change = quantileSorted(needed, power) * sigma;
      return Number.isFinite(change) ? change : null;
    },
    at: (change) => shareUpTo(needed, change / sigma),
  };
}

/**
 * How surely will an effect be shown, where φ and σ are known only as far as a baseline tells?
 *
 * The mean of the power over what is possible ("assurance"). The power at the likeliest φ and σ is higher: it is concave, and a
 * φ that is underestimated costs more than one overestimated saves.
 *
 * @param timeline  as for powerOf
 * @param method    terms and drift bound
 * @param belief    φ at PHI_NODES, weights that add up to at most 1: what lacks is never shown
 * @returns null where nothing is believed
 * @source  O'Hagan, Stevens & Campbell 2005, Pharm Stat 4:187
 * @example expectedPower(timeline, method, belief)?.at(10)  // 0.71
 */
export function expectedPower(
  timeline: Timeline,
  method: Pick<Method, 'terms' | 'drift'>,
  belief: readonly (Noise & { weight: number })[],
): Power | null {
  if (belief.length === 0) return null;
  const parts = belief.map(({ phi, sigma, weight }) => ({
    weight,
    sigma,
    needed: neededAt(timeline, method, phi, sigma),
  }));
  const at = (change: number) =>
    parts.reduce((sum, { weight, sigma, needed }) => sum + weight * shareUpTo(needed, change / sigma), 0);
  const most = parts.reduce((top, { sigma, needed }) => Math.max(top, sigma * lastFinite(needed)), 0);
  return {
    at,
    changeAt(power) {
      if (at(most) < power) return null;
      let [low, high] = [0, most];
      while (high - low > PRECISION * most) {
        const middle = (low + high) / 2;
        if (at(middle) < power) low = middle;
        else high = middle;
      }
      return high;
    },
  };
}

/** How finely a change is sought: far below what 400 draws tell. */
const PRECISION = 1e-6;

/**
 * Of each simulated series, in SD: the effect that its interval would just have shown, ascending, and how far apart its
 * centres lie.
 */
interface Draws {
  need: Float64Array;
  yearsApart: Float64Array;
}

/** KPIs of one program share few designs, and all share the nodes of φ. */
const drawn = new Map<string, Draws>();

function simulated({ rows, postStart, periodLength }: Timeline, terms: Terms, phi: number): Draws {
  // Counted from the post window, designs that differ in nothing else are one.
  const used = rows.filter(({ phase }) => phase !== 'stabilization').map((row) => ({ ...row, t: row.t - postStart }));
  const when = used.map(({ t, phase, period }) => (terms.weekday ? `${period} ${phase}` : `${t} ${phase}`));
  const key = [periodLength, JSON.stringify(terms), phi, ...when].join();
  const known = drawn.get(key) ?? simulate(used, segmentedDesign(used, terms, 0, periodLength), periodLength, phi);
  drawn.set(key, known);
  return known;
}

function simulate(
  rows: readonly Row[],
  { terms, columns }: ReturnType<typeof segmentedDesign>,
  periodLength: Timeline['periodLength'],
  phi: number,
): Draws {
  const random = createRandom(SEED);
  const times = Float64Array.from(rows, ({ t }) => t);
  const design = ar1Design(columns, times, times.length);
  const carries = times.map((time, i) => (i === 0 ? 0 : phi ** (time - times[i - 1]!)));
  const middle = mean(times.filter((_, i) => rows[i]!.phase === 'post'));
  const weigh = (time: number) => terms.map((term) => (term === 'level' ? 1 : term === 'slope' ? time : 0));
  const draws: Draws = { need: new Float64Array(2 * SERIES), yearsApart: new Float64Array(2 * SERIES) };
  for (let s = 0; s < SERIES; s++) {
    const errors = ar1Errors(carries, () => random.normal());
    const fit = design.kind === 'design' ? fitAr1(design, errors) : design;
    const effect = fit.kind === 'fit' ? fit.contrast(weigh(middle)) : fit;
    if (fit.kind === 'inconclusive' || effect.kind === 'inconclusive') {
      draws.need.fill(Number.POSITIVE_INFINITY, 2 * s, 2 * s + 2);
      continue;
    }
    const reach = (effect.high - effect.low) / 2;
    draws.need.set([reach - effect.estimate, reach + effect.estimate], 2 * s);
    const apart = fit.estimator(weigh(0)).reduce((sum, weight, i) => sum + weight * times[i]!, 0);
    draws.yearsApart.fill(Math.abs(apart) / periodsPerYear(periodLength), 2 * s, 2 * s + 2);
  }
  const order = [...draws.need.keys()].sort((a, b) => draws.need[a]! - draws.need[b]! || a - b);
  return {
    need: Float64Array.from(order, (i) => draws.need[i]!),
    yearsApart: Float64Array.from(order, (i) => draws.yearsApart[i]!),
  };
}

/** Errors of SD 1, each correlated with the one before as `carries` says: φ^gap, and 0 for the first. */
function ar1Errors(carries: Float64Array, normal: () => number): Float64Array {
  const errors = new Float64Array(carries.length);
  carries.forEach((carry, i) => {
    errors[i] = (i === 0 ? 0 : carry * errors[i - 1]!) + Math.sqrt(1 - carry * carry) * normal();
  });
  return errors;
}

/** What the simulated series need at a node of φ, a drift bound included: in SD, sorted. */
function neededAt(
  timeline: Timeline,
  { terms, drift }: Pick<Method, 'terms' | 'drift'>,
  phi: number,
  sigma: number,
): Float64Array {
  const { need, yearsApart } = simulated(timeline, terms, phi);
  if (drift === null || drift.void) return need;
  return need.map((value, s) => value + (drift.atMost / sigma) * yearsApart[s]!).sort();
}

/** Share of sorted values that are at most this. */
function shareUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

function lastFinite(sorted: Float64Array): number {
  return sorted.findLast(Number.isFinite) ?? 0;
}

function between(a: Float64Array, b: Float64Array, share: number): Float64Array {
  return a.map((value, i) => (Number.isFinite(b[i]!) ? value + share * (b[i]! - value) : b[i]!));
}
