import { addPeriods, PERIOD_DAYS, periodOf } from '../kpi/period.ts';
import type { Break, Deployment, PeriodLength, Program } from '../program/program.ts';

/** Days from first to last, both included; an empty span has its last day before its first. */
export interface Span {
  from: string;
  to: string;
}

/** Where a period lies: in one window, or `outside` all of them. */
export type Phase = 'baseline' | 'stabilization' | 'post' | 'outside';

/** The windows of one unit, in whole periods, and what shortened them. */
export interface Windows {
  unit: string;
  periodLength: PeriodLength;
  goLive: string;
  /** True for a unit that never receives the deployment: it takes the deployment's windows from its earliest go-live. */
  comparator: boolean;
  baseline: Span;
  stabilization: Span;
  /** Null while no whole, mature post period exists. */
  post: Span | null;
  /** Exclusions that apply: a period that shares a day with one is outside all windows. */
  excluded: (Span & { reason: string })[];
  /** Breaks and other go-lives that shortened the baseline or the post window. */
  cuts: { window: 'baseline' | 'post'; at: string; reason: string }[];
}

/** What the windows depend on besides the program file. */
export interface WindowScope {
  /** The program entry's id: breaks and exclusions may name KPIs. Null asks for the windows of the deployment as such. */
  kpi: string | null;
  /** The day the data is judged on. */
  asOf: string;
  /** Days after a period's end until its items count. */
  maturityDays: number;
}

/**
 * Which periods are baseline, stabilization and post-stabilization in this unit?
 *
 * The period that contains go-live is the first of the stabilization periods; with none declared it is left out only
 * where go-live falls inside it. `baseline: {periods: N}` ends just before it. Counts are in the program's period length;
 * a KPI with another length takes the nearest whole number of its own (stabilization rounds up).
 *
 * A break ends the baseline's past and the post window's future. So does another deployment's go-live in the same unit,
 * if the program measures the same KPI definition for that deployment too: before this go-live the baseline starts after
 * that one's stabilization, after it the post window ends. Deployments that the program does not measure by this
 * definition are declared as breaks, or are not there.
 *
 * @param program       for its period length and its other deployments
 * @param deployment    whose go-live is asked about
 * @param unit          a unit of the deployment or one of its comparators
 * @param periodLength  of the KPI
 * @param scope         the KPI entry, the as-of day and the maturity lag
 * @returns the windows, or null where the unit is neither
 * @example windowsOf(program, pacs, 'main/imaging', 'week', { kpi: null, asOf: '2026-05-31', maturityDays: 0 })
 */
export function windowsOf(
  program: Program,
  deployment: Deployment,
  unit: string,
  periodLength: PeriodLength,
  scope: WindowScope,
): Windows | null {
  const goLive = goLiveOf(deployment, unit);
  if (goLive === null) return null;
  const inOwnPeriods = (periods: number) => (periods * PERIOD_DAYS[program.period]) / PERIOD_DAYS[periodLength];
  const declared = deployment.baseline;
  const applies = (entry: { kpis: string[]; units: string[] }) =>
    (entry.kpis.length === 0 || (scope.kpi !== null && entry.kpis.includes(scope.kpi))) &&
    (entry.units.length === 0 || entry.units.includes(unit));
  return layWindows({
    unit,
    periodLength,
    goLive,
    comparator: deployment.goLive[unit] === undefined,
    baseline: 'periods' in declared ? { periods: Math.max(1, Math.round(inOwnPeriods(declared.periods))) } : declared,
    stabilizationPeriods: Math.ceil(inOwnPeriods(deployment.stabilization.periods) - 1e-9),
    breaks: [...deployment.breaks.filter(applies), ...otherGoLives(program, deployment, unit, scope.kpi, goLive)],
    excluded: deployment.exclude.filter(applies).map(({ from, to, reason }) => ({ from, to, reason })),
    lastDay: addPeriods(scope.asOf, -scope.maturityDays, 'day'),
  });
}

/** Everything that decides the windows of one unit, with no program around it. */
export interface WindowPlan {
  unit: string;
  periodLength: PeriodLength;
  goLive: string;
  comparator: boolean;
  baseline: { periods: number } | Span;
  stabilizationPeriods: number;
  breaks: Pick<Break, 'at' | 'reason'>[];
  excluded: (Span & { reason: string })[];
  /** The last day that may count: as-of less the maturity lag. */
  lastDay: string;
}

