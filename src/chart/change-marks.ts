import type { ResultComparison } from '../results/lookup.ts';
import { windowOf } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import type { Spec } from './chart.ts';
import type { Channel } from './rows.ts';
import { COLOURS } from './theme.ts';

type LoggedChange = Results['change_log'][number];

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
  from: string,
  end: string,
  x: Channel,
): Spec[] {
  const goLive = windowOf(results, comparison.deployment, comparison.unit)?.go_live;
  const values = changesAlong(results, comparison, from, end)
    .filter(({ date }) => date !== goLive)
    .map(({ date, id }) => ({ date, id }));
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: 'rule', color: COLOURS.common, strokeWidth: 1, strokeDash: [1, 3] },
      encoding: { x: x('date') },
    },
    {
      data: { values },
      mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 3, dy: -2, fontSize: 11, color: COLOURS.muted },
      encoding: { x: x('date'), y: { value: 'height' }, text: { field: 'id' } },
    },
  ];
}
