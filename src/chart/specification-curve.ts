import { decimalsOfValues, formatSigned } from '../results/format.ts';
import { figureIdsOf, type SeriesKey, unitName } from '../results/lookup.ts';
import { effectNumbers, measureOf, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { rounded } from './counterfactual.ts';
import { type Judged, judgedComparisons } from './judged.ts';
import { type Channel, edgeText } from './rows.ts';
import { COLOURS, frame, WIDTH } from './theme.ts';

type Branch = NonNullable<Results['comparisons'][number]['specifications']>['branches'][number];

/** Heights in pixels: of the curve, of the gap below it, and of one row of choices. */
const CURVE = 180;
const GAP = 16;
const ROW = 13;

/** Room for the names of the choices. */
const NAMES = { wide: 190, narrow: 172 };

/** The choices a branch makes, in the order in which the rows name them. */
const CHOICES = ['adjustment', 'baseline', 'stabilization', 'trend', 'season', 'method'] as const;

/**
 * Specification curves: would the claim have survived other defensible choices? One per judged comparison with at least two.
 *
 * Above, every choice's effect with its interval, in order; below, a mark in the row of each choice that lies under it.
 * Choices that all branches share have no row.
 */
export function specificationCurve(results: Results, layout: Layout): Chart[] {
  return judgedComparisons(results).flatMap((judged) =>
    (judged.comparison.specifications?.branches.length ?? 0) < 2 ? [] : drawCurve(results, layout, judged),
  );
}

/** The name of a comparison's specification curve. */
export function specificationCurveName({ kpi, unit }: Pick<SeriesKey, 'kpi' | 'unit'>): string {
  return chartName('specification_curve', kpi, unit);
}

function drawCurve(results: Results, layout: Layout, { comparison, kpi }: Judged): Chart {
  const { factor, effectUnit } = measureOf(kpi);
  const { n, agree, branches } = comparison.specifications!;
  const rows = choiceRows(branches);
  const title = `${agree} of ${n} defensible choices agree with the one that counts`;
  const subtitle = `Average effect${effectUnit === '' ? '' : `, ${effectUnit}`}, of each way to estimate it, in order; bar: 95 % interval. ◆ the one that counts. Pale: without a trend, and so not counted. Below: what each one chooses.`;
  return frame(results, layout, {
    name: specificationCurveName(comparison),
    title,
    subtitle,
    sort: `Specification curve of ${kpi.label} at ${unitName(results, comparison.unit)}`,
    reading: readingOf({ comparison, kpi }, branches),
    figures: figureIdsOf(results, comparison.kpi, comparison.unit),
    height: CURVE + GAP + ROW * rows.length,
    pointing: { along: 'x', places: branches.map((_, i) => [branchAt(i, branches.length, layout), i]) },
    body: { layer: layersOf(branches, rows, factor, layout) },
  });
}

/** How far the choices are apart, and where the one that counts stands among them. */
function readingOf({ comparison, kpi }: Judged, branches: readonly Branch[]): string[] {
  const { factor, effectUnit } = measureOf(kpi);
  const estimates = branches.map(({ estimate }) => estimate * factor);
  const decimals = decimalsOfValues(estimates);
  const say = (value: number) => formatSigned(value, decimals);
  const clear = branches.filter(({ low, high }) => low > 0 || high < 0).length;
  const real = effectNumbers(comparison.average!, kpi);
  const place = branches.findIndex(({ primary }) => primary);
  return [
    `Effects between ${say(Math.min(...estimates))} and ${withUnit(say(Math.max(...estimates)), effectUnit)}.`,
    `${clear} of ${branches.length} intervals are clear of zero.`,
    ...(place < 0 ? [] : [`The one that counts is number ${place + 1}: ${withUnit(real.estimate, real.unit)}.`]),
  ];
}

interface ChoiceRow {
  name: string;
  takes(branch: Branch): boolean;
}

function choiceRows(branches: readonly Branch[]): ChoiceRow[] {
  return CHOICES.flatMap((choice) => {
    const options = [...new Set(branches.map((branch) => branch[choice]))];
    if (options.length < 2) return [];
    return options.map((option) => ({
      name: choice === 'method' || choice === 'adjustment' ? option : `${choice}: ${option}`,
      takes: (branch: Branch) => branch[choice] === option,
    }));
  });
}

function layersOf(branches: readonly Branch[], rows: readonly ChoiceRow[], factor: number, layout: Layout): Spec[] {
  const height = CURVE + GAP + ROW * rows.length;
  const values = branches.flatMap(({ low, high }) => [low * factor, high * factor]);
  const [least, most] = [Math.min(...values, 0), Math.max(...values, 0)];
  const at = (value: number) => rounded(((most - value) / (most - least || 1)) * (CURVE - 8) + 4);
  const left = NAMES[layout];
  const step = (WIDTH[layout] - left - 10) / branches.length;
  const across = (i: number) => branchAt(i, branches.length, layout);
  const x: Channel = (field) => pixels(field, WIDTH[layout], false);
  const y: Channel = (field) => pixels(field, height, true);
  const drawn = branches.map((branch, i) => ({
    i: across(i),
    estimate: at(branch.estimate * factor),
    low: at(branch.low * factor),
    high: at(branch.high * factor),
    counted: branch.counted,
    primary: branch.primary,
  }));
  const of = (wanted: boolean) => drawn.filter(({ counted }) => counted === wanted);
  const names = rows.map(({ name }, row) => ({ y: rowAt(row), name }));
  const marks = rows.flatMap(({ takes }, row) =>
    stretches(branches.map(takes)).map(([first, last]) => ({
      from: rounded(across(first) - 0.35 * step),
      to: rounded(across(last) + 0.35 * step),
      y: rowAt(row),
    })),
  );
  return [
    {
      data: { values: [{ zero: at(0), from: left, to: WIDTH[layout] }] },
      mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1 },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('zero') },
    },
    ...axisLayers(least, most, at, left, WIDTH[layout], x, y),
    ...branchLayers(of(false), COLOURS.rule, x, y),
    ...branchLayers(of(true), COLOURS.common, x, y),
    ...primaryLayers(
      drawn.filter(({ primary }) => primary),
      x,
      y,
    ),
    {
      data: { values: marks },
      mark: { type: 'rule', color: COLOURS.muted, strokeWidth: 4 },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('y') },
    },
    edgeText(names, 'name', 'left', y, { fontSize: 11, color: COLOURS.muted }),
  ];
}

