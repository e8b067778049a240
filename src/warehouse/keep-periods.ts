import { countWords } from '../count-words.ts';
import type { Finding } from '../finding.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import { addPeriods } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import type { MeasuredCell } from './measured-cell.ts';
import { unitSeconds } from './observation-sql.ts';

/** Why a cell is left out of every series, in the order in which the reasons are looked for. */
export const LEFT_OUT = ['after the as-of day', 'not yet mature', 'in a partial period'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Which cells are complete enough to be compared?
 *
 * Left out are periods after the as-of day; periods that are younger than the KPI's maturity on that day, or that hold an open
 * item watched for less (an extract may end before the as-of day); and a first or last period that is partial: its
 * rows, over all units, start later in the period, or end earlier, than in every other one (by the day; by the hour where the
 * period is a day).
 *
 * @param asOf  local day; all of it counts
 * @returns the cells that stay, those that do not by reason, and one info finding per reason and side
 * @example keepPeriods(cells, kpi, '2026-05-31').left['not yet mature'].length  // 2
 */
export function keepPeriods(
  cells: readonly MeasuredCell[],
  kpi: ResolvedKpi,
  asOf: string,
): { kept: MeasuredCell[]; left: Record<LeftOut, MeasuredCell[]>; findings: Finding[] } {
  const left: Record<LeftOut, MeasuredCell[]> = {
    'after the as-of day': [],
    'not yet mature': [],
    'in a partial period': [],
  };
  const partial = partialPeriods(cells, kpi.periodLength);
  const kept: MeasuredCell[] = [];
  for (const cell of cells) {
    const lastDay = Date.parse(addPeriods(cell.period, 1, kpi.periodLength)) - DAY_MS;
    if (cell.period > asOf) left['after the as-of day'].push(cell);
    else if (lastDay + kpi.maturityDays * DAY_MS > Date.parse(asOf) || watchedTooShort(cell, kpi)) {
      left['not yet mature'].push(cell);
    } else if (partial.has(cell.period)) left['in a partial period'].push(cell);
    else kept.push(cell);
  }
  return { kept, left, findings: findingsOf(left, kpi, asOf) };
}

function watchedTooShort({ sums }: MeasuredCell, { unit, maturityDays }: ResolvedKpi): boolean {
  const [seconds, wait] = [unitSeconds(unit), sums?.shortestWait ?? null];
  return seconds !== null && wait !== null && wait * seconds < maturityDays * 86_400;
}

function partialPeriods(cells: readonly MeasuredCell[], length: PeriodLength): Set<string> {
  const periods = new Map<string, { late: number; early: number }>();
  const step = length === 'day' ? 1 : 24;
  for (const { period, sums } of cells) {
    if (sums === null) continue;
    const start = Date.parse(period) / HOUR_MS;
    const end = Date.parse(addPeriods(period, 1, length)) / HOUR_MS;
    const late = Math.floor((sums.firstHour! - start) / step);
    const early = Math.floor((end - 1 - sums.lastHour!) / step);
    const known = periods.get(period) ?? { late, early };
    periods.set(period, { late: Math.min(known.late, late), early: Math.min(known.early, early) });
  }
  const days = [...periods.keys()].sort();
  const isExtreme = (day: string | undefined, side: 'late' | 'early') =>
    day !== undefined &&
    days.length > 1 &&
    days.every((other) => other === day || periods.get(other)![side] < periods.get(day)![side]);
  const [first, last] = [days[0], days.at(-1)];
  return new Set([...(isExtreme(first, 'late') ? [first!] : []), ...(isExtreme(last, 'early') ? [last!] : [])]);
}

function findingsOf(left: Record<LeftOut, MeasuredCell[]>, kpi: ResolvedKpi, asOf: string): Finding[] {
  const findings: Finding[] = [];
  const info = (code: string, cells: MeasuredCell[], why: string) => {
    const periods = [...new Set(cells.map(({ period }) => period))].sort();
    if (periods.length === 0) return;
    const rows = cells.reduce((sum, { sums }) => sum + (sums?.counted ?? 0), 0);
    const what = `${countWords(periods.length, kpi.periodLength)} with ${countWords(rows, 'observation')}`;
    const span = periods.length === 1 ? periods[0] : `${periods[0]} to ${periods.at(-1)}`;
    const message = `${what} left out (${span}): ${why}`;
    findings.push({ code, severity: 'info', message, at: { kpi: kpi.entry, period: periods[0]! } });
  };
  info('after-as-of', left['after the as-of day'], `they begin after the as-of day ${asOf}`);
  const maturity =
    kpi.maturityDays === 0 ? 'the period is not over' : `not yet ${countWords(kpi.maturityDays, 'day')} after its end`;
  info('immature-period', left['not yet mature'], `${maturity} on ${asOf}, or when the extract ends`);
  info('partial-period', left['in a partial period'], 'its rows start later, or end earlier, than in any other');
  return findings;
}
