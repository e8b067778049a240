import { formatDay, formatMoney, formatMonth, scaleOf } from '../results/format.ts';
import { decimalsOfMoney } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { totalOf } from '../results/totals.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import type { Channel } from './rows.ts';
import { addDays, COLOURS, dayAxis, frame, moneyAxis } from './theme.ts';

export const PLAN_AGAINST_OUTCOME = 'plan_against_outcome';

const HEIGHT = 260;

/** How low of the height a name has no room below its line. */
const FOOT = 0.2;

interface Point {
  at: string;
  level: number;
}

/**
 * What was promised, what came, what is expected: the benefits of the financial case as they add up. None without a promise.
 *
 * The promise is grey and dashed after the day the data is judged on, the outcome solid to that day, the forecast dashed.
 */
export function planAgainstOutcome(results: Results, layout: Layout): Chart[] {
  const { months, variance } = results.plan;
  if (variance === null || months.length < 2) return [];
  const { currency } = results.program;
  const decimals = decimalsOfMoney(totalOf(results, 'financial', 'net'));
  const say = (amount: number) => formatMoney(amount, currency, decimals, scaleOf(variance.realized, variance.planned));
  const title = `${say(variance.realized)} came of ${say(variance.planned)} that was promised by ${formatDay(results.as_of)}`;
  const ahead = months.some(({ forecast }) => forecast !== 0);
  const subtitle = `Cash benefits as they add up, ${currency} at ${results.program.price_year} prices, not discounted; grey: promised; blue: realized${ahead ? '; dashed: ahead' : ''}.`;
  return [
    frame(results, layout, {
      name: PLAN_AGAINST_OUTCOME,
      title,
      subtitle,
      sort: 'Planned against realized',
      reading: [readingOf(results)],
      figures: ['total.financial.planned', 'total.financial.net', 'total.financial.forecast'].filter(
        (id) => id in results.figures,
      ),
      height: HEIGHT,
      pointing: { along: 'x', places: results.plan.months.map(({ month }, row) => [endOfMonth(month), row]) },
      body: { layer: layersOf(results, layout) },
    }),
  ];
}

/** Where both lines end, ahead included. */
function readingOf({ plan: { months }, program: { currency } }: Results): string {
  const sum = (...parts: ('planned' | 'planned_ahead' | 'realized' | 'forecast')[]) =>
    months.reduce((total, month) => total + parts.reduce((inner, part) => inner + month[part], 0), 0);
  const [promised, expected] = [sum('planned', 'planned_ahead'), sum('realized', 'forecast')];
  const say = (amount: number) => formatMoney(amount, currency, undefined, scaleOf(promised, expected));
  return `By ${formatMonth(months.at(-1)!.month)} the promise adds up to ${say(promised)}, what came and is expected to ${say(expected)}.`;
}

function layersOf({ plan: { months }, as_of }: Results, layout: Layout): Spec[] {
  const [first, last] = [months[0]!.month, addDays(months.at(-1)!.month, 31)];
  const promised = cumulated(months, 'planned', first);
  const promisedAhead = cumulated(months, 'planned_ahead', first, promised.at(-1)!.level);
  const realized = cumulated(months, 'realized', first);
  // Where nothing came, that is what the line says.
  if (realized.length < 2) realized.push({ at: as_of > first ? as_of : first, level: 0 });
  const expected = cumulated(months, 'forecast', first, realized.at(-1)!.level);
  const levels = [promised, promisedAhead, realized, expected].flatMap((line) => line.map(({ level }) => level));
  const x: Channel = (field) => ({ field, ...dayAxis(first, last, layout) });
  const y: Channel = (field) => ({
    field,
    type: 'quantitative',
    scale: { domain: [Math.min(0, ...levels), Math.max(0, ...levels) * 1.08], nice: false },
    axis: moneyAxis(5),
  });
  const line = (points: readonly Point[], mark: Spec): Spec[] =>
    points.length < 2
      ? []
      : [
          {
            data: { values: points },
            mark: { type: 'line', strokeWidth: 2, ...mark },
            encoding: { x: x('at'), y: y('level') },
          },
        ];
  const dashed = { strokeDash: [6, 4] };
  return [
    { data: { values: [{ at: as_of }] }, mark: { type: 'rule', color: COLOURS.rule }, encoding: { x: x('at') } },
    ...line(promised, { color: COLOURS.common }),
    ...line(promisedAhead, { color: COLOURS.common, ...dashed }),
    ...line(expected, { color: COLOURS.improvement, ...dashed }),
    ...line(realized, { color: COLOURS.improvement }),
    ...endNames(
      Math.min(0, ...levels) + FOOT * Math.max(...levels.map(Math.abs)),
      [
        { ...endOf(promised, promisedAhead), name: 'promised' },
        { ...endOf(realized, expected), name: expected.length < 2 ? 'realized' : 'expected' },
      ],
      x,
      y,
    ),
  ];
}

/** Where an amount of a month has come in full. */
function endOfMonth(first: string): string {
  return addDays(first, 30);
}

/** Running totals of one column at the end of each of its months, from the month before its first amount. */
function cumulated(
  months: Results['plan']['months'],
  column: 'planned' | 'planned_ahead' | 'realized' | 'forecast',
  start: string,
  opening = 0,
): Point[] {
  const used = months.filter((row) => row[column] !== 0);
  const [from, to] = [used[0]?.month, used.at(-1)?.month];
  const points: Point[] = [{ at: from ?? start, level: opening }];
  for (const row of months) {
    if (from === undefined || row.month < from || row.month > to!) continue;
    points.push({ at: endOfMonth(row.month), level: points.at(-1)!.level + row[column] });
  }
  return points;
}

/** The last point that is drawn: of what lies ahead, where there is any. */
function endOf(past: readonly Point[], ahead: readonly Point[]): Point {
  return (ahead.length < 2 ? past : ahead).at(-1)!;
}

/**
 * The upper line has its name above, the lower one below, so that neither lies on the other; at the foot, where the days
 * stand below, above as well.
 */
function endNames(foot: number, ends: readonly (Point & { name: string })[], x: Channel, y: Channel): Spec[] {
  const above = { baseline: 'bottom', dy: -6 };
  const below = { baseline: 'top', dy: 26 };
  return [...ends]
    .sort((a, b) => b.level - a.level)
    .map((end, i) => ({
      data: { values: [end] },
      mark: { type: 'text', align: 'right', dx: -2, fontWeight: 600, ...(i === 0 || end.level < foot ? above : below) },
      encoding: { x: x('at'), y: y('level'), text: { field: 'name' } },
    }));
}
