import { badness } from '../baseline/badness.ts';
import type { Direction } from '../kpi/kpi.ts';
import type { Estimate, Verdict } from './comparison.ts';

/** An effect turned so that positive is good, with its 95 % interval. */
export interface Gain {
  estimate: number;
  low: number;
  high: number;
}

/** What a verdict is made from. */
export interface Evidence {
  /** Instrument checks that block the comparison and were not acknowledged, as sentences. */
  blocked: readonly string[];
  /** Why the data are too thin, as a sentence; null where they are not. */
  thin: string | null;
  /** Null where no interval could be had. */
  gain: Gain | null;
  /** Smallest change worth having, > 0, in the KPI's unit; null where not declared. */
  minimumImportantChange: number | null;
  /** False where the method cannot tell an improvement from drift. */
  mayImprove: boolean;
  /** True where nobody had claimed this gain and, without the extrapolated trend, there is none. */
  trendAlone: boolean;
  /** Adjusted over the family of claims; null for an exploratory comparison. */
  pAdjusted: number | null;
}

/** Which rule decided. */
export type Ground =
  | 'instrument changed'
  | 'too thin'
  | 'no interval'
  | 'inside the importance'
  | 'beyond the importance'
  | 'beyond zero'
  | 'wrong side of zero'
  | 'interval holds zero'
  | 'short baseline'
  | 'trend alone'
  | 'not after adjustment';

const ALPHA = 0.05;

/**
 * Did it improve, and by which rule do we say so? The first rule that matches decides.
 *
 * Not comparable where the instrument changed, insufficient data where too thin. Then, on the average effect in the good
 * direction with its interval against the minimum important change δ: wholly inside ±δ → no material change; wholly beyond
 * δ → improved; wholly beyond 0 → improved, size uncertain; wholly on the wrong side of 0 → worsened; else not
 * demonstrated. Without δ the first two cannot be told. Both kinds of *improved* also need a method that can show them and,
 * in the family of claims, an adjusted p ≤ .05; outside of it, where many series are looked at, a sign that does not hang on
 * the extrapolated trend alone. *Worsened* needs none of these.
 *
 * @param evidence  see Evidence
 * @example verdictOf({ blocked: [], thin: null, gain: { estimate: 14, low: 11, high: 17 }, minimumImportantChange: 5,
 *   mayImprove: true, trendAlone: false, pAdjusted: 0.001 })  // { verdict: 'improved', ground: 'beyond the importance' }
 */
export function verdictOf(evidence: Evidence): { verdict: Verdict; ground: Ground } {
  if (evidence.blocked.length > 0) return { verdict: 'not comparable', ground: 'instrument changed' };
  if (evidence.thin !== null) return { verdict: 'insufficient data', ground: 'too thin' };
  const { gain, minimumImportantChange: delta } = evidence;
  if (gain === null) return { verdict: 'not demonstrated', ground: 'no interval' };
  if (delta !== null && gain.low > -delta && gain.high < delta) {
    return { verdict: 'no material change', ground: 'inside the importance' };
  }
  if (gain.low > 0) return improvedOrNot(evidence, delta !== null && gain.low > delta);
  if (gain.high < 0) return { verdict: 'worsened', ground: 'wrong side of zero' };
  return { verdict: 'not demonstrated', ground: 'interval holds zero' };
}

/**
 * How much better is an effect, given which way is good? For a band it is how much nearer to the band the post values are
 * than they would have been.
 *
 * @param average     post − counterfactual, in the KPI's unit
 * @param direction   which way is better
 * @param postMean    mean of the post values
 * @returns positive is good; the interval is that of the counterfactual, the post values being known
 * @example gainOf({ estimate: -3, low: -5, high: -1, … }, 'decrease', 60)  // { estimate: 3, low: 1, high: 5 }
 */
export function gainOf(
  average: Pick<Estimate, 'estimate' | 'low' | 'high'>,
  direction: Direction,
  postMean: number,
): Gain {
  const { estimate, low, high } = average;
  if (direction === 'decrease') return { estimate: -estimate, low: -high, high: -low };
  if (direction === 'increase') return { estimate, low, high };
  const now = badness(postMean, direction);
  const at = (effect: number) => badness(postMean - effect, direction) - now;
  const crossesBand = postMean - high <= direction.high && postMean - low >= direction.low;
  return {
    estimate: at(estimate),
    low: crossesBand ? 0 - now : Math.min(at(low), at(high)),
    high: Math.max(at(low), at(high)),
  };
}

function improvedOrNot(evidence: Evidence, beyondDelta: boolean): { verdict: Verdict; ground: Ground } {
  if (!evidence.mayImprove) return { verdict: 'not demonstrated', ground: 'short baseline' };
  if (evidence.trendAlone) return { verdict: 'not demonstrated', ground: 'trend alone' };
  if (evidence.pAdjusted !== null && evidence.pAdjusted > ALPHA) {
    return { verdict: 'not demonstrated', ground: 'not after adjustment' };
  }
  if (beyondDelta) return { verdict: 'improved', ground: 'beyond the importance' };
  return { verdict: 'improved, size uncertain', ground: 'beyond zero' };
}
