import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { type Interval, LEVEL, tInterval } from './interval.ts';
import { maximize } from './maximize.ts';

/** Effects of several units pooled into one. */
export interface Pooled {
  kind: 'pooled';
  /** Mean effect, Hartung–Knapp standard error, t with units − 1 df. */
  effect: Interval;
  /** Variance of the true effects between units, ≥ 0, in squared units of the effects. */
  tauSquared: number;
  /** Cochran's Q: weighted squares about the fixed-effect mean. */
  q: number;
}

/**
 * What is the common effect of units that each have their own?
 *
 * Random effects: weights 1 / (v_i + τ²), τ² by restricted maximum likelihood, the standard error after Hartung and
 * Knapp, whose t interval keeps its level with the handful of units a deployment has. Units that agree by luck would make
 * it absurdly small, so it is never taken below that of the weights alone (the modification of Röver and others).
 *
 * @param effects    one estimate per unit, length ≥ 2, one unit of measure
 * @param variances  their squared standard errors, > 0
 * @param level      confidence, in (0, 1)
 * @returns the pooled effect; or inconclusive: too few units | an effect without variance
 * @throws  `statistics.not-finite`
 * @source  Hartung & Knapp 2001, Stat Med 20:3875; Röver, Knapp & Friede 2015, BMC Med Res Methodol 15:99; Viechtbauer
 *          2005 (REML); checked against R metafor::rma(test = "adhoc")
 * @example poolRandomEffects([-3, -5, -1], [1, 2, 1.5])
 */
export function poolRandomEffects(
  effects: ArrayLike<number>,
  variances: ArrayLike<number>,
  level = LEVEL,
): Pooled | Inconclusive {
  const [y, v] = [finiteValues(effects, 'effects'), finiteValues(variances, 'variances')];
  const k = y.length;
  if (v.length !== k) throw new RangeError(`${k} effects, but ${v.length} variances`);
  if (k < 2) return inconclusive('too few units', k, 2);
  if (v.some((variance) => !(variance > 0))) return inconclusive('an effect without variance', k, 2);

  const tauSquared = betweenVariance(y, v);
  const { center, total, squares } = weighted(y, v, tauSquared);
  const standardError = Math.sqrt(Math.max(1, squares / (k - 1)) / total);
  return {
    kind: 'pooled',
    effect: tInterval(center, standardError, k - 1, level),
    tauSquared,
    q: weighted(y, v, 0).squares,
  };
}

/** τ² where the restricted likelihood is highest; 0 where it falls from there on. */
function betweenVariance(y: Float64Array, v: Float64Array): number {
  const likelihood = (tauSquared: number) => {
    const { total, squares } = weighted(y, v, tauSquared);
    const spread = v.reduce((sum, variance) => sum + Math.log(variance + tauSquared), 0);
    return -(spread + Math.log(total) + squares) / 2;
  };
  // The spread of the effects themselves bounds τ²; on the scale of its root the top is neither flat nor sharp.
  const widest = Math.max(...y) - Math.min(...y);
  const root = maximize((tau) => likelihood(tau * tau), 0, 2 * widest || 1, 40);
  const best = refine(y, v, root * root);
  return likelihood(0) >= likelihood(best) ? 0 : best;
}

/** Fisher scoring from a point near the top, where a maximum by values alone has lost half its digits. */
function refine(y: Float64Array, v: Float64Array, from: number): number {
  let tauSquared = from;
  for (let step = 0; step < 100; step++) {
    const { center, total } = weighted(y, v, tauSquared);
    const weights = v.map((variance) => 1 / (variance + tauSquared));
    const sum = (term: (weight: number, i: number) => number) =>
      weights.reduce((s, weight, i) => s + term(weight, i), 0);
    const [w2, w3] = [sum((weight) => weight ** 2), sum((weight) => weight ** 3)];
    const score = sum((weight, i) => weight ** 2 * (y[i]! - center) ** 2) - total + w2 / total;
    const information = w2 - (2 * w3) / total + (w2 / total) ** 2;
    const next = Math.max(0, tauSquared + score / information);
    if (Math.abs(next - tauSquared) <= 1e-14 * (tauSquared + 1e-300)) return next;
    tauSquared = next;
  }
  return tauSquared;
}

function weighted(
  y: Float64Array,
  v: Float64Array,
  tauSquared: number,
): { center: number; total: number; squares: number } {
  let [total, sum] = [0, 0];
  y.forEach((effect, i) => {
    total += 1 / (v[i]! + tauSquared);
    sum += effect / (v[i]! + tauSquared);
  });
  const center = sum / total;
  const squares = y.reduce((s, effect, i) => s + (effect - center) ** 2 / (v[i]! + tauSquared), 0);
  return { center, total, squares };
}
