import { type Adequacy, adequacyOf } from '../baseline/adequacy.ts';
import { chooseMethod, type Method } from '../baseline/choose-method.ts';
import { type BaselinePlan, planBaseline } from '../baseline/plan-baseline.ts';
import { rowsIn, type Timeline, timelineOf } from '../baseline/timeline.ts';
import { type Windows, windowsOf } from '../baseline/windows.ts';
import { againstComparators } from '../comparison/estimate-series.ts';
import { thinness } from '../comparison/thinness.ts';
import type { MeasuredKpi, ResolvedKpi, Series } from '../kpi/kpi.ts';
import { periodsBetween } from '../kpi/period.ts';
import type { Deployment, KpiEntry, Program } from '../program/program.ts';

/** One KPI in one unit: its baseline as it stands, what it shows, and what would make it show more. */
export interface UnitPlan {
  entry: KpiEntry;
  kpi: ResolvedKpi;
  unit: string;
  goLive: string;
  adequacy: Adequacy;
  /** Periods of the baseline window, with or without a value. */
  declaredPeriods: number;
  /** Periods with a value right before the declared window: what a longer one could use today. */
  reachesBack: number;
  method: Method;
  plan: BaselinePlan | { kind: 'inconclusive'; reason: string };
  comparators: Comparators;
  /** The same in weeks, for a monthly KPI; null where it is not monthly. */
  weekly: WeeklyPlan | { reason: string } | null;
}

export interface Comparators {
  declared: string[];
  used: string[];
  /** Share of the unit's own variance that the difference is rid of; below 0 it adds noise. Null where none is used. */
  sharedVariance: number | null;
  /** What the unit's own series shows without them, in 80 of 100 cases. */
  detectableAlone: number | null;
  /** Correlation from which a comparator would bring the important change into reach; null where none is missing. */
  neededCorrelation: number | null;
}

export interface WeeklyPlan {
  plan: BaselinePlan;
  itemsPerWeek: number;
}

/** What a program's plan is made from. */
export interface PlanEvidence {
  program: Program;
  kpis: readonly ResolvedKpi[];
  measured: readonly MeasuredKpi[];
  /** Monthly KPIs again, measured in weeks. */
  weekly: { kpis: readonly ResolvedKpi[]; measured: readonly MeasuredKpi[] };
  asOf: string;
}

/** Share of weeks that need a value before weeks can stand in for months. */
const WEEKLY_COVERAGE = 0.75;

/**
 * What can each KPI's baseline show in each unit, and what would make it show more?
 *
 * @returns one plan per program entry and unit of its deployment, in their order
 * @example planProgram(evidence)[0]?.plan
 */
export function planProgram(evidence: PlanEvidence): UnitPlan[] {
  const { program } = evidence;
  return program.kpis.flatMap((entry) => {
    const deployment = program.deployments.find(({ id }) => id === entry.deployment)!;
    return Object.keys(deployment.goLive).map((unit): UnitPlan => {
      const laid = lay({ ...evidence, entry, deployment, unit });
      const { kpi, windows, own, modelled, used, method, series } = laid;
      const plan = planBaseline(modelled, method, entry.minimumImportantChange);
      return {
        entry,
        kpi,
        unit,
        goLive: windows.goLive,
        adequacy: adequacyOf(own, modelled, method, kpi.direction),
        declaredPeriods: own.goLive,
        reachesBack: periodsBefore(series, windows),
        method,
        plan,
        comparators: comparatorsOf(laid, plan, { declared: deployment.comparators, used }),
        weekly: weeklyPlan(evidence, entry, deployment, unit),
      };
    });
  });
}

interface Placed extends Pick<PlanEvidence, 'program' | 'kpis' | 'measured' | 'asOf'> {
  entry: KpiEntry;
  deployment: Deployment;
  unit: string;
}

interface Laid {
  entry: KpiEntry;
  kpi: ResolvedKpi;
  windows: Windows;
  series: Series;
  own: Timeline;
  modelled: Timeline;
  used: string[];
  method: Method;
}

