import { CHALLENGES } from '../results/challenges.ts';
import { formatSigned } from '../results/format.ts';
import type { ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { Text } from './document.ts';
import { type ClassBar, type ClassScale, classBars } from './executive-benefits.ts';
import { type Decision, decisions } from './executive-decisions.ts';
import { type KpiRow, kpiStrip } from './executive-kpis.ts';
import { type ExecutiveWords, executiveWords } from './executive-words.ts';
import { answer, besideFigures } from './headline.ts';
import { masthead } from './masthead.ts';
import { retellText } from './retell-document.ts';
import { sealSentence } from './seals.ts';
import { clip, type Shortened, shorten } from './shorten.ts';
import { type SinceLast, sinceLast } from './since-last.ts';

/** How much a page holds: rows of the KPI strip, items of each list, characters of each text in the reader's language. */
export interface Room {
  kpis: number;
  items: number;
  characters: number;
  tell: (text: string) => string;
}

/** A list of which a page shows the first items; `rest` counts the others in words, empty where there are none. */
export type Shown<Item> = Shortened<Item> & { rest: string };

/** What the executive page says, in the order in which it says it. */
export interface Executive {
  locale: Results['program']['locale'];
  title: string;
  /** The day, the seals, the run. */
  subtitle: Text;
  /** Why no figure is real; null for measured data. */
  notice: string | null;
  /** The financial case in one sentence. */
  answer: string;
  /** Capacity, quality and the like, which are never cash; null where none is registered. */
  beside: string | null;
  benefits: { title: string; rows: ClassBar[]; scale: ClassScale };
  kpis: { rows: KpiRow[]; more: string };
  notClaimed: Shown<{ name: string; why: string }>;
  audit: Shown<{ name: string; result: 'fail' | 'warn' }> & { summary: string };
  /** Against the last report; null for the first one. */
  since: (Shown<string> & { summary: string }) | null;
  changes: Shown<string> & { summary: string };
  decisions: Shown<Decision>;
  words: ExecutiveWords;
}

/**
 * What does somebody with one minute need to know of a run?
 *
 * @param room  what there is space for; whatever does not fit is counted («and 7 more»), never left out in silence
 * @example executive(results, { kpis: 8, items: 4, characters: 160 }).answer  // 'Financial case: $210,000 is demonstrated …'
 */
export function executive(results: Results, room: Room): Executive {
  const { tell, characters } = room;
  const { title, subtitle, notice } = masthead(results);
  const { currency, price_year: priceYear } = results.program;
  return {
    locale: results.program.locale,
    title: clip(tell(title), characters),
    subtitle: retellText(subtitle, tell),
    notice: notice === null ? null : clip(tell(notice.text), characters),
    answer: tell(answer(results)),
    beside: beside(results, tell),
    benefits: {
      title: tell(`Benefits by class, ${currency} at ${priceYear} prices`),
      ...classBars(results, tell),
    },
    kpis: kpiStrip(results, room),
    notClaimed: notClaimed(results, room),
    audit: auditChecks(results, room),
    since: since(results, room),
    changes: changes(results, room),
    decisions: shown(decisions(results, room), room),
    words: executiveWords(tell),
  };
}

function shown<Item>(list: Shortened<Item>, { tell }: Room): Shown<Item> {
  return { ...list, rest: list.more === 0 ? '' : tell(`and ${list.more} more in the report`) };
}

function beside(results: Results, tell: Room['tell']): string | null {
  const figures = besideFigures(results).map(({ name, value, note }) => {
    const short = name.replace(', not cash', '').toLowerCase();
    return note === '' ? `${short} ${value}` : `${short} ${value} (${note})`;
  });
  return figures.length === 0 ? null : tell(`Beside it, not cash: ${figures.join('; ')}.`);
}

/** Benefits without a demonstrated amount, then cash that is not yet cash. */
function notClaimed({ benefits }: Results, room: Room): Executive['notClaimed'] {
  const hasAmount = (benefit: ResultBenefit) => (benefit.demonstrated.likely ?? 0) !== 0;
  const items = [
    ...benefits
      .filter((benefit) => !hasAmount(benefit))
      .map(({ title, reasons }) => ({ name: title, why: reasons[0] ?? 'no reason given' })),
    ...benefits
      .filter((benefit) => hasAmount(benefit) && benefit.cash_status === 'cash expected')
      .map(({ title }) => ({ name: title, why: 'counted as cash expected: no ledger account ties it out' })),
  ];
  const list = shorten(items, room.items, ({ name, why }) => ({
    name: clip(room.tell(name), room.characters / 2),
    why: clip(room.tell(why), room.characters),
  }));
  return shown(list, room);
}

/** How many checks pass, and by name those that do not, gravest first. */
function auditChecks({ audit }: Results, room: Room): Executive['audit'] {
  const count = (result: Results['audit'][number]['result']) => audit.filter((one) => one.result === result).length;
  const items = (['fail', 'warn'] as const).flatMap((result) =>
    audit
      .filter((one) => one.result === result)
      .map(({ check }) => ({ name: room.tell(`${check} ${CHALLENGES[check - 1]}`), result })),
  );
  const summary =
    audit.length === 0
      ? 'No audit check was made.'
      : `${count('fail')} fail, ${count('warn')} warn, ${count('pass')} pass, ${count('n/a')} cannot be answered.`;
  return {
    summary: room.tell(summary),
    ...shown(
      shorten(items, room.items, (item) => item),
      room,
    ),
  };
}

function since(results: Results, room: Room): Executive['since'] {
  const moved = sinceLast(results);
  if (moved === null) return null;
  const tell = ({ kpi, unit, was, is }: SinceLast['verdicts'][number]) =>
    room.tell(`${clip(kpi, room.characters / 2)}, ${clip(unit, room.characters / 3)}: ${is}, was ${was}`);
  return { summary: room.tell(moved.summary), ...shown(shorten(moved.verdicts, room.items, tell), room) };
}

function changes(results: Results, room: Room): Executive['changes'] {
  const items = results.change_effects.map(({ group, demonstrated, npv, npv_whole_life: whole }) => {
    const amounts = [
      ...(demonstrated === null ? [] : [`${formatSigned(demonstrated, 0)} demonstrated`]),
      ...(npv === null ? [] : [`${formatSigned(npv, 0)} net present value`]),
      ...(whole === null || whole === npv ? [] : [`${formatSigned(whole, 0)} over the whole life`]),
    ];
    const worth = amounts.length === 0 ? 'effect on the money unknown' : amounts.join(', ');
    return room.tell(
      `${clip(group, room.characters / 2)}: today’s side would give ${worth} (${results.program.currency})`,
    );
  });
  return {
    summary: room.tell(sealSentence(results)),
    ...shown(
      shorten(items, room.items, (item) => item),
      room,
    ),
  };
}
