import type { Timeline } from '../baseline/timeline.ts';
import { addPeriods } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import type { Signal } from './comparison.ts';

/** One entry of the program's change log: what else happened, and where. */
export interface LoggedChange {
  /** Number of the change record. */
  id: string;
  date: string;
  /** Null where it concerns all of them. */
  deployment: string | null;
  unit: string | null;
  description: string;
}

/** Days after a change in which a signal is laid at its door. */
const REACH_DAYS = 14;

/** Signals in a row, all towards the same side, that make a step. */
const STEP_PERIODS = 7;

/**
 * Which of the logged changes may have touched a series?
 *
 * @param changes  of the program
 * @param place    the unit and deployment of the series; an entry that names neither concerns all
 * @example changesAt(log, { unit: 'main/imaging', deployment: 'pacs' })
 */
export function changesAt(
  changes: readonly LoggedChange[],
  place: { unit: string; deployment: string },
): LoggedChange[] {
  const touches = (named: string | null, own: string) => named === null || named === own;
  return changes.filter(({ unit, deployment }) => touches(unit, place.unit) && touches(deployment, place.deployment));
}

/**
 * Signals with the change that stands nearest before them.
 *
 * A change goes with a period that ends on or after its day and begins at most 14 days after it. Where several do, the
 * latest is named. It stands beside the signal: nothing says that it is its cause.
 *
 * @param signals  of one series
 * @param changes  that may have touched it
 * @example linkChanges(signals, changes, 'week')[0]?.changeId  // 'C-133'
 */
export function linkChanges(
  signals: readonly Signal[],
  changes: readonly LoggedChange[],
  periodLength: PeriodLength,
): Signal[] {
  const byDay = [...changes].sort((a, b) => (a.date < b.date ? -1 : 1));
  return signals.map((signal) => {
    const next = addPeriods(signal.period, 1, periodLength);
    const beside = byDay.findLast(({ date }) => date < next && signal.period <= addPeriods(date, REACH_DAYS, 'day'));
    return { ...signal, changeId: beside?.id ?? null };
  });
}

/**
 * Where did a step begin that no logged change stands beside?
 *
 * A step is seven or more successive periods that all signal towards the same side, after seven of which none did. One that
 * begins with the post window or during stabilization is the deployment's own affair.
 *
 * @param timeline  of the unit's own values
 * @param signals   with their changes
 * @returns first periods of such steps, in order
 * @example stepsWithoutChange(timeline, signals)  // ['2025-03-10']
 */
export function stepsWithoutChange(timeline: Timeline, signals: readonly Signal[]): string[] {
  const found = new Map(signals.map((signal) => [signal.period, signal]));
  const rows = timeline.rows.filter(({ phase }) => phase !== 'baseline');
  const steps: string[] = [];
  let start = 0;
  for (let i = 0; i <= rows.length; i++) {
    const [here, first] = [found.get(rows[i]?.period ?? ''), found.get(rows[start]?.period ?? '')];
    if (here !== undefined && here.direction === first?.direction) continue;
    const { period, phase, t } = rows[start] ?? {};
    const own = phase === 'stabilization' || t === timeline.postStart;
    const before = rows.slice(Math.max(0, start - STEP_PERIODS), start);
    const fresh = before.every((row) => found.get(row.period)?.direction !== first?.direction);
    if (first !== undefined && i - start >= STEP_PERIODS && fresh && !own && first.changeId === null) {
      steps.push(period!);
    }
    start = i;
  }
  return steps;
}
