import { groupTimeAtt } from '../statistics/group-time-att.ts';
import { mean } from '../statistics/mean.ts';
import { permutationP } from '../statistics/permutation.ts';
import { createRandom } from '../statistics/random.ts';
import type { Panel, PanelRow } from './panel.ts';

/** Another way to the same effect, which knows nothing of trends: staggered go-lives against units that never go live. */
export interface CrossCheck {
  /** Mean of ATT(g, t) over the periods after stabilization, groups by size. */
  att: number;
  /** Over units; null where a group or the comparators are one unit alone, so that nothing shows how far units differ. */
  standardError: number | null;
  /** Joint test that all placebo effects before go-live are zero; null with the reason beside it. */
  preTrend: { p: number; df: number } | null;
  preTrendReason: string | null;
}

/** How often the units would differ as much, had the go-lives fallen on others. */
export interface Permuted {
  p: number;
  assignments: number;
}

/** Every permutation test starts here: what differs between two runs is never luck. */
const SEED = 1935;

/**
 * What do group-time effects say, where go-lives are staggered and some units never go live?
 *
 * @param panel  of one deployment
 * @returns null, with the reason, where there are no comparators or nobody has a past
 * @source  Callaway & Sant'Anna 2021 (statistics/group-time-att.ts)
 * @example crossCheck(panel)  // { check: { att: −24, … }, reason: null }
 */
export function crossCheck({ periods, units }: Panel): { check: CrossCheck | null; reason: string | null } {
  const times = periods.map((_, i) => i);
  const gap = Math.max(0, ...units.map(({ goLive, settled }) => (goLive === null ? 0 : settled! - goLive)));
  const found = groupTimeAtt(
    units.map(({ goLive, values }) => ({ group: goLive, values })),
    times,
    { from: gap },
  );
  if (found.kind === 'inconclusive') return { check: null, reason: found.reason };
  if (!Number.isFinite(found.simple.att)) return { check: null, reason: 'no common period after stabilization' };
  const groups = new Map<number | null, number>();
  for (const { goLive } of units) groups.set(goLive, (groups.get(goLive) ?? 0) + 1);
  const lone = [...groups.values()].some((count) => count < 2);
  const { preTrend } = found;
  const tested = preTrend.kind === 'test' && !lone;
  return {
    check: {
      att: found.simple.att,
      standardError: lone ? null : found.simple.standardError,
      preTrend: tested ? { p: preTrend.p, df: preTrend.df } : null,
      preTrendReason: tested ? null : lone ? 'a group is one unit alone' : 'too few units for a joint test',
    },
    reason: null,
  };
}

/**
 * How often would the units differ as much, had the same go-lives fallen on other units?
 *
 * The statistic is the mean change of the units that went live, before to after their stabilization, less that of those
 * that never did over the same periods.
 *
 * @param panel  with comparators
 * @returns null, with the reason, below 40 possible assignments
 * @source  statistics/permutation.ts
 * @example permuteGoLives(panel)  // { permuted: null, reason: 'fewer than 40 possible assignments (6)' }
 */
export function permuteGoLives({ units }: Panel): { permuted: Permuted | null; reason: string | null } {
  const dates = units.map(({ goLive, settled }) => ({ goLive, settled }));
  if (dates.every(({ goLive }) => goLive !== null)) return { permuted: null, reason: 'no comparators' };
  const labels = dates.map(({ goLive }) => goLive ?? -1);
  const settledOf = new Map(dates.map(({ goLive, settled }) => [goLive ?? -1, settled]));
  const change = changes(units);
  const statistic = (assigned: readonly number[]) => {
    const never = assigned.flatMap((label, i) => (label < 0 ? [i] : []));
    const effects = assigned.flatMap((label, i) => {
      if (label < 0) return [];
      const settled = settledOf.get(label)!;
      return [change(i, label, settled) - mean(never.map((other) => change(other, label, settled)))];
    });
    return mean(effects);
  };
  const found = permutationP(labels, statistic, createRandom(SEED));
  if (found.kind === 'inconclusive') return { permuted: null, reason: `${found.reason} (${found.n})` };
  return { permuted: { p: found.p, assignments: found.assignments }, reason: null };
}

/** Mean from `settled` on less mean before `goLive`, from running sums: ten thousand assignments ask for it. */
function changes(units: readonly PanelRow[]): (unit: number, goLive: number, settled: number) => number {
  const sums = units.map(({ values }) => {
    const running = new Float64Array(values.length + 1);
    values.forEach((value, t) => {
      running[t + 1] = running[t]! + value;
    });
    return running;
  });
  return (unit, goLive, settled) => {
    const running = sums[unit]!;
    const end = running.length - 1;
    return (running[end]! - running[settled]!) / (end - settled) - running[goLive]! / goLive;
  };
}
