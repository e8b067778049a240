import { countWords } from '../count-words.ts';
import { decimalsOfValues, formatCount, formatMonth, formatNumber } from '../results/format.ts';
import {
  figureIdsOf,
  kpiOf,
  primaryComparisons,
  type ResultComparison,
  type ResultKpi,
  type ResultSeriesCell,
  seriesOf,
  unitName,
  windowOf,
} from '../results/lookup.ts';
import { measureOf, statisticWords, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { WITHHELD } from '../results/small-counts.ts';
import { changeMarks } from './change-marks.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { explorable } from './explorer.ts';
import type { Channel } from './rows.ts';
import { levelLayers, type Point, pointLayers, windowLayers } from './spc-layers.ts';
import { baselineLimits, type LevelLine, levelLines } from './spc-lines.ts';
import { spreadLabels } from './spread-labels.ts';
import { addDays, COLOURS, dayAxis, frame } from './theme.ts';

/** A period with a value. */
type Cell = ResultSeriesCell & { value: number };

interface Subject {
  results: Results;
  layout: Layout;
  comparison: ResultComparison;
  kpi: ResultKpi;
  cells: Cell[];
  /** The day after the last period. */
  end: string;
}

const HEIGHT = 300;
/** About what the x axis and the names of the windows leave of the height. */
const PLOT_HEIGHT = HEIGHT - 62;
const PERIOD_DAYS = { day: 1, week: 7, month: 31 };

/**
 * Process charts: is each KPI in each unit changing, against the limits of its own baseline?
 *
 * One chart per primary comparison: values by period, the baseline's limits, frozen over the periods after it, the go-live,
 * the windows as washes, special causes by shape and colour, and what would have been without the deployment.
 */
export function spc(results: Results, layout: Layout): Chart[] {
  return primaryComparisons(results).flatMap((comparison) => {
    const kpi = kpiOf(results, comparison.kpi);
    const cells = seriesOf(results, comparison).filter((cell): cell is Cell => cell.value !== null);
    if (cells.length < 2) return [];
    return drawSpc({
      results,
      layout,
      comparison,
      kpi,
      cells,
      end: addDays(cells.at(-1)!.period, PERIOD_DAYS[kpi.period]),
    });
  });
}

/** The name of a comparison's process chart. */
export function spcName(comparison: Pick<ResultComparison, 'kpi' | 'unit'>): string {
  return chartName('spc', comparison.kpi, comparison.unit);
}

function drawSpc(subject: Subject): Chart {
  const { results, layout, comparison, kpi, cells } = subject;
  const content = contentOf(subject);
  const title = findingOf(subject);
  const limits = baselineLimits(results, comparison);
  const { unit } = measureOf(kpi);
  const mix = comparison.adjustment === 'standardised' ? ' at the mix of the baseline' : '';
  const words = `${statisticWords(comparison.statistic)}${mix}`;
  const subtitle = [
    `${words[0]!.toUpperCase()}${words.slice(1)} by ${kpi.period}${unit === '' ? '' : `, ${unit}`},`,
    `${formatMonth(cells[0]!.period)} to ${formatMonth(cells.at(-1)!.period)},`,
    countWordsOf(subject),
    limits === null
      ? 'No limits.'
      : `${limits.chart} limits of the baseline, frozen at its end (dotted); pale: those of the time since.`,
    `◆ improvement signal, ▲ concern signal, ○ common cause.${content.domain[0] > 0 ? ' The axis does not start at zero.' : ''}`,
  ].join(' ');
  const chart = frame(results, layout, {
    name: spcName(comparison),
    title,
    subtitle,
    sort: `Process chart of ${kpi.label} at ${unitName(results, comparison.unit)}`,
    reading: [...rangeRead(subject, content), ...levelsRead(results, comparison, kpi, content)],
    figures: figureIdsOf(results, comparison.kpi, comparison.unit),
    height: HEIGHT,
    body: { layer: layersOf(subject, content) },
  });
  const rows = new Map(seriesOf(results, comparison).map(({ period }, row) => [period, row]));
  const goLive = windowOf(results, comparison.deployment, comparison.unit)?.go_live ?? null;
  return { ...chart, explore: explorable(content, { end: subject.end, goLive, rows }) };
}

/** From when to when the line runs, and between which values. */
function rangeRead({ kpi, cells }: Subject, { points }: Content): string[] {
  const values = points.map(({ value }) => value);
  const decimals = decimalsOfValues(values);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, decimals));
  const span = `${formatMonth(cells[0]!.period)} to ${formatMonth(cells.at(-1)!.period)}`;
  return [`A line from ${span}, between ${least} and ${withUnit(most!, measureOf(kpi).unit)}.`];
}

/** The levels that are named at the edge, then what came after and what would have been. */
function levelsRead(results: Results, comparison: ResultComparison, kpi: ResultKpi, { points }: Content): string[] {
  const { factor, unit } = measureOf(kpi);
  const decimals = decimalsOfValues(points.map(({ value }) => value));
  const say = (value: number) => withUnit(formatNumber(value * factor, decimals), unit);
  const limits = baselineLimits(results, comparison);
  const named = [
    ['Mean of the baseline', limits?.center],
    ['Upper limit', limits?.upper],
    ['Lower limit', limits?.lower],
    ['Target', kpi.target],
  ] as const;
  const read = named.flatMap(([name, level]) => (typeof level === 'number' ? [`${name} ${say(level)}.`] : []));
  return [...read, ...afterRead(comparison, say)];
}

