import { formatNumber } from '../results/format.ts';
import { figureIdsOf, kpiOf, primaryComparisons, type ResultComparison, unitName } from '../results/lookup.ts';
import { effectNumbers } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, forEachReport, type Layout, reportChartName, type Spec } from './chart.ts';
import { rounded } from './counterfactual.ts';
import { type EffectBar, effectBars } from './effect-bar.ts';
import { type Channel, edgeText, pointAtRows, roomBeside, rowAxis, shortenHead } from './rows.ts';
import { COLOURS, frame } from './theme.ts';

export const KPI_FOREST = 'kpi_forest';

/** Heights in pixels: a row, where its name and its bar lie in it, and the x axis below. */
const ROW = { height: 36, name: 11, effect: 26 };
const AXIS = 24;

/** The axis ends here, in least changes that matter; what reaches further is cut off and says so. */
const END = 6;

/** Of more effects than this only those are drawn that are clear of zero: a picture of hundreds shows none. */
const MOST = 24;

/** A gain in multiples of what matters: positive is better, beyond 1 matters. */
interface Gain {
  comparison: ResultComparison;
  kpi: string;
  unit: string;
  numbers: string;
  estimate: number;
  low: number;
  high: number;
}

/**
 * One forest for all: which KPIs got better or worse, and by how many times what would matter?
 *
 * Each comparison's effect is turned so that right is better, and divided by its minimum important change. KPIs without one,
 * or with a band instead of a direction, cannot stand on this scale; the subtitle counts them.
 */
export const kpiForest = forEachReport(drawForest);

function drawForest(results: Results, layout: Layout): Chart[] {
  const estimated = primaryComparisons(results).filter(({ average }) => average !== null);
  const primary = estimated.filter(({ verdict }) => verdict !== 'not comparable');
  const apart = estimated.length - primary.length;
  const gains = primary.flatMap((comparison) => gainOf(results, comparison));
  if (gains.length < 2) return [];
  const left = primary.length - gains.length;
  const better = gains.filter(({ low }) => low > 0).length;
  const worse = gains.filter(({ high }) => high < 0).length;
  const title = `Of ${gains.length} effects ${better} are clear of zero for the better, ${worse} for the worse`;
  const drawn = gains.length > MOST ? gains.filter(({ low, high }) => low > 0 || high < 0) : gains;
  if (drawn.length === 0) return [];
  const subtitle = [
    'Effect in multiples of the least change that matters: right of 0 is better, beyond 1 matters; bar: 95 % interval.',
    `Grey: too small to matter.${left === 0 ? '' : ` ${left} without a declared least change, or with a band for a goal, cannot stand here.`}`,
    ...(apart === 0 ? [] : [`${apart} not comparable, and so left out.`]),
    ...(drawn.length < gains.length ? ['Those clear of zero are drawn, all others stand in the table.'] : []),
    ...(drawn.some(({ low, high }) => low < -END || high > END) ? ['Bars that touch the edge go on beyond it.'] : []),
  ].join(' ');
  return [
    frame(results, layout, {
      name: reportChartName(KPI_FOREST, results),
      title,
      subtitle,
      sort: 'Effects on all KPIs on one scale',
      reading: readingOf(gains),
      figures: drawn.flatMap(({ comparison }) => figureIdsOf(results, comparison.kpi, comparison.unit)),
      height: ROW.height * drawn.length + AXIS,
      pointing: pointAtRows(
        ROW.height,
        drawn.map(({ comparison }) => primary.indexOf(comparison)),
      ),
      body: { layer: layersOf(layout, drawn) },
    }),
  ];
}

/** Both ends of the scale. */
function readingOf(gains: readonly Gain[]): string[] {
  const sorted = [...gains].sort((a, b) => a.estimate - b.estimate);
  const told = (name: string, { kpi, unit, estimate }: Gain) =>
    `${name}: ${kpi} at ${unit}, ${formatNumber(Math.abs(estimate), 1)} times what matters.`;
  const [worst, best] = [sorted[0]!, sorted.at(-1)!];
  return [
    ...(worst.estimate < 0 ? [told('The largest loss', worst)] : []),
    ...(best.estimate > 0 ? [told('The largest gain', best)] : []),
  ];
}

function gainOf(results: Results, comparison: ResultComparison): Gain[] {
  const kpi = kpiOf(results, comparison.kpi);
  const { direction, minimum_important_change: important } = kpi;
  if (important === null || typeof direction !== 'string') return [];
  const { estimate, low, high } = comparison.average!;
  const turn = (value: number) => (direction === 'decrease' ? -value : value) / important;
  const [a, b] = [turn(low), turn(high)];
  const { estimate: said, interval } = effectNumbers(comparison.average!, kpi);
  return [
    {
      comparison,
      kpi: kpi.label,
      unit: unitName(results, comparison.unit),
      numbers: `${said} (${interval})`,
      estimate: turn(estimate),
      low: Math.min(a, b),
      high: Math.max(a, b),
    },
  ];
}

function layersOf(layout: Layout, gains: readonly Gain[]): Spec[] {
  const height = ROW.height * gains.length;
  const x: Channel = (field) => ({
    field,
    type: 'quantitative',
    scale: { domain: [-END, END], nice: false },
    axis: { ticks: true, tickColor: COLOURS.rule, tickCount: layout === 'wide' ? 12 : 6 },
  });
  const y = rowAxis(height);
  const names = gains.map(({ kpi, unit, numbers }, row) => ({
    y: row * ROW.height + ROW.name,
    name: shortenHead(kpi, `, ${unit}`, layout === 'wide' ? roomBeside(numbers, layout, 90) : 54),
    numbers,
  }));
  return [
    {
      data: { values: [{ from: -1, to: 1, top: 0, bottom: height }] },
      mark: { type: 'rect', color: COLOURS.baselineWash },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('top'), y2: { field: 'bottom' } },
    },
    {
      data: { values: names.map(({ y: line }) => ({ zero: 0, top: line + 8, bottom: line + ROW.height - 8 })) },
      mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1 },
      encoding: { x: x('zero'), y: y('top'), y2: { field: 'bottom' } },
    },
    ...effectBars(gains.map(within), 90, x, y),
    edgeText(names, 'name', 'left', y, { fontSize: 12 }),
    ...(layout === 'wide' ? [edgeText(names, 'numbers', 'right', y, { fontSize: 12, color: COLOURS.muted })] : []),
  ];
}

/** As far as the axis goes. */
function within({ estimate, low, high, comparison: { verdict } }: Gain, row: number): EffectBar {
  const cut = (value: number) => rounded(Math.min(END, Math.max(-END, value)));
  return { estimate: cut(estimate), low: cut(low), high: cut(high), verdict, y: row * ROW.height + ROW.effect };
}
