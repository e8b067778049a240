import { decimalsOfValues } from '../results/format.ts';
import type { Spec } from './chart.ts';
import { POINTS, type Point } from './spc-layers.ts';
import { type LevelLine, LINES } from './spc-lines.ts';
import { COLOURS, CONFIG } from './theme.ts';

/**
 * What a process chart draws, short, for a reader who wants to look closer: days are counted from `start`.
 *
 * `row` is the place of a point in the table behind the chart, which says it in words.
 */
export interface Explorable {
  start: string;
  /** The first and the last day, and the lowest and the highest value that are drawn. */
  span: [from: number, to: number, low: number, high: number];
  /** How many decimals the values bear. */
  decimals: number;
  goLive: number | null;
  points: [day: number, value: number, kind: number, run: number, row: number][];
  lines: [from: number, to: number, value: number, kind: number, label: string][];
}

const KINDS = Object.keys(POINTS) as (keyof typeof POINTS)[];
/** The lines of a process chart, and the band of what would have been. */
const LINE_STYLES = { ...LINES, interval: { color: COLOURS.rule, strokeWidth: 1.5, strokeDash: [1, 0] } };
type ExplorerLine = Omit<LevelLine, 'kind'> & { kind: keyof typeof LINE_STYLES };
const LINE_KINDS = Object.keys(LINE_STYLES) as ExplorerLine['kind'][];
const DAY_MS = 86_400_000;

/**
 * @param points  in the order of their periods
 * @param rows    of every period, its place in the table
 */
export function explorable(
  {
    points,
    lines,
    domain,
  }: { points: readonly Point[]; lines: readonly ExplorerLine[]; domain: readonly [number, number] },
  { end, goLive, rows }: { end: string; goLive: string | null; rows: ReadonlyMap<string, number> },
): Explorable {
  const start = points[0]!.period;
  const day = (date: string) => Math.round((Date.parse(date) - Date.parse(start)) / DAY_MS);
  return {
    start,
    span: [0, day(end), short(domain[0]), short(domain[1])],
    decimals: Math.max(0, decimalsOfValues(points.map(({ value }) => value))),
    goLive: goLive === null ? null : day(goLive),
    points: points.map(({ period, value, run, kind }) => [
      day(period),
      short(value),
      KINDS.indexOf(kind),
      run,
      rows.get(period)!,
    ]),
    lines: lines.map(({ from, to, y, kind, label }) => [
      day(from),
      day(to),
      short(y),
      LINE_KINDS.indexOf(kind),
      label ?? '',
    ]),
  };
}

/** A hundredth of a pixel is finer than anybody sees. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}

/** How each kind of point and of line is drawn, by the numbers that stand for the kinds. */
export const EXPLORER_STYLES = {
  points: Object.values(POINTS),
  lines: LINE_KINDS.map((kind) => ({ kind, ...LINE_STYLES[kind] })),
};

/**
 * The one specification that draws any of them: points and lines come in as data, what part of it is seen as parameters.
 * Times are in milliseconds.
 */
export const EXPLORER: Spec = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width: 880,
  height: 320,
  padding: 4,
  autosize: { type: 'fit', contains: 'padding' },
  background: COLOURS.paper,
  config: CONFIG,
  params: ['from', 'to', 'low', 'high', 'at'].map((name) => ({ name, value: 0 })),
  layer: [
    {
      data: { name: 'lines' },
      mark: { type: 'rule', clip: true },
      encoding: {
        x: x('from'),
        x2: { field: 'to' },
        y: y('value'),
        color: own('color'),
        strokeWidth: own('strokeWidth', 'quantitative'),
        strokeDash: own('strokeDash'),
      },
    },
    { data: { name: 'goLive' }, mark: { type: 'rule', clip: true, color: COLOURS.ink }, encoding: { x: x('day') } },
    {
      data: { name: 'points' },
      mark: { type: 'line', clip: true, color: COLOURS.common, strokeWidth: 1 },
      encoding: { x: x('day'), y: y('value'), detail: { field: 'run' } },
    },
    {
      data: { name: 'points' },
      transform: [{ filter: 'datum.row === at' }],
      mark: { type: 'point', clip: true, shape: 'circle', size: 260, strokeWidth: 2, color: COLOURS.ink },
      encoding: { x: x('day'), y: y('value') },
    },
    {
      data: { name: 'points' },
      mark: { type: 'point', clip: true, opacity: 1, strokeWidth: 1 },
      encoding: {
        x: x('day'),
        y: y('value'),
        shape: own('shape'),
        fill: own('fill'),
        stroke: own('stroke'),
        size: own('size', 'quantitative'),
      },
    },
  ],
};

function x(field: string): Spec {
  return {
    field,
    type: 'temporal',
    scale: { type: 'utc', nice: false, domainMin: { expr: 'from' }, domainMax: { expr: 'to' } },
    // Months as numbers: they read the same in every language.
    axis: {
      format: '%Y-%m',
      labelOverlap: true,
      ticks: true,
      tickColor: COLOURS.rule,
      domain: true,
      domainColor: COLOURS.rule,
    },
  };
}

function y(field: string): Spec {
  return {
    field,
    type: 'quantitative',
    scale: { nice: false, zero: false, domainMin: { expr: 'low' }, domainMax: { expr: 'high' } },
    axis: { grid: true, tickCount: 5 },
  };
}

/** A look that each row brings along. */
function own(field: string, type: 'nominal' | 'quantitative' = 'nominal'): Spec {
  return { field, type, scale: null };
}
