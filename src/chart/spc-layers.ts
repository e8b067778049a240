import { formatDay } from '../results/format.ts';
import type { ResultWindow } from '../results/lookup.ts';
import type { Layout, Spec } from './chart.ts';
import type { Channel } from './rows.ts';
import { type LevelLine, LINES } from './spc-lines.ts';
import { addDays, COLOURS } from './theme.ts';

/**
 * Each kind of point in its own shape and colour; special causes lie above common ones. Sizes are areas: those of a circle of
 * radius 2 and a diamond of 4 make short numbers, and there are thousands of points.
 */
export const POINTS = {
  'left out': { shape: 'M-1,-1L1,1M1,-1L-1,1', fill: COLOURS.paper, stroke: COLOURS.common, size: 18 },
  'common cause': { shape: 'circle', fill: COLOURS.paper, stroke: COLOURS.common, size: 4 * Math.PI },
  improvement: { shape: 'diamond', fill: COLOURS.improvement, stroke: COLOURS.improvement, size: 64 },
  concern: { shape: 'triangle-up', fill: COLOURS.concern, stroke: COLOURS.concernEdge, size: 60 },
};

/** A period's value as drawn. `run` counts up at each missing period: no line bridges a gap. */
export interface Point {
  period: string;
  value: number;
  run: number;
  kind: keyof typeof POINTS;
}

/** The windows as washes with their names above, and the go-live as a labelled rule. */
export function windowLayers(window: ResultWindow | null, end: string, x: Channel, layout: Layout): Spec[] {
  if (window === null) return [];
  const { baseline, stabilization, post, go_live } = window;
  const washes = [
    { name: 'baseline', from: baseline.from, to: addDays(baseline.to, 1), colour: COLOURS.baselineWash },
    {
      name: 'stabilization',
      from: stabilization.from,
      to: addDays(stabilization.to, 1),
      colour: COLOURS.stabilizationWash,
    },
  ];
  const names = [
    { name: 'baseline', at: baseline.from },
    ...(post === null || post.from >= end
      ? []
      : [{ name: layout === 'wide' ? 'post-stabilization' : 'post', at: post.from }]),
  ];
  return [
    {
      data: { values: washes },
      mark: { type: 'rect' },
      encoding: { x: x('from'), x2: { field: 'to' }, color: { field: 'colour', scale: null } },
    },
    {
      data: { values: names },
      mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -4, color: COLOURS.muted },
      encoding: { x: x('at'), y: { value: 0 }, text: { field: 'name' } },
    },
    {
      data: { values: [{ at: go_live }] },
      mark: { type: 'rule', color: COLOURS.ink, y: -20, y2: 'height' },
      encoding: { x: x('at') },
    },
    {
      data: { values: [{ at: go_live, label: `go-live ${formatDay(go_live)}` }] },
      mark: { type: 'text', baseline: 'bottom', dy: -22, fontWeight: 600 },
      encoding: { x: x('at'), y: { value: 0 }, text: { field: 'label' } },
    },
  ];
}

/** The horizontal lines, each kind in its own style. */
export function levelLayers(lines: readonly LevelLine[], x: Channel, y: Channel): Spec[] {
  if (lines.length === 0) return [];
  const rows = lines.map(({ kind, from, to, y: level }) => ({ kind, from, to, level }));
  const style = styles(LINES);
  return [
    {
      data: { values: inOrder(rows, LINES) },
      mark: { type: 'rule' },
      encoding: {
        ...{ x: x('from'), x2: { field: 'to' }, y: y('level') },
        color: style(({ color }) => color),
        strokeWidth: style(({ strokeWidth }) => strokeWidth),
        strokeDash: style(({ strokeDash }) => strokeDash),
      },
    },
  ];
}

/** The values as a thin line, and over it a mark for each. */
export function pointLayers(points: readonly Point[], x: Channel, y: Channel): Spec[] {
  const style = styles(POINTS);
  return [
    {
      data: { values: points.map(({ period, value, run }) => ({ period, value, run })) },
      mark: { type: 'line', color: COLOURS.common, strokeWidth: 1 },
      encoding: { x: x('period'), y: y('value'), detail: { field: 'run' } },
    },
    {
      data: {
        values: inOrder(
          points.map(({ kind, period, value }) => ({ kind, period, value })),
          POINTS,
        ),
      },
      mark: { type: 'point', opacity: 1, strokeWidth: 1 },
      encoding: {
        ...{ x: x('period'), y: y('value') },
        shape: style(({ shape }) => shape),
        fill: style(({ fill }) => fill),
        stroke: style(({ stroke }) => stroke),
        size: style(({ size }) => size),
      },
    },
  ];
}

/** Channels by which each kind is drawn in its own style: one layer for all kinds is drawn in half the time of one for each. */
function styles<Style>(kinds: Readonly<Record<string, Style>>): (property: (style: Style) => unknown) => Spec {
  return (property) => ({
    condition: Object.entries(kinds).map(([kind, style]) => ({
      test: `datum.kind === '${kind}'`,
      value: property(style),
    })),
  });
}

/** In the order of their kinds: what comes later lies above. */
function inOrder<Row extends { kind: string }>(rows: readonly Row[], kinds: object): Row[] {
  return Object.keys(kinds).flatMap((kind) => rows.filter((row) => row.kind === kind));
}
