import {
  figureIdsOf,
  primaryComparisons,
  type ResultComparison,
  type ResultEstimate,
  type ResultKpi,
  unitName,
} from '../results/lookup.ts';
import { effectNumbers, importantChange, measureOf, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { effectBars } from './effect-bar.ts';
import { type Channel, edgeText, pointAtRows, roomBeside, rowAxis, shorten } from './rows.ts';
import { COLOURS, frame, sentence } from './theme.ts';
import type { Verdict } from './verdict-style.ts';

/** Heights in pixels: a row, where its name, its effect and the plain difference lie in it, and the x axis below. */
const ROW = { height: 48, name: 12, effect: 29, naive: 40 };
const AXIS = 24;

/**
 * Forests of effects: how large is each KPI's effect in each unit, and how far from plain before-and-after is it?
 *
 * One chart per KPI with at least one estimated effect; all its units on one scale.
 */
export function effectsForest(results: Results, layout: Layout): Chart[] {
  const primary = primaryComparisons(results);
  return results.kpis.flatMap((kpi) => {
    const own = primary.filter((c) => c.kpi === kpi.id && c.average !== null);
    return own.length === 0 ? [] : drawForest(results, layout, kpi, own);
  });
}

/** The name of a KPI's forest. */
export function effectsForestName(kpi: string): string {
  return chartName('effects_forest', kpi);
}

function drawForest(results: Results, layout: Layout, kpi: ResultKpi, comparisons: ResultComparison[]): Chart {
  const { effectUnit } = measureOf(kpi);
  const title = findingOf(results, comparisons);
  const subtitle = [
    `Effect against what would have been without it, average after stabilization${effectUnit === '' ? '' : `, ${effectUnit}`};`,
    `bar: 95 % interval${betterSide(kpi)}. ○ plain before-and-after difference, for comparison only.`,
    ...(kpi.minimum_important_change === null ? [] : ['Grey band: changes declared too small to matter.']),
  ].join(' ');
  return frame(results, layout, {
    name: effectsForestName(kpi.id),
    title,
    subtitle,
    sort: `Effects on ${kpi.label}`,
    reading: readingOf(results, kpi, comparisons),
    figures: figureIdsOf(results, kpi.id),
    height: ROW.height * comparisons.length + AXIS,
    pointing: pointAtRows(ROW.height, [...comparisons.keys()]),
    body: { layer: layersOf(results, layout, kpi, comparisons) },
  });
}

/** Each unit's row, and what would matter. */
function readingOf(results: Results, kpi: ResultKpi, comparisons: readonly ResultComparison[]): string[] {
  const rows = comparisons.map(({ unit, average }) => {
    const said = effectNumbers(average!, kpi);
    return sentence(
      `${unitName(results, unit)}: ${withUnit(said.estimate, said.unit)} (95 % interval ${said.interval})`,
    );
  });
  const matters = kpi.minimum_important_change === null ? [] : [`The least that matters: ${importantChange(kpi)}.`];
  return [...matters, ...rows];
}

function betterSide({ direction }: ResultKpi): string {
  if (typeof direction !== 'string') return '';
  return direction === 'decrease' ? ', left of zero is better' : ', right of zero is better';
}

function findingOf(results: Results, comparisons: readonly ResultComparison[]): string {
  const units = new Map<Verdict, string[]>();
  for (const { verdict, unit } of comparisons)
    units.set(verdict, [...(units.get(verdict) ?? []), unitName(results, unit)]);
  const said = [...units].map(([verdict, names]) => `${verdict} at ${names.join(' and ')}`).join('; ');
  return `${said[0]!.toUpperCase()}${said.slice(1)}`;
}

function layersOf(results: Results, layout: Layout, kpi: ResultKpi, comparisons: readonly ResultComparison[]): Spec[] {
  const { factor } = measureOf(kpi);
  const height = ROW.height * comparisons.length;
  const important = kpi.minimum_important_change;
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { zero: true },
    axis: { ticks: true, tickColor: COLOURS.rule, tickCount: layout === 'wide' ? 8 : 5 },
  });
  const y = rowAxis(height);
  const names = comparisons.map(({ unit, average }, row) => {
    const { estimate, interval } = effectNumbers(average!, kpi);
    const numbers = `${estimate} (${interval})`;
    const name = shorten(unitName(results, unit), roomBeside(numbers, layout, layout === 'wide' ? 80 : 28));
    return { y: row * ROW.height + ROW.name, name, numbers };
  });
  const bars = comparisons.map(({ average, verdict }, row) => {
    return { ...scaled(average!, factor), verdict, y: row * ROW.height + ROW.effect };
  });
  const naives = comparisons.flatMap(({ naive }, row) =>
    naive === null ? [] : { ...scaled(naive, factor), y: row * ROW.height + ROW.naive },
  );
  return [
    ...(important === null ? [] : [bandLayer(important * factor, height, x, y)]),
    {
      // Between the lines of names and numbers, so that it crosses no word.
      data: { values: names.map(({ y: line }) => ({ zero: 0, top: line + 9, bottom: line + ROW.height - 9 })) },
      mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1 },
      encoding: { x: x('zero'), y: y('top'), y2: { field: 'bottom' } },
    },
    ...effectBars(bars, 130, x, y),
    ...naiveLayers(naives, x, y),
    edgeText(names, 'name', 'left', y, { fontWeight: 600 }),
    edgeText(names, 'numbers', 'right', y),
  ];
}

function bandLayer(important: number, height: number, x: Channel, y: Channel): Spec {
  return {
    data: { values: [{ from: -important, to: important, top: 0, bottom: height }] },
    mark: { type: 'rect', color: COLOURS.baselineWash },
    encoding: { x: x('from'), x2: { field: 'to' }, y: y('top'), y2: { field: 'bottom' } },
  };
}

function scaled({ estimate, low, high }: ResultEstimate, factor: number) {
  return { estimate: estimate * factor, low: low * factor, high: high * factor };
}

function naiveLayers(values: readonly object[], x: Channel, y: Channel): Spec[] {
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: 'rule', color: COLOURS.common, strokeWidth: 1 },
      encoding: { x: x('low'), x2: { field: 'high' }, y: y('y') },
    },
    {
      data: { values },
      mark: { type: 'point', shape: 'circle', fill: COLOURS.paper, stroke: COLOURS.common, size: 40, opacity: 1 },
      encoding: { x: x('estimate'), y: y('y') },
    },
  ];
}
