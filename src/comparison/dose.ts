import type { Series } from '../kpi/kpi.ts';
import { mean } from '../statistics/mean.ts';
import { permutationP } from '../statistics/permutation.ts';
import { createRandom } from '../statistics/random.ts';
import { spearman } from '../statistics/spearman.ts';
import type { Concluded } from './pool-units.ts';

/** Do units that use the deployment more gain more? */
export interface Dose {
  /** The KPI entry that measures adoption. */
  adoption: string;
  /** Mean adoption in the post window, and the gain there: the average effect, positive is better. */
  units: { unit: string; adoption: number; gain: number }[];
  /** Spearman's, with its exact permutation p; null with the reason beside it. */
  correlation: number | null;
  p: number | null;
  reason: string | null;
}

/** With fewer units no rank correlation can fall below p = .05, whatever they show. */
const LEAST_UNITS = 5;

const SEED = 1904;

/**
 * Is there more of an effect where there is more of a dose?
 *
 * A deployment that works should do more where it is used more. Units differ in other things, too, so that a correlation is
 * a hint; its absence, over many units, is a harder question for the claim.
 *
 * @param adoption  the KPI entry that measures it, and its series
 * @param series    the units' effects
 * @returns units that have both; no correlation below five of them, or for a KPI without one good direction
 * @source  Spearman 1904; Hill 1965, "biological gradient"
 * @example doseOf({ kpi: 'share_of_users', series: shares }, concluded).correlation  // 0.8
 */
export function doseOf(adoption: { kpi: string; series: readonly Series[] }, series: readonly Concluded[]): Dose {
  const units = series.flatMap(({ estimated, comparison }) => {
    const { windows, direction } = estimated.question;
    const own = adoption.series.find(({ unit }) => unit === comparison.unit);
    const { post } = windows;
    if (own === undefined || post === null || comparison.average === null || typeof direction !== 'string') return [];
    const used = own.cells.flatMap(({ period, value }) =>
      value !== null && period >= post.from && period <= post.to ? [value] : [],
    );
    if (used.length === 0) return [];
    const { estimate } = comparison.average;
    return [{ unit: comparison.unit, adoption: mean(used), gain: direction === 'decrease' ? -estimate : estimate }];
  });
  const none = { adoption: adoption.kpi, units, correlation: null, p: null };
  if (units.length < LEAST_UNITS)
    return { ...none, reason: `${units.length} units have both; ${LEAST_UNITS} are needed` };
  const [doses, gains] = [units.map((one) => one.adoption), units.map(({ gain }) => gain)];
  const correlation = spearman(doses, gains);
  if (typeof correlation !== 'number') return { ...none, reason: correlation.reason };
  const found = permutationP(doses, (labels) => correlated(labels, gains), createRandom(SEED));
  if (found.kind === 'inconclusive') return { ...none, correlation, reason: found.reason };
  return { ...none, correlation, p: found.p, reason: null };
}

function correlated(labels: readonly number[], gains: readonly number[]): number {
  const found = spearman(labels, gains);
  return typeof found === 'number' ? found : 0;
}
