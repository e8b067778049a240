import { CHALLENGES } from '../results/challenges.ts';
import { formatSigned } from '../results/format.ts';
import type { ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { Text } from './document.ts';
import { type ClassBar, type ClassScale, classBars } from './executive-benefits.ts';
import { type Decision, decisions } from './executive-decisions.ts';
import { type KpiRow, kpiStrip } from './executive-kpis.ts';
import { answer, besideFigures } from './headline.ts';
import { masthead } from './masthead.ts';
import { sealSentence } from './seals.ts';
import { clip, type Shortened, shorten } from './shorten.ts';
import { type SinceLast, sinceLast } from './since-last.ts';

/** How much a page holds: rows of the KPI strip, items of each list, characters of each text. */
export interface Room {
  kpis: number;
  items: number;
  characters: number;
}

/** What the executive page says, in the order in which it says it. */
export interface Executive {
  title: string;
  /** The day, the seals, the run. */
  subtitle: Text;
  /** Why no figure is real; null for measured data. */
  notice: string | null;
  /** The financial case in one sentence. */
  answer: string;
  /** Capacity, quality and the like, which are never cash; null where none is registered. */
  beside: string | null;
  benefits: { rows: ClassBar[]; scale: ClassScale; currency: string; priceYear: number };
  kpis: { rows: KpiRow[]; more: string };
  notClaimed: Shortened<{ name: string; why: string }>;
  audit: Shortened<{ name: string; result: 'fail' | 'warn' }> & { summary: string };
  /** Against the last report; null for the first one. */
  since: (Shortened<string> & { summary: string }) | null;
  changes: Shortened<string> & { summary: string };
  decisions: Shortened<Decision>;
}

/**
 * What does somebody with one minute need to know of a run?
 *
 * @param room  what there is space for; whatever does not fit is counted («and 7 more»), never left out in silence
 * @example executive(results, { kpis: 8, items: 4, characters: 160 }).answer  // 'Financial case: $210,000 is demonstrated …'
 */
export function executive(results: Results, room: Room): Executive {
  const { title, subtitle, notice } = masthead(results);
  return {
    title: clip(title, room.characters),
    subtitle,
    notice: notice === null ? null : clip(notice.text, room.characters),
    answer: answer(results),
    beside: beside(results),
    benefits: {
      ...classBars(results),
      currency: results.program.currency,
      priceYear: results.program.price_year,
    },
    kpis: kpiStrip(results, room),
    notClaimed: notClaimed(results, room),
    audit: auditChecks(results, room),
    since: since(results, room),
    changes: changes(results, room),
    decisions: decisions(results, room),
  };
}

function beside(results: Results): string | null {
  const figures = besideFigures(results).map(({ name, value, note }) => {
    const short = name.replace(', not cash', '').toLowerCase();
    return note === '' ? `${short} ${value}` : `${short} ${value} (${note})`;
  });
  return figures.length === 0 ? null : `Beside it, not cash: ${figures.join('; ')}.`;
}

/** Benefits without a demonstrated amount, then cash that is not yet cash. */
function notClaimed({ benefits }: Results, room: Room): Executive['notClaimed'] {
  const shown = (benefit: ResultBenefit) => (benefit.demonstrated.likely ?? 0) !== 0;
  const items = [
    ...benefits
      .filter((benefit) => !shown(benefit))
      .map(({ title, reasons }) => ({ name: title, why: reasons[0] ?? 'no reason given' })),
    ...benefits
      .filter((benefit) => shown(benefit) && benefit.cash_status === 'cash expected')
      .map(({ title }) => ({ name: title, why: 'counted as cash expected: no ledger account ties it out' })),
  ];
  return shorten(items, room.items, ({ name, why }) => ({
    name: clip(name, room.characters / 2),
    why: clip(why, room.characters),
  }));
}

/** How many checks pass, and by name those that do not, gravest first. */
function auditChecks({ audit }: Results, room: Room): Executive['audit'] {
  const count = (result: Results['audit'][number]['result']) => audit.filter((one) => one.result === result).length;
  const items = (['fail', 'warn'] as const).flatMap((result) =>
    audit
      .filter((one) => one.result === result)
      .map(({ check }) => ({ name: `${check} ${CHALLENGES[check - 1]}`, result })),
  );
  const summary =
    audit.length === 0
      ? 'No audit check was made.'
      : `${count('fail')} fail, ${count('warn')} warn, ${count('pass')} pass, ${count('n/a')} cannot be answered.`;
  return { summary, ...shorten(items, room.items, (item) => item) };
}

function since(results: Results, room: Room): Executive['since'] {
  const moved = sinceLast(results);
  if (moved === null) return null;
  const tell = ({ kpi, unit, was, is }: SinceLast['verdicts'][number]) =>
    `${clip(kpi, room.characters / 2)}, ${clip(unit, room.characters / 3)}: ${is}, was ${was}`;
  return { summary: moved.summary, ...shorten(moved.verdicts, room.items, tell) };
}

function changes(results: Results, room: Room): Executive['changes'] {
  const items = results.change_effects.map(({ group, demonstrated, npv }) => {
    const amounts = [
      ...(demonstrated === null ? [] : [`${formatSigned(demonstrated, 0)} demonstrated`]),
      ...(npv === null ? [] : [`${formatSigned(npv, 0)} net present value`]),
    ];
    const worth = amounts.length === 0 ? 'effect on the money unknown' : amounts.join(', ');
    return `${clip(group, room.characters / 2)}: today’s side would give ${worth} (${results.program.currency})`;
  });
  return { summary: sealSentence(results), ...shorten(items, room.items, (item) => item) };
}
