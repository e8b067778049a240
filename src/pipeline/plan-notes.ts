import { PERIOD_DAYS } from '../kpi/period.ts';
import type { Program } from '../program/program.ts';
import { unitName } from '../program/unit-name.ts';
import { formatDay } from '../results/format.ts';
import type { UnitPlan } from './program-plan.ts';

const DAY_MS = 86_400_000;

/**
 * What should somebody do about these baselines while there is time, in sentences?
 *
 * @param plans  of one deployment
 * @param asOf   the day the data is judged on
 * @example planNotes(plans, program, '2024-03-01')[0]
 *   // 'An 18-month baseline about halves the interval of a 12-month one (by 46 to 52 %), a 24-month one …'
 */
export function planNotes(plans: readonly UnitPlan[], program: Program, asOf: string): string[] {
  return [
    ...lengthNote(plans),
    ...goLiveNotes(plans, program, asOf),
    ...shortNotes(plans),
    ...comparatorNotes(plans),
    ...qualityNotes(plans),
  ];
}

/** What half a year and a year more would bring, over all KPIs of the deployment. */
function lengthNote(plans: readonly UnitPlan[]): string[] {
  const half = gains(plans, 1);
  const year = gains(plans, 2);
  if (half.length === 0 || year.length === 0) return [];
  const verb = half[half.length >> 1]! >= 0.45 ? 'about halves' : 'narrows';
  return [
    `An 18-month baseline ${verb} the interval of a 12-month one (by ${range(half)}), a 24-month one narrows it by ${range(year)}.`,
  ];
}

/** By which shares a longer baseline shows smaller changes than one of a year does, ascending. */
function gains(plans: readonly UnitPlan[], length: number): number[] {
  return plans
    .flatMap(({ plan }) => {
      if ('kind' in plan) return [];
      const [year, longer] = [plan.byLength[0]!.detectable, plan.byLength[length]!.detectable];
      return year === null || longer === null || longer >= year ? [] : [1 - longer / year];
    })
    .sort((a, b) => a - b);
}

function goLiveNotes(plans: readonly UnitPlan[], program: Program, asOf: string): string[] {
  return [...new Set(plans.map(({ unit }) => unit))].map((unit) => {
    const own = plans.filter((one) => one.unit === unit);
    const { goLive } = own[0]!;
    const weeks = Math.floor((Date.parse(goLive) - Date.parse(asOf)) / (7 * DAY_MS));
    const when =
      goLive > asOf
        ? `goes live on ${formatDay(goLive)}, in ${weeks} week${weeks === 1 ? '' : 's'}: there is still time to wait, or to bring older extracts`
        : `went live on ${formatDay(goLive)}: its baseline can only grow backwards, by older extracts`;
    return `${unitName(program.units, unit)} ${when}.${historyWords(own, program)}`;
  });
}

/** What the extracts hold before the declared window, in the periods in which the program declares it. */
function historyWords(own: readonly UnitPlan[], program: Program): string {
  const extra = own.map(({ reachesBack, kpi }) =>
    Math.floor((reachesBack * PERIOD_DAYS[kpi.periodLength]) / PERIOD_DAYS[program.period] + 1e-9),
  );
  const least = Math.min(...extra.filter((periods) => periods > 0));
  if (!Number.isFinite(least)) return '';
  const window = Math.max(
    ...own.map(({ declaredPeriods, kpi }) =>
      Math.round((declaredPeriods * PERIOD_DAYS[kpi.periodLength]) / PERIOD_DAYS[program.period]),
    ),
  );
  const all = extra.every((periods) => periods > 0);
  const which = all ? '' : ` for ${names(own.filter((_, i) => extra[i]! > 0))}`;
  return ` They reach ${least} ${program.period}s further back than declared${which}: \`baseline: { periods: ${window + least} }\` would use them.`;
}

function shortNotes(plans: readonly UnitPlan[]): string[] {
  const notes: string[] = [];
  const say = (those: readonly UnitPlan[], sentence: (which: string) => string) => {
    if (those.length > 0) notes.push(sentence(names(those, plans)));
  };
  const planned = plans.filter(({ plan }) => !('kind' in plan));
  say(
    planned.filter(({ method }) => !method.mayImprove),
    (which) =>
      `Too short to show an improvement of any size: ${which}. It takes 24 periods, or a drift bound sealed before go-live (where there are comparators, on the difference from them).`,
  );
  const never = planned.filter(({ plan }) => !('kind' in plan) && plan.byLength.at(-1)!.detectable === null);
  say(
    never,
    (which) =>
      `Each period follows the one before so closely that no length of a baseline tells an effect from drift: ${which}.`,
  );
  say(
    planned.filter((one) => !('kind' in one.plan) && one.plan.needed[0]?.periods === null && !never.includes(one)),
    (which) =>
      `Not even five years of baseline would do for ${which}: only comparators, a drift bound that can be defended, or a larger change that matters.`,
  );
  say(
    plans.filter(({ entry }) => entry.minimumImportantChange === null),
    (which) => `Without a declared minimum_important_change there is no power to plan: ${which}.`,
  );
  say(
    plans.filter(({ adequacy }) => !adequacy.coversYear && adequacy.periods > 0),
    (which) => `Short of a year, so that no season can be taken out and the grade is at most C: ${which}.`,
  );
  return notes;
}

function comparatorNotes(plans: readonly UnitPlan[]): string[] {
  const notes: string[] = [];
  if (plans.some(({ comparators }) => comparators.sharedVariance !== null && comparators.sharedVariance < 0)) {
    notes.push(
      'A comparator that shares too little adds its own noise. It still guards against what moves all units at once, which no length of a baseline does.',
    );
  }
  const jumps = plans.filter(({ plan }) => {
    if ('kind' in plan) return false;
    const shown = plan.byLength.flatMap(({ detectable }) => (detectable === null ? [] : [detectable]));
    return shown.some((detectable, i) => i > 0 && detectable > shown[i - 1]!);
  });
  if (jumps.length > 0) {
    notes.push(
      `From 24 periods on the model carries a trend of its own, which costs width: a longer baseline shows less at first for ${names(jumps, plans)}, and takes less on trust.`,
    );
  }
  return notes;
}

function qualityNotes(plans: readonly UnitPlan[]): string[] {
  return plans.flatMap((one) => {
    const { plan, adequacy } = one;
    const name = names([one]);
    const notes: string[] = [];
    if ('kind' in plan) notes.push(`${name}: nothing can be planned yet (${plan.reason}).`);
    if (adequacy.gaps > 0) notes.push(`${name}: ${adequacy.gaps} periods of its baseline have no value.`);
    if (adequacy.regressionToTheMean) {
      const by = adequacy.lastQuarterWorseBy!.toFixed(1);
      notes.push(
        `${name}: its last quarter was ${by} SD worse than the whole; some of an improvement would be a return to the usual.`,
      );
    }
    return notes;
  });
}

/** KPIs with their units; without them where all of the KPI's units are meant. */
function names(those: readonly UnitPlan[], all: readonly UnitPlan[] = []): string {
  return [...new Set(those.map(({ entry }) => entry.id))]
    .map((id) => {
      const units = those.filter(({ entry }) => entry.id === id).map(({ unit }) => unit);
      const whole = all.filter(({ entry }) => entry.id === id).length === units.length;
      return whole ? id : `${id} (${units.join(', ')})`;
    })
    .join(', ');
}

function range(shares: readonly number[]): string {
  const [least, most] = [shares[0]!, shares.at(-1)!].map((share) => Math.round(100 * share));
  return least === most ? `${least} %` : `${least} to ${most} %`;
}
