import { decimalsOfValues, formatMonth, formatNumber } from '../results/format.ts';
import { figureIdsOf, type SeriesKey, seriesOf, unitName, windowOf } from '../results/lookup.ts';
import { effectNumbers, measureOf, statisticWords, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { type Explorable, explorable } from './explorer.ts';
import { type Judged, judgedComparisons } from './judged.ts';
import type { Channel } from './rows.ts';
import { afterRead } from './spc.ts';
import { windowLayers } from './spc-layers.ts';
import { addDays, COLOURS, dayAxis, frame } from './theme.ts';

const HEIGHT = 280;
/** Room above and below what is drawn, as a share of it. */
const EDGE = 0.05;
const PERIOD_DAYS = { day: 1, week: 7, month: 31 };

type Foretold = Results['counterfactuals'][number];

/** What would have been: each judged series beside the line that its baseline foretold, with the band of its effect. */
export function counterfactual(results: Results, layout: Layout): Chart[] {
  return judgedComparisons(results).flatMap((judged) => {
    const path = counterfactualPath(results, judged.comparison);
    return path.length === 0 ? [] : drawCounterfactual(results, layout, judged, path);
  });
}

/** The name of a comparison's counterfactual chart. */
export function counterfactualName({ kpi, unit }: Pick<SeriesKey, 'kpi' | 'unit'>): string {
  return chartName('counterfactual', kpi, unit);
}

/** One series as it would have been, in period order. */
export function counterfactualPath(results: Results, key: SeriesKey): Foretold[] {
  return results.counterfactuals.filter(
    (one) =>
      one.kpi === key.kpi &&
      one.unit === key.unit &&
      one.statistic === key.statistic &&
      one.adjustment === key.adjustment,
  );
}

function drawCounterfactual(results: Results, layout: Layout, { comparison, kpi }: Judged, path: Foretold[]): Chart {
  const { estimate, interval, unit } = effectNumbers(comparison.average!, kpi);
  const title = `${withUnit(estimate, unit)} on average against what would have been (${interval})`;
  const measure = measureOf(kpi);
  const subtitle = [
    `${statisticWords(comparison.statistic)} by ${kpi.period}${measure.unit === '' ? '' : `, ${measure.unit}`},`,
    `${formatMonth(path[0]!.period)} to ${formatMonth(path.at(-1)!.period)}.`,
    'Thin: as measured. Dashed: without the deployment, by the model of the baseline.',
    'Band: 95 % interval of the effect in each period.',
  ].join(' ');
  const chart = frame(results, layout, {
    name: counterfactualName(comparison),
    title,
    subtitle: `${subtitle[0]!.toUpperCase()}${subtitle.slice(1)}`,
    sort: `${kpi.label} at ${unitName(results, comparison.unit)}, measured and without the deployment`,
    reading: readingOf(results, { comparison, kpi }, path),
    figures: figureIdsOf(results, comparison.kpi, comparison.unit),
    height: HEIGHT,
    body: { layer: layersOf(results, layout, { comparison, kpi }, path) },
  });
  const explore = closerLook(results, { comparison, kpi }, path);
  return explore === null ? chart : { ...chart, explore };
}

/** The periods in which the deployment worked, as its table tells them: measured, without it, and the band as steps. */
function closerLook(results: Results, { comparison, kpi }: Judged, path: Foretold[]): Explorable | null {
  const { factor } = measureOf(kpi);
  const told = path.filter(({ low, high }) => low !== null && high !== null);
  const rows = new Map(told.map(({ period }, row) => [period, row]));
  const points = seriesOf(results, comparison)
    .filter(({ period, value }) => rows.has(period) && value !== null)
    .map(({ period, value }) => ({ period, value: value! * factor, run: 0, kind: 'common cause' as const }));
  if (points.length === 0) return null;
  const end = addDays(told.at(-1)!.period, PERIOD_DAYS[kpi.period]);
  const lines = told.flatMap(({ period, without, low, high }, i) => {
    const [from, to] = [period, told[i + 1]?.period ?? end];
    const levels = [
      ['interval', low!],
      ['interval', high!],
      ['counterfactual', without],
    ] as const;
    return levels.map(([kind, value]) => ({ kind, from, to, y: value * factor, label: null }));
  });
  const values = [...points.map(({ value }) => value), ...lines.map(({ y }) => y)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const edge = EDGE * (most - least);
  const domain = [least - edge, most + edge] as const;
  return explorable({ points, lines, domain }, { end, goLive: null, rows });
}

/** How close the model came before go-live, and how far the lines are apart after it. */
function readingOf(results: Results, { comparison, kpi }: Judged, path: Foretold[]): string[] {
  const { factor, unit, effectUnit } = measureOf(kpi);
  const measured = new Map(seriesOf(results, comparison).map(({ period, value }) => [period, value]));
  const apart = path.flatMap(({ period, without, low }) => {
    const value = measured.get(period) ?? null;
    return low !== null || value === null ? [] : Math.abs(value - without) * factor;
  });
  const decimals = decimalsOfValues(path.map(({ without }) => without * factor));
  const mean = apart.reduce((sum, one) => sum + one, 0) / apart.length;
  const close = withUnit(formatNumber(mean, decimals), effectUnit);
  return [
    ...(apart.length === 0 ? [] : [`Until stabilization ends the two lines lie ${close} apart on average.`]),
    ...afterRead(comparison, (value) => withUnit(formatNumber(value * factor, decimals), unit)),
  ];
}

function layersOf(results: Results, layout: Layout, { comparison, kpi }: Judged, path: Foretold[]): Spec[] {
  const { factor } = measureOf(kpi);
  const end = addDays(path.at(-1)!.period, PERIOD_DAYS[kpi.period]);
  const x: Channel = (field) => ({ field, ...dayAxis(path[0]!.period, end, layout) });
  const y: Channel = (field) => ({
    field,
    type: 'quantitative',
    scale: { zero: false },
    axis: { grid: true, tickCount: 5 },
  });
  const within = new Set(path.map(({ period }) => period));
  const measured = seriesOf(results, comparison)
    .filter(({ period, value }) => within.has(period) && value !== null)
    .map(({ period, value }) => ({ period, value: rounded(value! * factor) }));
  const foretold = path.map(({ period, without, low, high }) => ({
    period,
    without: rounded(without * factor),
    ...(low === null || high === null ? {} : { low: rounded(low * factor), high: rounded(high * factor) }),
  }));
  return [
    ...windowLayers(windowOf(results, comparison.deployment, comparison.unit), end, x, layout),
    {
      data: { values: foretold.filter((one) => 'low' in one) },
      mark: { type: 'area', color: COLOURS.commonSoft, opacity: 1 },
      encoding: { x: x('period'), y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values: foretold.map(({ period, without }) => ({ period, without })) },
      mark: { type: 'line', color: COLOURS.ink, strokeWidth: 2, strokeDash: [7, 4] },
      encoding: { x: x('period'), y: y('without') },
    },
    {
      data: { values: measured },
      mark: { type: 'line', color: COLOURS.improvement, strokeWidth: 1.25 },
      encoding: { x: x('period'), y: y('value') },
    },
  ];
}

/** Six digits hold any point of a plot; a file of thousands of them is read by people, too. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