/** The KPI's own statistic in one unit along its windows, against its comparators, as the comparison would lay it. */
function lay({ program, kpis, measured, asOf, entry, deployment, unit }: Placed): Laid {
  const kpi = kpis.find((candidate) => candidate.entry === entry.id)!;
  const all = measured.find((candidate) => candidate.kpi === entry.id)?.series ?? [];
  const scope = { kpi: entry.id, asOf, maturityDays: kpi.maturityDays };
  const windows = windowsOf(program, deployment, unit, kpi.periodLength, scope)!;
  // A comparator is held to this unit's go-live, whatever the others' are.
  const asThisUnit: Deployment = { ...deployment, goLive: { [unit]: windows.goLive } };
  const beside = deployment.comparators.map((other) => ({
    series: primarySeries(all, kpi, other),
    windows: windowsOf(program, asThisUnit, other, kpi.periodLength, scope)!,
  }));
  const series = primarySeries(all, kpi, unit);
  const own = timelineOf(series, windows);
  const { modelled, used } = againstComparators(own, beside);
  const method = chooseMethod(modelled, {
    statistic: kpi.statistic,
    comparators: used.length > 0,
    drift: entry.drift,
  });
  return { entry, kpi, windows, series, own, modelled, used, method };
}

/** Standardised where strata exist, as the verdict will be. */
function primarySeries(all: readonly Series[], kpi: ResolvedKpi, unit: string): Series {
  const own = all.filter((series) => series.unit === unit && series.statistic === kpi.statistic);
  const none: Series = {
    kpi: kpi.entry,
    statistic: kpi.statistic,
    adjustment: 'crude',
    unit,
    periodLength: kpi.periodLength,
    cells: [],
  };
  return own.find(({ adjustment }) => adjustment === 'standardised') ?? own[0] ?? none;
}

/** Successive periods with a value that end right before the baseline window. A break that cut it short counts as its start. */
function periodsBefore({ cells, periodLength }: Series, { baseline, cuts }: Windows): number {
  if (cuts.some(({ window }) => window === 'baseline')) return 0;
  const before = cells.filter(({ period, value }) => period < baseline.from && value !== null).toReversed();
  const gap = before.findIndex(({ period }, i) => periodsBetween(period, baseline.from, periodLength) !== i + 1);
  return gap < 0 ? before.length : gap;
}

function comparatorsOf(
  { entry, kpi, own, used }: Laid,
  plan: UnitPlan['plan'],
  names: Pick<Comparators, 'declared' | 'used'>,
): Comparators {
  const none = { ...names, sharedVariance: null, detectableAlone: null, neededCorrelation: null };
  if ('kind' in plan) return none;
  const delta = entry.minimumImportantChange;
  if (used.length === 0) return { ...none, neededCorrelation: correlationFor(plan.now.detectable, delta) };
  const situation = { statistic: kpi.statistic, comparators: false, drift: entry.drift };
  const alone = planBaseline(own, chooseMethod(own, situation), delta);
  if ('kind' in alone) return none;
  return {
    ...none,
    sharedVariance: 1 - (plan.noise.sigma / alone.noise.sigma) ** 2,
    detectableAlone: alone.now.detectable,
  };
}

/**
 * A unit and a comparator of equal variance differ with variance 2 (1 − r) σ², so what can be shown shrinks by the root of
 * 2 (1 − r): nothing below r = .5.
 */
function correlationFor(detectable: number | null, delta: number | null): number | null {
  return detectable === null || delta === null || delta >= detectable ? null : 1 - (delta / detectable) ** 2 / 2;
}

function weeklyPlan(evidence: PlanEvidence, entry: KpiEntry, deployment: Deployment, unit: string): UnitPlan['weekly'] {
  const { program, weekly, asOf } = evidence;
  if (!weekly.kpis.some((kpi) => kpi.entry === entry.id)) return null;
  const { kpi, own, modelled, method } = lay({ program, ...weekly, asOf, entry, deployment, unit });
  const rows = rowsIn(own, 'baseline');
  const span = rows.length === 0 ? 1 : rows.at(-1)!.t - rows[0]!.t + 1;
  if (rows.length < WEEKLY_COVERAGE * span || rows.length === 0) {
    return { reason: 'the source does not report every week' };
  }
  // The rule of the verdict, asked about the baseline on both sides: there may be no post rows yet.
  const twice = { ...own, rows: [...rows, ...rows.map((row) => ({ ...row, phase: 'post' as const }))] };
  const thin = thinness(twice, kpi.statistic);
  if (thin !== null) return { reason: thin };
  const plan = planBaseline(modelled, method, entry.minimumImportantChange);
  if ('kind' in plan) return { reason: plan.reason };
  return { plan, itemsPerWeek: rows.reduce((sum, { n }) => sum + n, 0) / rows.length };
}