/** The mean after stabilization, and what it would have been. */
export function afterRead({ post, average }: ResultComparison, say: (value: number) => string): string[] {
  if (post === null) return [];
  const after = `Mean after stabilization ${say(post)}`;
  return [average === null ? `${after}.` : `${after}; without the deployment ${say(post - average.estimate)}.`];
}

/** How many observations are behind the periods, and how many periods are not drawn because too few people are in them. */
function countWordsOf({ results, comparison, kpi, cells }: Subject): string {
  const n = cells.reduce((sum, cell) => sum + (cell.n ?? 0), 0);
  const some = cells.some((cell) => cell.n === null);
  const hidden = seriesOf(results, comparison).filter(({ reason }) => reason === WITHHELD).length;
  const few = hidden === 0 ? '' : ` ${countWords(hidden, kpi.period)} with too few people not shown.`;
  if (n === 0 && some) return `n withheld.${few}`;
  return `n = ${formatCount(n)}${some ? ', without the periods whose count is withheld' : ''}.${few}`;
}

/** What do the signals after stabilization say? */
function findingOf({ results, comparison, kpi, cells }: Subject): string {
  const post = new Set(cells.filter((cell) => cell.phase === 'post').map((cell) => cell.period));
  if (post.size === 0) return 'No period after stabilization yet';
  if (baselineLimits(results, comparison) === null)
    return 'No limits: the baseline has too few values, or none that differ';
  const signals = [...directions(results, comparison)].filter(([period]) => post.has(period));
  const concerns = signals.filter(([, direction]) => direction === 'concern').length;
  const improvements = signals.length - concerns;
  const of = `of ${post.size} ${kpi.period}s after stabilization`;
  if (signals.length === 0) return `None ${of} signals a special cause`;
  if (concerns === 0) return `${improvements} ${of} signal improvement, none concern`;
  if (improvements === 0) return `${concerns} ${of} signal concern, none improvement`;
  return `${improvements} ${of} signal improvement, ${concerns} concern`;
}

/** The direction of each period's signals; concern where a period has both. */
function directions(results: Results, key: ResultComparison): Map<string, 'improvement' | 'concern'> {
  const own = results.signals.filter((s) => s.kpi === key.kpi && s.unit === key.unit);
  const by = new Map<string, 'improvement' | 'concern'>();
  for (const { period, direction } of own.filter(
    (s) => s.statistic === key.statistic && s.adjustment === key.adjustment,
  )) {
    if (by.get(period) !== 'concern') by.set(period, direction);
  }
  return by;
}

/** What is drawn, in the unit shown, and the span of the y axis that holds it. */
interface Content {
  points: Point[];
  lines: LevelLine[];
  domain: [low: number, high: number];
}

function contentOf(subject: Subject): Content {
  const { results, comparison, kpi, cells, end } = subject;
  const points = pointsOf(subject);
  const values = points.map((point) => point.value);
  const lines = levelLines(results, comparison, kpi, cells, end, decimalsOfValues(values));
  const levels = [...values, ...lines.map((line) => line.y)];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  // A margin below zero would suggest values that cannot be.
  const bottom = low >= 0 ? Math.max(0, low - margin) : low - margin;
  return { points, lines, domain: [bottom, high + margin] };
}

function layersOf({ results, layout, comparison, cells, end }: Subject, { points, lines, domain }: Content): Spec[] {
  const scale = { domain, nice: false, zero: false };
  const y: Channel = (field) => ({ field, type: 'quantitative', scale, axis: { grid: true, tickCount: 5 } });
  const x: Channel = (field) => ({ field, ...dayAxis(cells[0]!.period, end, layout) });
  const named = lines.flatMap(({ y: at, label }) => (label === null ? [] : [{ y: at, label }]));
  return [
    ...windowLayers(windowOf(results, comparison.deployment, comparison.unit), end, x, layout),
    ...changeMarks(results, comparison, { from: cells[0]!.period, end, x, layout }),
    ...levelLayers(lines, x, y),
    ...pointLayers(points, x, y),
    {
      data: { values: spreadLabels(named, domain, PLOT_HEIGHT, 15) },
      mark: { type: 'text', align: 'left', dx: 6, color: COLOURS.muted },
      encoding: { x: { value: 'width' }, y: y('y'), text: { field: 'label' } },
    },
  ];
}

/** Each period's point, in the unit shown. */
function pointsOf({ results, comparison, kpi, cells }: Subject): Point[] {
  const { factor } = measureOf(kpi);
  const direction = directions(results, comparison);
  let run = 0;
  return cells.map(({ period, value, phase }, i) => {
    const last = cells[i - 1]?.period ?? period;
    if (Date.parse(period) > Date.parse(addDays(last, PERIOD_DAYS[kpi.period]))) run++;
    const kind = phase === 'outside' ? 'left out' : (direction.get(period) ?? 'common cause');
    return { period, value: value * factor, run, kind };
  });
}
