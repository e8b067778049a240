import type { Reach } from '../baseline/plan-baseline.ts';
import { sayNumber } from '../comparison/wording.ts';
import { countWords } from '../count-words.ts';
import type { PeriodLength } from '../program/program.ts';
import { measureOf } from '../results/measure.ts';
import type { UnitPlan } from './program-plan.ts';

/** A table in words, ready to be laid out. */
export interface PlanTable {
  caption: string;
  /** The first is the head. */
  rows: string[][];
  /** Indexes of the columns that are set flush right. */
  right: number[];
}

/**
 * What each baseline of a deployment shows, what it would show by length, and what else would help.
 *
 * @param plans  of one deployment, in order
 * @param asOf   the day the data is judged on: units that go live later also show what they will have by then
 * @example planTables(plans, '2024-03-01')[0]?.rows[1]
 *   // ['stat_report, minutes', 'main/imaging', '52 weeks', '0.31', '14', '10', '55 %', '67 weeks', '78 weeks']
 */
export function planTables(plans: readonly UnitPlan[], asOf: string): PlanTable[] {
  return [nowTable(plans, asOf), lengthTable(plans), helpTable(plans)];
}

const NONE = '–';

/** Of BaselinePlan.byLength. */
const LENGTHS = ['12 months', '18 months', '24 months', '36 months'];

function nowTable(plans: readonly UnitPlan[], asOf: string): PlanTable {
  const ahead = plans.some(({ goLive }) => goLive > asOf);
  const head = ['KPI', 'unit', 'baseline', 'φ', 'shows'];
  if (ahead) head.push('at go-live');
  head.push('matters', 'power', '80 % from', '90 % from');
  const rows = plans.map((one, i) => {
    const { plan, entry } = one;
    const delta = entry.minimumImportantChange;
    const own = [kpiName(plans, i), one.unit, baselineCell(one)];
    const matters = delta === null ? NONE : declared(delta, one);
    if ('kind' in plan) return [...own, NONE, NONE, ...(ahead ? [NONE] : []), matters, NONE, NONE, NONE];
    const [for80 = NONE, for90 = NONE] = plan.needed.map(({ periods }) => neededCell(periods, one.kpi.periodLength));
    const atGoLive = ahead ? [one.goLive > asOf ? reachCell(plan.declared, one) : ''] : [];
    const phi = sayNumber(plan.noise.phi, 2);
    return [...own, phi, reachCell(plan.now, one), ...atGoLive, matters, powerCell(plan.now), for80, for90];
  });
  const caption = 'Smallest change shown in 80 of 100 cases, and how surely the change that matters would be shown';
  return { caption, rows: [head, ...rows], right: head.map((_, column) => column).slice(3) };
}

function lengthTable(plans: readonly UnitPlan[]): PlanTable {
  const rows = plans.map((one, i) => {
    const { plan } = one;
    const cells = 'kind' in plan ? LENGTHS.map(() => NONE) : plan.byLength.map((reach) => reachCell(reach, one));
    return [kpiName(plans, i), one.unit, ...cells];
  });
  return {
    caption: 'Smallest change shown, by length of the baseline',
    rows: [['KPI', 'unit', ...LENGTHS], ...rows],
    right: [2, 3, 4, 5],
  };
}

function helpTable(plans: readonly UnitPlan[]): PlanTable {
  const monthly = plans.some(({ weekly }) => weekly !== null);
  const head = ['KPI', 'unit', 'comparators', ...(monthly ? ['weeks instead of months'] : [])];
  const rows = plans.map((one, i) => [
    kpiName(plans, i),
    one.unit,
    comparatorCell(one),
    ...(monthly ? [weeklyCell(one)] : []),
  ]);
  return { caption: 'What else would show more', rows: [head, ...rows], right: [] };
}

function comparatorCell(one: UnitPlan): string {
  const { plan } = one;
  if ('kind' in plan) return NONE;
  const { used, declared: named, sharedVariance, detectableAlone, neededCorrelation } = one.comparators;
  if (sharedVariance !== null) {
    const effect =
      sharedVariance > 0
        ? `takes out ${percent(sharedVariance)} of the variance`
        : `adds ${percent(-sharedVariance)} of variance`;
    const alone = detectableAlone === null ? 'nothing' : amount(detectableAlone, one);
    return `${used.join(' + ')} ${effect}: ${reachCell(plan.now, one)} instead of ${alone}`;
  }
  if (named.length > 0) return `${named.join(', ')}: too few of the same periods`;
  if (neededCorrelation !== null) return `none; one that correlates by ${sayNumber(neededCorrelation, 2)} would do`;
  return plan.now.power === null || plan.now.detectable === null ? 'none' : 'none needed';
}

function weeklyCell({ weekly, ...one }: UnitPlan): string {
  if (weekly === null) return '';
  if ('reason' in weekly) return `no: ${weekly.reason}`;
  const inMonths = 'kind' in one.plan ? NONE : reachCell(one.plan.now, one);
  const [for80] = weekly.plan.needed;
  const enough = for80 === undefined ? '' : `; 80 % from ${neededCell(for80.periods, 'week')}`;
  return `${reachCell(weekly.plan.now, one)} instead of ${inMonths}${enough}`;
}

/** The KPI with its unit of measure, once for all its units. */
function kpiName(plans: readonly UnitPlan[], i: number): string {
  const { entry, kpi } = plans[i]!;
  if (plans[i - 1]?.entry.id === entry.id) return '';
  const { effectUnit } = measureOf({ statistic: kpi.statistic, unit: kpi.unit });
  return effectUnit === '' ? entry.id : `${entry.id}, ${effectUnit}`;
}

function baselineCell({ adequacy: { periods }, declaredPeriods, kpi }: UnitPlan): string {
  return `${periods === declaredPeriods ? periods : `${periods} of ${declaredPeriods}`} ${kpi.periodLength}s`;
}

function reachCell({ detectable }: Reach, one: Pick<UnitPlan, 'kpi'>): string {
  return detectable === null ? 'nothing' : amount(detectable, one);
}

function powerCell({ power }: Reach): string {
  if (power === null) return NONE;
  return power > 0.995 ? '> 99 %' : percent(power);
}

function neededCell(periods: number | null, length: PeriodLength): string {
  return periods === null ? '> 5 years' : countWords(periods, length);
}

/** In the unit that the KPI column names, with the two digits that a simulation bears. */
function amount(value: number, one: Pick<UnitPlan, 'kpi'>): string {
  const shown = inShownUnit(value, one);
  return sayNumber(shown, Math.max(0, 1 - Math.floor(Math.log10(shown))));
}

/** As the program declares it; twelve digits drop the tail of 100 × 0.07. */
function declared(value: number, one: UnitPlan): string {
  return String(Number(inShownUnit(value, one).toPrecision(12)));
}

function inShownUnit(value: number, { kpi }: Pick<UnitPlan, 'kpi'>): number {
  return value * measureOf({ statistic: kpi.statistic, unit: kpi.unit }).factor;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
