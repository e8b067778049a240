import { decimalsOfValues, formatNumber } from '../results/format.ts';
import {
  figureIdsOf,
  primaryComparisons,
  type ResultComparison,
  type ResultKpi,
  seriesOf,
  unitName,
} from '../results/lookup.ts';
import { measureOf, statisticWords, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { rounded } from './counterfactual.ts';
import { type Channel, edgeText, roomBeside, rowAxis, shorten } from './rows.ts';
import { COLOURS, frame, sentence } from './theme.ts';

/** Heights in pixels: a unit's name, one window's bar below it, and the x axis. */
const NAME = 24;
const BAR = 26;
const UNIT = NAME + 2 * BAR + 8;
const AXIS = 24;

/** Values a window must have for its quantiles to mean anything. */
const LEAST_VALUES = 8;

/** The quantiles of one window's values: 10, 25, 50, 75 and 90 % (type 7). */
export interface Spread {
  n: number;
  quantiles: [number, number, number, number, number];
}

/**
 * How are the period values spread before and after? Quantile bands of the baseline above those of the time after
 * stabilization, for every unit of a KPI. Plain values: neither trend nor season is taken out.
 */
export function beforeAfter(results: Results, layout: Layout): Chart[] {
  return results.kpis.flatMap((kpi) => {
    const units = primaryComparisons(results)
      .filter((comparison) => comparison.kpi === kpi.id)
      .flatMap((comparison) => quantilesOf(results, kpi, comparison));
    return units.length === 0 ? [] : drawSpreads(results, layout, kpi, units);
  });
}

/** The name of a KPI's before/after chart. */
export function beforeAfterName(kpi: string): string {
  return chartName('before_after', kpi);
}

/** A unit's values before and after. */
export interface UnitSpreads {
  unit: string;
  before: Spread;
  after: Spread;
}

/** One unit's spreads, in the unit shown; none where a window has fewer than eight values. */
export function quantilesOf(results: Results, kpi: ResultKpi, comparison: ResultComparison): UnitSpreads[] {
  const { factor } = measureOf(kpi);
  const cells = seriesOf(results, comparison);
  const valuesIn = (window: 'baseline' | 'post') =>
    cells.flatMap(({ phase, value }) => (phase === window && value !== null ? value * factor : []));
  const [before, after] = [valuesIn('baseline'), valuesIn('post')];
  if (before.length < LEAST_VALUES || after.length < LEAST_VALUES) return [];
  return [{ unit: unitName(results, comparison.unit), before: spreadOf(before), after: spreadOf(after) }];
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number) => {
    const place = p * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
  };
  return { n: values.length, quantiles: [at(0.1), at(0.25), at(0.5), at(0.75), at(0.9)] };
}

function drawSpreads(results: Results, layout: Layout, kpi: ResultKpi, units: readonly UnitSpreads[]): Chart {
  const { unit } = measureOf(kpi);
  const medians = units.flatMap(({ before, after }) => [before.quantiles[2], after.quantiles[2]]);
  const decimals = decimalsOfValues(medians);
  const say = (value: number) => withUnit(formatNumber(value, decimals), unit);
  const title = units
    .map((one) => `${one.unit}: ${say(one.before.quantiles[2])} before, ${say(one.after.quantiles[2])} after`)
    .join('; ');
  const subtitle = `Middle of the ${statisticWords(kpi.statistic)}s by ${kpi.period}${unit === '' ? '' : `, ${unit}`}; broad bar: the middle half, thin bar: from the 10th to the 90th of a hundred. Grey before go-live, blue after stabilization. Trend and season are in it.`;
  return frame(results, layout, {
    name: beforeAfterName(kpi.id),
    title,
    subtitle,
    sort: `Spread of ${kpi.label} before and after`,
    reading: units.map((one) => spreadRead(one, unit)),
    figures: figureIdsOf(results, kpi.id),
    height: UNIT * units.length + AXIS,
    body: { layer: layersOf(layout, units) },
  });
}

function spreadRead({ unit: name, before, after }: UnitSpreads, unit: string): string {
  const decimals = decimalsOfValues([...before.quantiles, ...after.quantiles]);
  const half = ({ quantiles }: Spread) =>
    `${formatNumber(quantiles[1], decimals)} to ${withUnit(formatNumber(quantiles[3], decimals), unit)}`;
  return sentence(`${name}: the middle half lies at ${half(before)} before, at ${half(after)} after`);
}

function layersOf(layout: Layout, units: readonly UnitSpreads[]): Spec[] {
  const height = UNIT * units.length;
  const x: Channel = (field) => ({
    field,
    type: 'quantitative',
    scale: { zero: false },
    axis: { ticks: true, tickColor: COLOURS.rule, grid: true, tickCount: layout === 'wide' ? 8 : 5 },
  });
  const y = rowAxis(height);
  const bars = units.flatMap(({ before, after }, i) => [
    { ...barOf(before), y: i * UNIT + NAME + 0.5 * BAR, window: 'before' },
    { ...barOf(after), y: i * UNIT + NAME + 1.5 * BAR, window: 'after' },
  ]);
  const of = (window: string) => bars.filter((bar) => bar.window === window);
  const names = units.map(({ unit, before, after }, i) => {
    const n = `${before.n} and ${after.n} values`;
    return { y: i * UNIT + 12, name: shorten(unit, roomBeside(n, layout, layout === 'wide' ? 80 : 26)), n };
  });
  return [
    ...bandLayers(of('before'), COLOURS.common, COLOURS.commonSoft, x, y),
    ...bandLayers(of('after'), COLOURS.improvement, COLOURS.improvementSoft, x, y),
    edgeText(names, 'name', 'left', y, { fontWeight: 600 }),
    edgeText(names, 'n', 'right', y, { color: COLOURS.muted, fontSize: 12 }),
  ];
}

function barOf({ quantiles: [p10, p25, p50, p75, p90] }: Spread) {
  return { p10: rounded(p10), p25: rounded(p25), p50: rounded(p50), p75: rounded(p75), p90: rounded(p90) };
}

function bandLayers(values: readonly object[], edge: string, fill: string, x: Channel, y: Channel): Spec[] {
  return [
    {
      data: { values },
      mark: { type: 'rule', color: edge, strokeWidth: 2 },
      encoding: { x: x('p10'), x2: { field: 'p90' }, y: y('y') },
    },
    {
      data: { values },
      mark: { type: 'bar', height: 14, color: fill, stroke: edge, strokeWidth: 1 },
      encoding: { x: x('p25'), x2: { field: 'p75' }, y: y('y') },
    },
    {
      data: { values },
      mark: { type: 'tick', color: edge, thickness: 3, size: 18, orient: 'vertical' },
      encoding: { x: x('p50'), y: y('y') },
    },
  ];
}
