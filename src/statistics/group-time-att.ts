import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { averageOf, type Influenced, standardErrorOf, type WaldTest, waldTest } from './influence.ts';
import { mean } from './mean.ts';

/** One unit over all periods. */
export interface PanelUnit {
  /** The period of its go-live, one of `times`; null if it never goes live. */
  group: number | null;
  /** One value per period, none missing. */
  values: ArrayLike<number>;
}

/** The effect on one group in one period; before its go-live, a placebo against the period before. */
export interface GroupTimeEffect {
  group: number;
  time: number;
  att: number;
  /** Analytic, over units; 0 where group and comparators have one unit each. */
  standardError: number;
  treated: number;
  comparators: number;
}

/** A weighted mean of group-time effects with its standard error; the sizes of the groups count as given. */
export interface Aggregate {
  att: number;
  standardError: number;
}

export interface GroupTimeAtt {
  kind: 'att';
  effects: GroupTimeEffect[];
  /** All effects after go-live (and `from`), weighted by group size. */
  simple: Aggregate;
  /** Mean over its post periods of each group, and over groups by size. */
  groups: (Aggregate & { group: number })[];
  overGroups: Aggregate;
  /** By periods since go-live, negative ones before it; `overDynamic` is the plain mean of those ≥ 0. */
  dynamic: (Aggregate & { since: number })[];
  overDynamic: Aggregate;
  /** Are all placebo effects before go-live zero together? Wald χ²; inconclusive with too few units for it. */
  preTrend: WaldTest | Inconclusive;
}

type Estimated = GroupTimeEffect & Influenced;

/**
 * What did each group of units gain in each period, when go-lives were staggered? Never-treated units are the comparators.
 *
 * ATT(g, t) = mean change of group g from the period before its go-live to t, less that of the comparators. Unlike a
 * two-way fixed effects regression it never uses a unit already live as a comparator. A cross-check beside the pooled
 * interrupted series.
 *
 * @param units  a balanced panel; at least one group and one never-treated unit
 * @param times  the periods, ascending; the base of a group is the one before its go-live
 * @param from   periods since go-live from which effects count in `simple` and `groups`, default 0
 * @returns effects and their aggregates; or inconclusive: no comparators | no group with a period before go-live
 * @throws  `statistics.not-finite`; RangeError if a unit has another number of values
 * @source  Callaway & Sant'Anna 2021, J Econometrics 225:200; checked against the published mpdta table of R did
 * @example groupTimeAtt([{ group: 3, values: [1, 1, 4] }, { group: null, values: [1, 2, 2] }], [1, 2, 3])
 */
export function groupTimeAtt(
  units: readonly PanelUnit[],
  times: ArrayLike<number>,
  { from = 0 }: { from?: number } = {},
): GroupTimeAtt | Inconclusive {
  const periods = Array.from(times);
  const panel = units.map(({ group, values }, i) => {
    if (values.length !== periods.length) {
      throw new RangeError(`unit ${i + 1} has ${values.length} values for ${periods.length} periods`);
    }
    return { group, values: finiteValues(values, `unit ${i + 1}`) };
  });
  const never = panel.flatMap(({ group }, i) => (group === null ? [i] : []));
  if (never.length === 0) return inconclusive('no comparators', 0, 1);
  const treated = distinct(panel.flatMap(({ group }) => (group === null ? [] : [group])));
  const groups = treated.filter((group) => periods.indexOf(group) > 0);
  if (groups.length === 0) return inconclusive('no group with a period before go-live', 0, 1);

  const effects = groups.flatMap((group) =>
    periods.slice(1).map((_, i) => effectOf(panel, never, periods, group, i + 1)),
  );
  return {
    kind: 'att',
    ...aggregates(effects, periods, from),
    effects: effects.map(({ influence: _, ...effect }) => effect),
  };
}

function aggregates(
  effects: readonly Estimated[],
  periods: readonly number[],
  from: number,
): Omit<GroupTimeAtt, 'kind' | 'effects'> {
  const bySize = (estimate: { treated: number }) => estimate.treated;
  const since = ({ group, time }: Estimated) => periods.indexOf(time) - periods.indexOf(group);
  const after = effects.filter((effect) => since(effect) >= from);
  const groups = distinct(after.map(({ group }) => group)).map((group) => {
    const own = after.filter((effect) => effect.group === group);
    return { group, treated: own[0]!.treated, ...averageOf(own) };
  });
  const dynamic = distinct(effects.map(since)).map((distance) => ({
    since: distance,
    ...averageOf(
      effects.filter((effect) => since(effect) === distance),
      bySize,
    ),
  }));
  return {
    simple: withError(averageOf(after, bySize)),
    groups: groups.map((each) => ({ group: each.group, ...withError(each) })),
    overGroups: withError(averageOf(groups, bySize)),
    dynamic: dynamic.map((each) => ({ since: each.since, ...withError(each) })),
    overDynamic: withError(averageOf(dynamic.filter((each) => each.since >= 0))),
    preTrend: waldTest(effects.filter((effect) => since(effect) < 0)),
  };
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function withError(estimate: Influenced): Aggregate {
  return { att: estimate.att, standardError: standardErrorOf(estimate) };
}

function effectOf(
  panel: readonly { group: number | null; values: Float64Array }[],
  never: readonly number[],
  periods: readonly number[],
  group: number,
  at: number,
): Estimated {
  const base = Math.min(at, periods.indexOf(group)) - 1;
  const members = panel.flatMap((unit, i) => (unit.group === group ? [i] : []));
  const change = (unit: number) => panel[unit]!.values[at]! - panel[unit]!.values[base]!;
  const [own, others] = [members.map(change), never.map(change)];
  const [ownMean, otherMean] = [mean(own), mean(others)];
  const influence = new Float64Array(panel.length);
  members.forEach((unit, i) => {
    influence[unit] = (own[i]! - ownMean) / members.length;
  });
  never.forEach((unit, i) => {
    influence[unit] = -(others[i]! - otherMean) / never.length;
  });
  return {
    group,
    time: periods[at]!,
    att: ownMean - otherMean,
    standardError: standardErrorOf({ att: 0, influence }),
    treated: members.length,
    comparators: never.length,
    influence,
  };
}
