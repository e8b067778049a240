import { countWords } from '../count-words.ts';
import type { Delivery } from '../program/delivery.ts';
import { formatDay, formatMoney } from '../results/format.ts';
import { kpiOf, primaryComparisons, unitName } from '../results/lookup.ts';
import { moneyWords } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { dataEnds } from './data-age.ts';

/** Something that somebody should hear of before the next report. */
export interface Alert {
  /** The same for the same thing in every run, so that it is told once. */
  key: string;
  title: string;
  text: string;
  owner: string | null;
}

/** Signals older than this many periods of their series are history, not news. */
const NEWS_PERIODS = 4;

/**
 * What is there to tell between two reports: a special cause in the wrong direction, a benefit below its plan, data that
 * stopped coming?
 *
 * A benefit is below plan where even the upper end of what is demonstrated stays under it; it is told again once a month.
 *
 * @param told  keys of what was told before
 * @returns what is new, in the order of the program; empty where nothing is
 * @example newAlerts(results, { afterDays: 35, action: 'banner' }, new Set())[0]?.title
 *          // 'STAT report, Main Imaging: concern'
 */
export function newAlerts(results: Results, stale: Delivery['stale'], told: ReadonlySet<string>): Alert[] {
  const all = [...signalAlerts(results), ...planAlerts(results), ...staleAlerts(results, stale.afterDays)];
  return all.filter(({ key }) => !told.has(key));
}

function signalAlerts(results: Results): Alert[] {
  return primaryComparisons(results).flatMap(({ kpi, unit, statistic, adjustment, deployment }) => {
    const own = <T extends { kpi: string; unit: string; statistic: string; adjustment: string }>(rows: readonly T[]) =>
      rows.filter((r) => r.kpi === kpi && r.unit === unit && r.statistic === statistic && r.adjustment === adjustment);
    const recent = [...new Set(own(results.series).map(({ period }) => period))].sort().slice(-NEWS_PERIODS);
    const concerns = own(results.signals).filter((s) => s.direction === 'concern' && recent.includes(s.period));
    const { label, owner } = kpiOf(results, kpi);
    const responsible = owner ?? results.program.deployments.find(({ id }) => id === deployment)?.owner ?? null;
    return concerns.map(({ period, rule, change_id: change }) => ({
      key: `signal:${kpi}/${unit}/${rule}/${period}`,
      title: `${label}, ${unitName(results, unit)}: concern`,
      text: `A special cause in the wrong direction in the period from ${formatDay(period)} (${rule})${change === undefined ? '.' : `, beside the logged change ${change}.`}`,
      owner: responsible,
    }));
  });
}

function planAlerts({ benefits, program, as_of: asOf }: Results): Alert[] {
  return benefits
    .filter(({ planned, demonstrated }) => planned !== null && planned > 0 && (demonstrated.high ?? 0) < planned)
    .map(({ id, title, planned, demonstrated, owner }) => {
      const shown =
        demonstrated.likely === null
          ? 'Nothing is demonstrated'
          : `${moneyWords(demonstrated, program.currency)} is demonstrated`;
      return {
        key: `below-plan:${id}/${asOf.slice(0, 7)}`,
        title: `${title}: below plan`,
        text: `${shown} to date; ${formatMoney(planned, program.currency)} was planned.`,
        owner,
      };
    });
}

function staleAlerts(results: Results, afterDays: number): Alert[] {
  const extracts = results.findings.filter(({ code }) => code === 'stale-extract');
  const told = extracts.map(({ message, at, owner }) => ({
    key: `stale-extract:${at.file}`,
    title: 'An extract is not renewed',
    text: `${message[0]!.toUpperCase()}${message.slice(1)}.`,
    owner: owner ?? null,
  }));
  const ends = dataEnds(results)
    .filter(({ days }) => days > afterDays)
    .map(({ kpi, label, period, days }) => ({
      key: `stale:${kpi}/${period}`,
      title: `${label}: no new data`,
      text: `Its data ends in the period from ${formatDay(period)}, ${countWords(days, 'day')} before ${formatDay(results.as_of)}.`,
      owner: kpiOf(results, kpi).owner,
    }));
  return [...told, ...ends];
}
