import { decimalsOfValues, formatCount, formatDay, formatMonth } from '../results/format.ts';
import {
  figureIdsOf,
  kpiOf,
  primaryComparisons,
  type ResultComparison,
  type ResultKpi,
  type ResultSeriesCell,
  type ResultWindow,
  seriesOf,
  unitName,
  windowOf,
} from '../results/lookup.ts';
import { measureOf, statisticWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
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
  const title = findingOf(subject);
  const limits = baselineLimits(results, comparison);
  const { unit } = measureOf(kpi);
  const words = statisticWords(comparison.statistic);
  const subtitle = [
    `${words[0]!.toUpperCase()}${words.slice(1)} by ${kpi.period}${unit === '' ? '' : `, ${unit}`},`,
    `${formatMonth(cells[0]!.period)} to ${formatMonth(cells.at(-1)!.period)},`,
    `n = ${formatCount(cells.reduce((sum, cell) => sum + cell.n, 0))}.`,
    limits === null ? 'No limits.' : `${limits.chart} limits of the baseline, frozen at its end.`,
    '◆ improvement signal, ▲ concern signal, ○ common cause. The axis does not start at zero.',
  ].join(' ');
  return frame(results, layout, {
    name: spcName(comparison),
    title,
    subtitle,
    description: `Process chart of ${kpi.label} at ${unitName(results, comparison.unit)}. ${title}. ${subtitle}`,
    figures: figureIdsOf(results, comparison.kpi, comparison.unit),
    height: HEIGHT,
    body: { layer: layersOf(subject) },
  });
}

/** What do the signals after stabilization say? */
function findingOf({ results, comparison, kpi, cells }: Subject): string {
  const post = new Set(cells.filter((cell) => cell.phase === 'post').map((cell) => cell.period));
  if (post.size === 0) return 'No period after stabilization yet';
  if (baselineLimits(results, comparison) === null)
    return 'No limits: the baseline is too thin to tell signal from noise';
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

function layersOf(subject: Subject): Spec[] {
  const { results, layout, comparison, kpi, cells, end } = subject;
  const { factor } = measureOf(kpi);
  const values = cells.map((cell) => cell.value * factor);
  const lines = levelLines(results, comparison, kpi, cells, end, decimalsOfValues(values));
  const levels = [...values, ...lines.map((line) => line.y)];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  const domain = [low - margin, high + margin] as const;
  const x = (field: string) => ({ field, ...dayAxis(cells[0]!.period, end, layout) });
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: { grid: true, tickCount: 5 },
  });
  const named = lines.flatMap(({ y: at, label }) => (label === null ? [] : [{ y: at, label }]));
  return [
    ...windowLayers(windowOf(results, comparison.deployment, comparison.unit), end, x, layout),
    ...levelLayers(lines, x, y),
    {
      data: { values: pathOf(cells, kpi.period, factor) },
      mark: { type: 'line', color: COLOURS.common, strokeWidth: 1 },
      encoding: { x: x('period'), y: y('value'), detail: { field: 'run' } },
    },
    ...pointLayers(subject, factor, x, y),
    {
      data: { values: spreadLabels(named, domain, PLOT_HEIGHT, 15) },
      mark: { type: 'text', align: 'left', dx: 6, color: COLOURS.muted },
      encoding: { x: { value: 'width' }, y: y('y'), text: { field: 'label' } },
    },
  ];
}

type Channel = (field: string) => Spec;

/** The windows as washes with their names above, and the go-live as a labelled rule. */
function windowLayers(window: ResultWindow | null, end: string, x: Channel, layout: Layout): Spec[] {
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

function levelLayers(lines: readonly LevelLine[], x: Channel, y: Channel): Spec[] {
  const styles: Record<LevelLine['kind'], Spec> = {
    limit: { color: COLOURS.muted, strokeWidth: 1 },
    center: { color: COLOURS.muted, strokeWidth: 1.5 },
    'frozen limit': { color: COLOURS.muted, strokeWidth: 1, strokeDash: [2, 3] },
    'frozen center': { color: COLOURS.muted, strokeWidth: 1.5, strokeDash: [2, 3] },
    target: { color: COLOURS.ink, strokeWidth: 1, strokeDash: [10, 3, 2, 3] },
    counterfactual: { color: COLOURS.ink, strokeWidth: 2, strokeDash: [7, 4] },
  };
  return Object.entries(styles).flatMap(([kind, style]) => {
    const values = lines.filter((line) => line.kind === kind).map(({ from, to, y: level }) => ({ from, to, level }));
    if (values.length === 0) return [];
    return {
      data: { values },
      mark: { type: 'rule', ...style },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('level') },
    };
  });
}

/** The values as runs without a missing period inside, so that no line bridges a gap. */
function pathOf(cells: readonly Cell[], length: keyof typeof PERIOD_DAYS, factor: number): Spec[] {
  let run = 0;
  return cells.map(({ period, value }, i) => {
    const last = cells[i - 1]?.period ?? period;
    if (Date.parse(period) > Date.parse(addDays(last, PERIOD_DAYS[length]))) run++;
    return { period, value: value * factor, run };
  });
}

/** Each kind of point in its own shape and colour; special causes lie above common ones. */
const POINTS = {
  'left out': { shape: 'cross', fill: COLOURS.paper, stroke: COLOURS.rule, size: 30 },
  'common cause': { shape: 'circle', fill: COLOURS.paper, stroke: COLOURS.common, size: 18 },
  improvement: { shape: 'diamond', fill: COLOURS.improvement, stroke: COLOURS.improvement, size: 55 },
  concern: { shape: 'triangle-up', fill: COLOURS.concern, stroke: COLOURS.concernEdge, size: 60 },
};

function pointLayers({ results, comparison, cells }: Subject, factor: number, x: Channel, y: Channel): Spec[] {
  const direction = directions(results, comparison);
  const kindOf = ({ period, phase }: Cell) =>
    phase === 'outside' ? 'left out' : (direction.get(period) ?? 'common cause');
  return Object.entries(POINTS).flatMap(([kind, style]) => {
    const values = cells
      .filter((cell) => kindOf(cell) === kind)
      .map(({ period, value }) => ({ period, value: value * factor }));
    if (values.length === 0) return [];
    return {
      data: { values },
      mark: { type: 'point', opacity: 1, strokeWidth: 1, ...style },
      encoding: { x: x('period'), y: y('value') },
    };
  });
}