/** Where the `i`th of so many branches stands, in pixels. */
function branchAt(i: number, count: number, layout: Layout): number {
  return rounded(NAMES[layout] + ((i + 0.5) * (WIDTH[layout] - NAMES[layout] - 10)) / count);
}

/** First and last place of each unbroken run of true. */
function stretches(taken: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  taken.forEach((is, i) => {
    if (!is) return;
    if (i > 0 && taken[i - 1]) runs.at(-1)![1] = i;
    else runs.push([i, i]);
  });
  return runs;
}

function rowAt(row: number): number {
  return CURVE + GAP + ROW * (row + 0.5);
}

/** Laid out by hand, in pixels: curve and rows share one plot. */
function pixels(field: string, extent: number, reverse: boolean): Spec {
  return { field, type: 'quantitative', scale: { domain: [0, extent], reverse, nice: false, zero: false }, axis: null };
}

/** Zero and the ends of the curve, as numbers before it. */
function axisLayers(
  least: number,
  most: number,
  at: (value: number) => number,
  left: number,
  right: number,
  x: Channel,
  y: Channel,
): Spec[] {
  const digits = (value: number) => String(Number(value.toPrecision(2))).replace('-', '−');
  const ends = [least, most].filter((end) => Math.abs(at(end) - at(0)) > 14);
  const labels = [0, ...ends].map((value) => ({ y: at(value), at: left - 6, label: digits(value) }));
  return [
    {
      data: { values: ends.map((end) => ({ y: at(end), from: left, to: right })) },
      mark: { type: 'rule', color: COLOURS.grid, strokeWidth: 1 },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('y') },
    },
    {
      data: { values: labels },
      mark: { type: 'text', align: 'right', baseline: 'middle', color: COLOURS.muted },
      encoding: { x: x('at'), y: y('y'), text: { field: 'label' } },
    },
  ];
}

function branchLayers(values: readonly object[], color: string, x: Channel, y: Channel): Spec[] {
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: 'rule', color, strokeWidth: 1 },
      encoding: { x: x('i'), y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values },
      mark: { type: 'point', shape: 'circle', filled: true, color, size: 18, opacity: 1 },
      encoding: { x: x('i'), y: y('estimate') },
    },
  ];
}

function primaryLayers(values: readonly object[], x: Channel, y: Channel): Spec[] {
  return [
    {
      data: { values },
      mark: { type: 'rule', color: COLOURS.improvement, strokeWidth: 2 },
      encoding: { x: x('i'), y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values },
      mark: { type: 'point', shape: 'diamond', filled: true, color: COLOURS.improvement, size: 90, opacity: 1 },
      encoding: { x: x('i'), y: y('estimate') },
    },
  ];
}
