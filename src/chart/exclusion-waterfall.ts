import { formatCount, formatShare } from '../results/format.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { type Channel, edgeText, rowAxis, shorten } from './rows.ts';
import { COLOURS, frame, sentence } from './theme.ts';

const ROW = { height: 38, name: 10, bar: 27, thickness: 12 };

/** A step of a waterfall: what is there, or what is taken away from it. */
interface Step {
  name: string;
  from: number;
  to: number;
  kind: 'total' | 'lost';
}

/**
 * Waterfalls of rows: what became of every record of an extract, and of every candidate row of a KPI?
 *
 * One chart per extract kind (records → rejected → skipped → loaded) and one per KPI that leaves rows out (candidates →
 * exclusions → observations).
 */
export function exclusionWaterfall(results: Results, layout: Layout): Chart[] {
  const kinds = [...new Set(results.inputs.map((input) => input.kind))];
  return [
    ...kinds.map((kind) => drawExtract(results, layout, kind)),
    ...results.kpis.filter(losesRows).map((kpi) => drawKpi(results, layout, kpi)),
  ];
}

/** Does a KPI leave out any of the rows that it could have counted? */
export function losesRows({ waterfall }: Results['kpis'][number]): boolean {
  return waterfall.length > 1 && waterfall.at(-1)!.n < waterfall[0]!.n;
}

/** The name of the waterfall of an extract kind or a KPI. */
export function exclusionWaterfallName(of: 'extract' | 'kpi', id: string): string {
  return chartName('exclusion_waterfall', of, id);
}

function drawExtract(results: Results, layout: Layout, kind: string): Chart {
  const inputs = results.inputs.filter((input) => input.kind === kind);
  const sum = (key: 'records' | 'loaded' | 'rejected' | 'skipped') =>
    inputs.reduce((total, input) => total + input[key], 0);
  const records = sum('records');
  const steps = stepsOf('records in the files', records, [
    ...rejectedSteps(results, kind, sum('rejected')),
    ['left out as the program declares', sum('skipped')],
  ]);
  steps.push({ name: 'loaded', from: 0, to: sum('loaded'), kind: 'total' });
  const title = `${share(sum('loaded'), records)} records of «${kind}» were loaded`;
  const files = inputs.length === 1 ? 'one file' : `${inputs.length} files`;
  return draw(
    results,
    layout,
    exclusionWaterfallName('extract', kind),
    title,
    `Records of ${files}, counted apart from the load.`,
    steps,
  );
}

/** One step per reason; where a row broke several rules the reasons do not add up, and all rejects are one step. */
function rejectedSteps(results: Results, kind: string, rejected: number): [string, number][] {
  const reasons = rowsByReason(results, kind, 'rejects');
  const explained = reasons.reduce((total, [, n]) => total + n, 0);
  if (explained !== rejected) return [['rejected by row rules', rejected]];
  return reasons.map(([reason, n]) => [`rejected: ${reason}`, n]);
}

/** Rows of an extract kind by the reason for which they were rejected or flagged, over all its files, most first. */
export function rowsByReason({ inputs }: Results, kind: string, which: 'rejects' | 'flags'): [string, number][] {
  const sums = new Map<string, number>();
  for (const input of inputs.filter((one) => one.kind === kind)) {
    for (const [reason, n] of Object.entries(input[which])) sums.set(reason, (sums.get(reason) ?? 0) + n);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

function drawKpi(results: Results, layout: Layout, kpi: Results['kpis'][number]): Chart {
  const [candidates, ...left] = kpi.waterfall;
  const before = (i: number) => kpi.waterfall[i]!.n;
  const steps = stepsOf(
    candidates!.step,
    candidates!.n,
    left.map(({ step, n }, i) => [step, before(i) - n]),
  );
  const observations = kpi.waterfall.at(-1)!.n;
  steps.push({ name: 'observations that count', from: 0, to: observations, kind: 'total' });
  const counted = share(observations, candidates!.n);
  const title = `${kpi.label}: ${counted.toLowerCase()} candidate rows count`;
  const subtitle = 'From candidate rows to observations; each row is left out for its first reason.';
  return draw(results, layout, exclusionWaterfallName('kpi', kpi.id), title, subtitle, steps);
}

function stepsOf(name: string, total: number, losses: readonly (readonly [string, number])[]): Step[] {
  const steps: Step[] = [{ name, from: 0, to: total, kind: 'total' }];
  let left = total;
  for (const [reason, lost] of losses.filter(([, n]) => n > 0)) {
    steps.push({ name: reason, from: left - lost, to: left, kind: 'lost' });
    left -= lost;
  }
  return steps;
}

/** «All», «97.2 % of the», or «All but 3»: never 100 % while a row is missing. */
function share(part: number, whole: number): string {
  if (part === whole) return 'All';
  const rounded = formatShare(part / whole, 1);
  return rounded === '100.0 %' ? `All but ${formatCount(whole - part)}` : `${rounded} of the`;
}

function draw(
  results: Results,
  layout: Layout,
  name: string,
  title: string,
  subtitle: string,
  steps: readonly Step[],
): Chart {
  return frame(results, layout, {
    name,
    title,
    subtitle,
    sort: 'Waterfall of rows',
    reading: steps.map(({ name, from, to, kind }) =>
      sentence(`${name}: ${kind === 'lost' ? '−' : ''}${formatCount(to - from)}`),
    ),
    figures: [],
    height: ROW.height * steps.length,
    body: { layer: layersOf(layout, steps) },
  });
}

function layersOf(layout: Layout, steps: readonly Step[]): Spec[] {
  const rows = steps.map(({ name, from, to, kind }, row) => ({
    from,
    to,
    kind,
    top: row * ROW.height + ROW.bar - ROW.thickness / 2,
    bottom: row * ROW.height + ROW.bar + ROW.thickness / 2,
    y: row * ROW.height + ROW.name,
    name: shorten(name, layout === 'wide' ? 100 : 38),
    count: `${kind === 'lost' ? '−' : ''}${formatCount(to - from)}`,
  }));
  const y = rowAxis(ROW.height * steps.length);
  const scale = { domain: [0, Math.max(1, steps[0]!.to)], nice: false };
  const x: Channel = (field) => ({ field, type: 'quantitative', scale, axis: null });
  const bars = (kind: Step['kind'], fill: string, stroke: string): Spec => ({
    data: { values: rows.filter((row) => row.kind === kind) },
    mark: { type: 'rect', fill, stroke, strokeWidth: 1 },
    encoding: { x: x('from'), x2: { field: 'to' }, y: y('top'), y2: { field: 'bottom' } },
  });
  return [
    bars('total', COLOURS.commonSoft, COLOURS.common),
    bars('lost', COLOURS.concern, COLOURS.concernEdge),
    edgeText(rows, 'name', 'left', y),
    edgeText(rows, 'count', 'right', y, { fontWeight: 600 }),
  ];
}
