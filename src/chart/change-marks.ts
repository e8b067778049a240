import type { ResultComparison } from '../results/lookup.ts';
import { windowOf } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import type { Layout, Spec } from './chart.ts';
import { type Channel, LETTER, lettersOf, shorten } from './rows.ts';
import { COLOURS } from './theme.ts';

type LoggedChange = Results['change_log'][number];

/** A plot is at least so wide, in pixels, beside its axis and the names of its lines. */
const LEAST_WIDTH: Record<Layout, number> = { wide: 600, narrow: 190 };

/** What keeps a number from its rule and from the next number, in pixels, and how high a line of them is. */
const GAP = 3;
const LINE = 13;

/** A number longer than this, in letters, is cut; one for which so many lines have no room stands in the table alone. */
const LETTERS = 12;
const MOST_LINES = 4;

/**
 * Which entries of the change log lie along a series? Those that concern its unit and deployment, or all of them, and fall
 * between its first and last day.
 *
 * @param from  first day of the series
 * @param end   the day after its last
 */
export function changesAlong(
  results: Results,
  { unit, deployment }: Pick<ResultComparison, 'unit' | 'deployment'>,
  from: string,
  end: string,
): LoggedChange[] {
  return results.change_log.filter(
    (change) =>
      (change.unit === null || change.unit === unit) &&
      (change.deployment === null || change.deployment === deployment) &&
      change.date >= from &&
      change.date < end,
  );
}

/** Logged changes as dotted rules that carry their number at the foot; a go-live has its own rule already. */
export function changeMarks(
  results: Results,
  comparison: ResultComparison,
  { from, end, x, layout }: { from: string; end: string; x: Channel; layout: Layout },
): Spec[] {
  const goLive = windowOf(results, comparison.deployment, comparison.unit)?.go_live;
  const changes = changesAlong(results, comparison, from, end).filter(({ date }) => date !== goLive);
  if (changes.length === 0) return [];
  const rules: Spec = {
    data: { values: changes.map(({ date }) => ({ date })) },
    mark: { type: 'rule', color: COLOURS.common, strokeWidth: 1, strokeDash: [1, 3] },
    encoding: { x: x('date') },
  };
  const placed = placeNumbers(changes, from, end, LEAST_WIDTH[layout]);
  const places = [...new Set(placed.map(({ line, align }) => `${line} ${align}`))].sort();
  const numbers = places.map((place): Spec => {
    const values = placed.filter(({ line, align }) => `${line} ${align}` === place);
    const { line, align } = values[0]!;
    const away = { align, dx: align === 'left' ? GAP : -GAP, dy: -2 - LINE * line };
    return {
      data: { values: values.map(({ date, id }) => ({ date, id })) },
      mark: { type: 'text', baseline: 'bottom', fontSize: 11, color: COLOURS.muted, ...away },
      encoding: { x: x('date'), y: { value: 'height' }, text: { field: 'id' } },
    };
  });
  return [rules, ...numbers];
}

/** On which line above the foot does each number stand, and on which side of its rule, so that none covers another or leaves the plot? */
export function placeNumbers(
  changes: readonly Pick<LoggedChange, 'id' | 'date'>[],
  from: string,
  end: string,
  width: number,
): { id: string; date: string; line: number; align: 'left' | 'right' }[] {
  const [start, stop] = [Date.parse(from), Date.parse(end)];
  const taken: number[] = [];
  return [...changes]
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .flatMap(({ id, date }) => {
      const name = shorten(id, LETTERS);
      const at = ((Date.parse(date) - start) / (stop - start)) * width;
      const room = lettersOf(name) * LETTER + GAP;
      const align = at + room > width ? ('right' as const) : ('left' as const);
      const left = align === 'left' ? at : at - room;
      const free = taken.findIndex((until) => until <= left);
      const line = free < 0 ? taken.length : free;
      if (line >= MOST_LINES) return [];
      taken[line] = left + room + GAP;
      return { id: name, date, line, align };
    });
}