/**
 * Where do the windows lie, given a go-live and what was declared around it?
 *
 * @example layWindows({ unit: 'ward', periodLength: 'month', goLive: '2014-11-01', comparator: false,
 *   baseline: { periods: 24 }, stabilizationPeriods: 0, breaks: [], excluded: [], lastDay: '2015-10-31' })
 *   // baseline 2012-11-01 to 2014-10-31, post 2014-11-01 to 2015-10-31
 */
export function layWindows(plan: WindowPlan): Windows {
  const { periodLength: length, goLive } = plan;
  const first = periodOf(goLive, length);
  const washout = Math.max(plan.stabilizationPeriods, goLive === first ? 0 : 1);
  const stabilization = { from: first, to: dayBefore(addPeriods(first, washout, length)) };
  const baseline = declaredBaseline(plan.baseline, first, length);
  const post = { from: addPeriods(first, washout, length), to: endOfWholePeriods(plan.lastDay, length) };
  const cuts: Windows['cuts'] = [];
  for (const { at, reason } of [...plan.breaks].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    if (at < goLive && startOfWholePeriods(at, length) > baseline.from) {
      baseline.from = startOfWholePeriods(at, length);
      cuts.push({ window: 'baseline', at, reason });
    }
    if (at >= goLive && endOfWholePeriods(dayBefore(at), length) < post.to) {
      post.to = endOfWholePeriods(dayBefore(at), length);
      cuts.push({ window: 'post', at, reason });
    }
  }
  const { unit, comparator, excluded } = plan;
  return {
    unit,
    periodLength: length,
    goLive,
    comparator,
    baseline,
    stabilization,
    post: post.to < post.from ? null : post,
    excluded,
    cuts,
  };
}

/**
 * In which window does a period lie?
 *
 * @param windows  null where the unit has none
 * @param period   its first day
 * @example phaseOf(windows, '2024-07-01')  // 'stabilization'
 */
export function phaseOf(windows: Windows | null, period: string): Phase {
  if (windows === null) return 'outside';
  const last = () => dayBefore(addPeriods(period, 1, windows.periodLength));
  if (windows.excluded.some(({ from, to }) => period <= to && last() >= from)) return 'outside';
  const within = (span: Span | null) => span !== null && period >= span.from && period <= span.to;
  if (within(windows.baseline)) return 'baseline';
  if (within(windows.stabilization)) return 'stabilization';
  return within(windows.post) ? 'post' : 'outside';
}

function goLiveOf(deployment: Deployment, unit: string): string | null {
  const own = deployment.goLive[unit];
  if (own !== undefined) return own;
  return deployment.comparators.includes(unit) ? (Object.values(deployment.goLive).sort()[0] ?? null) : null;
}

function otherGoLives(
  program: Program,
  deployment: Deployment,
  unit: string,
  kpi: string | null,
  goLive: string,
): Pick<Break, 'at' | 'reason'>[] {
  const own = program.kpis.find((entry) => entry.id === kpi);
  const touches = (other: Deployment) =>
    other.id !== deployment.id &&
    program.kpis.some(
      ({ deployment: its, definition, addedSinceSeal }) =>
        its === other.id && definition === own?.definition && (!addedSinceSeal || own.addedSinceSeal),
    );
  return program.deployments.filter(touches).flatMap((other) => {
    const at = other.goLive[unit];
    if (at === undefined) return [];
    const settled = addPeriods(periodOf(at, program.period), other.stabilization.periods, program.period);
    const reason = `go-live of ${other.title}`;
    // Two go-lives on one day cannot be told apart: the baseline stays, and the verdict belongs to both.
    if (at === goLive) return [];
    return [{ at: at < goLive && settled <= goLive ? settled : at, reason }];
  });
}

function declaredBaseline(declared: WindowPlan['baseline'], first: string, length: PeriodLength): Span {
  const end = dayBefore(first);
  if ('periods' in declared) return { from: addPeriods(first, -declared.periods, length), to: end };
  const [to = end] = [endOfWholePeriods(declared.to, length), end].sort();
  return { from: startOfWholePeriods(declared.from, length), to };
}

/** First day of the first period that begins on or after a day. */
function startOfWholePeriods(day: string, length: PeriodLength): string {
  const start = periodOf(day, length);
  return start === day ? day : addPeriods(day, 1, length);
}

/** Last day of the last period that ends on or before a day. */
function endOfWholePeriods(day: string, length: PeriodLength): string {
  return dayBefore(periodOf(addPeriods(day, 1, 'day'), length));
}

function dayBefore(day: string): string {
  return addPeriods(day, -1, 'day');
}
