import { countWords } from '../count-words.ts';
import { formatDay } from '../results/format.ts';
import {
  kpiOf,
  primaryComparisons,
  type ResultComparison,
  type ResultKpi,
  seriesOf,
  unitName,
} from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, type Section, type Text } from './document.ts';
import { unitLink } from './unit.ts';

type Rule = Results['signals'][number]['rule'];

/** Signals of concern in neighbouring periods of one series: one thing to look into. */
interface Episode {
  comparison: ResultComparison;
  kpi: ResultKpi;
  from: string;
  to: string;
  periods: number;
  rules: Rule[];
  changes: string[];
}

/** How long ago an episode may have ended to be worth acting on: a quarter. Older ones are counted. */
const RECENT_DAYS = 92;
const DAY_MS = 86_400_000;

/** What is worse than the baseline lately, newest first, and who should look into it. */
export function signals(results: Results): Section | null {
  if (primaryComparisons(results).length === 0) return null;
  const all = primaryComparisons(results).flatMap((comparison) => episodesOf(results, comparison));
  const recent = all
    .filter(({ to }) => Date.parse(results.as_of) - Date.parse(to) <= RECENT_DAYS * DAY_MS)
    .sort((a, b) => (a.to === b.to ? b.periods - a.periods : a.to < b.to ? 1 : -1));
  return {
    kind: 'section',
    id: 'signals',
    title: 'Signals to act on',
    blocks: [
      { kind: 'paragraph', lead: true, text: leadWords(recent.length, all.length - recent.length) },
      ...(recent.length === 0 ? [] : [episodesTable(results, recent)]),
    ],
  };
}

function leadWords(recent: number, older: number): string {
  const now =
    recent === 0
      ? 'No KPI shows a signal of concern in the last three months.'
      : `${countWords(recent, 'signal')} of concern in the last three months, newest first.`;
  return older === 0
    ? now
    : `${now} ${older === 1 ? 'One older is' : `${older} older are`} marked in the charts below.`;
}

function episodesTable(results: Results, episodes: readonly Episode[]): Block {
  return {
    kind: 'table',
    caption: 'Signals of concern after stabilization, by the rules of the process chart',
    form: 'cards',
    columns: [
      left('KPI and unit'),
      left('When'),
      left('What the chart shows'),
      left('Logged change'),
      left('Who acts, and how'),
    ],
    rows: episodes.map(({ comparison, kpi, from, to, periods, rules, changes }): Text[] => [
      [unitLink(results, comparison), ' ', { quiet: unitName(results, comparison.unit) }],
      from === to ? formatDay(to) : `${formatDay(from)} to ${formatDay(to)} (${countWords(periods, kpi.period)})`,
      rules.map((rule) => RULES[rule]).join('; '),
      changes.length === 0 ? 'none' : changes.join(', '),
      [{ strong: ownerOf(results, kpi) ?? 'owner to be named' }, `: ${nextStep(comparison)}`],
    ]),
  };
}

/** What a rule sees, as one says it of periods that are worse. */
const RULES: Record<Rule, string> = {
  'outside limits': 'outside the limits of the baseline',
  'seven on one side': 'seven or more in a row worse than the baseline’s mean',
  'seven in a row': 'seven or more in a row, each worse than the last',
  'two of three beyond two sigma': 'two of three close to the limit',
};

function nextStep({ verdict }: ResultComparison): string {
  return verdict === 'worsened'
    ? 'find the cause, or accept it in writing.'
    : 'say what was different then, and put it in the change log.';
}

/** Who owns a KPI, else its deployment. */
export function ownerOf({ program }: Results, kpi: ResultKpi): string | null {
  return kpi.owner ?? program.deployments.find(({ id }) => id === kpi.deployment)?.owner ?? null;
}

function episodesOf(results: Results, comparison: ResultComparison): Episode[] {
  const kpi = kpiOf(results, comparison.kpi);
  const own = results.signals.filter(
    (signal) =>
      signal.kpi === comparison.kpi &&
      signal.unit === comparison.unit &&
      signal.statistic === comparison.statistic &&
      signal.adjustment === comparison.adjustment &&
      signal.direction === 'concern',
  );
  const episodes: Episode[] = [];
  let open: Episode | null = null;
  for (const { period, phase } of seriesOf(results, comparison)) {
    const signal = phase === 'post' ? own.find((one) => one.period === period) : undefined;
    if (signal === undefined) {
      open = null;
      continue;
    }
    if (open === null) {
      open = { comparison, kpi, from: period, to: period, periods: 0, rules: [], changes: [] };
      episodes.push(open);
    }
    open.to = period;
    open.periods++;
    if (!open.rules.includes(signal.rule)) open.rules.push(signal.rule);
    if (signal.change_id !== undefined && !open.changes.includes(signal.change_id)) open.changes.push(signal.change_id);
  }
  return episodes;
}
