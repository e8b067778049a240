import { formatNumber, formatSigned } from '../results/format.ts';
import type { Layout, Pointing, Spec } from './chart.ts';
import { edgeText, pointAtRows, roomBeside, rowAxis, shorten } from './rows.ts';
import { COLOURS, moneyAxis, sentence } from './theme.ts';

/** Heights in pixels: a row, what lies where in it, and the x axis below. */
const ROW = { height: 38, name: 10, bar: 27, thickness: 12 };
const AXIS = 24;

/** One bar: a whole that stands on zero, or a step from where the bar before it ended. */
export interface WaterfallStep {
  name: string;
  amount: number;
  whole: boolean;
  /** Of the table behind the chart. */
  row: number;
}

/** How high is a waterfall of so many bars, its axis included? */
export function waterfallHeight(steps: readonly WaterfallStep[]): number {
  return ROW.height * steps.length + AXIS;
}

/** Where its bars lie. */
export function waterfallPointing(steps: readonly WaterfallStep[]): Pointing {
  return pointAtRows(
    ROW.height,
    steps.map(({ row }) => row),
  );
}

/** The bars in words. */
export function waterfallRead(steps: readonly WaterfallStep[]): string[] {
  return steps.map(({ name, amount, whole }) =>
    sentence(`${name}: ${whole ? formatNumber(amount, 0) : formatSigned(amount, 0)}`),
  );
}

/** Bars from top to bottom, names on the left and amounts on the right; what takes away is in the colour of concern. */
export function waterfallLayers(layout: Layout, steps: readonly WaterfallStep[]): Spec[] {
  let level = 0;
  const rows = steps.map(({ name, amount, whole }, i) => {
    const from = whole ? 0 : level;
    level = from + amount;
    const told = whole ? formatNumber(amount, 0) : formatSigned(amount, 0);
    return {
      from,
      to: level,
      top: i * ROW.height + ROW.bar - ROW.thickness / 2,
      bottom: i * ROW.height + ROW.bar + ROW.thickness / 2,
      y: i * ROW.height + ROW.name,
      name: shorten(name, roomBeside(told, layout, layout === 'wide' ? 100 : 40)),
      amount: told,
      kind: whole ? 'whole' : amount < 0 ? 'less' : 'more',
    };
  });
  const y = rowAxis(ROW.height * steps.length);
  const axis = { ...moneyAxis(layout === 'wide' ? 8 : 4), grid: false, ticks: true, tickColor: COLOURS.rule };
  const x = (field: string): Spec => ({ field, type: 'quantitative', axis });
  // A layer without rows has no extent that Vega could scale.
  const bars = (kind: (typeof rows)[number]['kind'], fill: string, stroke: string): Spec[] => {
    const values = rows.filter((row) => row.kind === kind);
    const encoding = { x: x('from'), x2: { field: 'to' }, y: y('top'), y2: { field: 'bottom' } };
    return values.length === 0
      ? []
      : [{ data: { values }, mark: { type: 'rect', fill, stroke, strokeWidth: 1 }, encoding }];
  };
  return [
    ...bars('whole', COLOURS.commonSoft, COLOURS.common),
    ...bars('less', COLOURS.concern, COLOURS.concernEdge),
    ...bars('more', COLOURS.improvementSoft, COLOURS.improvement),
    edgeText(rows, 'name', 'left', y),
    edgeText(rows, 'amount', 'right', y, { fontWeight: 600 }),
  ];
}
