import { decimalsOfInterval, decimalsOfValues, formatSigned } from '../results/format.ts';
import { figureIdsOf, kpiOf, type ResultKpi, windowOf } from '../results/lookup.ts';
import { measureOf, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { rounded } from './counterfactual.ts';
import type { Channel } from './rows.ts';
import { COLOURS, frame } from './theme.ts';

const HEIGHT = 240;

/** Periods that make one point: single days and weeks are mostly noise. */
const BIN = { day: 28, week: 4, month: 1 };

type Pooled = Results['pooled'][number];

/**
 * Event studies: how far were the units from what would have been, counted from each one's own go-live? One per KPI whose
 * go-lives are staggered. Before go-live the points should lie about zero, and after stabilization about the pooled effect.
 */
export function eventStudy(results: Results, layout: Layout): Chart[] {
  return results.pooled.flatMap((pooled) =>
    pooled.staggered && pooled.event_study.length > 1 ? drawEventStudy(results, layout, pooled) : [],
  );
}

/** The name of a KPI's event study. */
export function eventStudyName(kpi: string): string {
  return chartName('event_study', kpi);
}

function drawEventStudy(results: Results, layout: Layout, pooled: Pooled): Chart {
  const kpi = kpiOf(results, pooled.kpi);
  const { factor, effectUnit } = measureOf(kpi);
  const { estimate, low, high } = pooled.effect;
  const decimals = Math.max(0, decimalsOfInterval(low * factor, high * factor));
  const say = (value: number) => formatSigned(value * factor, decimals);
  const title = `${withUnit(say(estimate), effectUnit)} over ${pooled.units.length} units together (${say(low)} to ${say(high)})`;
  const bin = BIN[kpi.period];
  const subtitle = `Observed less what would have been, mean of the units${effectUnit === '' ? '' : `, ${effectUnit}`}, by ${kpi.period}s since each unit's go-live${bin === 1 ? '' : `, ${bin} to a point`}. Band: pooled effect with its 95 % interval, random effects over the units. Pale point: not all units reach so far.`;
  return frame(results, layout, {
    name: eventStudyName(kpi.id),
    title,
    subtitle,
    sort: `Event study of ${kpi.label}`,
    reading: readingOf(results, pooled),
    figures: figureIdsOf(results, kpi.id),
    height: HEIGHT,
    pointing: { along: 'x', places: eventStudyPoints(pooled, kpi).map(({ since }, row) => [since, row]) },
    body: { layer: layersOf(results, pooled, layout) },
  });
}

/** Between which values the points lie before go-live, and where the effect is sought. */
function readingOf(results: Results, pooled: Pooled): string[] {
  const kpi = kpiOf(results, pooled.kpi);
  const { effectUnit } = measureOf(kpi);
  const points = eventStudyPoints(pooled, kpi);
  const settled = stabilizationPeriods(results, pooled);
  const decimals = decimalsOfValues(points.map(({ difference }) => difference));
  const spans = [
    ['before go-live', points.filter(({ since }) => since < 0)],
    ['after stabilization', points.filter(({ since }) => since >= settled)],
  ] as const;
  return spans.flatMap(([when, own]) => {
    if (own.length === 0) return [];
    const values = own.map(({ difference }) => difference);
    const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatSigned(value, decimals));
    return [`Points ${when} lie between ${least} and ${withUnit(most!, effectUnit)}.`];
  });
}

function layersOf(results: Results, pooled: Pooled, layout: Layout): Spec[] {
  const kpi = kpiOf(results, pooled.kpi);
  const { factor } = measureOf(kpi);
  const points = eventStudyPoints(pooled, kpi);
  const settled = stabilizationPeriods(results, pooled);
  const last = Math.max(...points.map(({ since }) => since));
  const x: Channel = (field) => ({
    field,
    type: 'quantitative',
    scale: { nice: false, zero: false },
    axis: { ticks: true, tickColor: COLOURS.rule, tickCount: layout === 'wide' ? 10 : 5 },
  });
  const y: Channel = (field) => ({ field, type: 'quantitative', axis: { grid: true, tickCount: 5 } });
  const { estimate, low, high } = pooled.effect;
  const band = {
    from: settled,
    to: last,
    low: rounded(low * factor),
    high: rounded(high * factor),
    estimate: rounded(estimate * factor),
  };
  const marks = (whole: boolean, fill: string): Spec => ({
    data: {
      values: points.filter((point) => point.whole === whole).map(({ since, difference }) => ({ since, difference })),
    },
    mark: { type: 'point', shape: 'circle', fill, stroke: COLOURS.improvement, size: 36, opacity: 1 },
    encoding: { x: x('since'), y: y('difference') },
  });
  return [
    {
      data: { values: [band] },
      mark: { type: 'rect', color: COLOURS.improvementSoft },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values: [band] },
      mark: { type: 'rule', color: COLOURS.improvement, strokeWidth: 1.5 },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('estimate') },
    },
    {
      data: { values: [{ zero: 0 }] },
      mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1 },
      encoding: { y: y('zero') },
    },
    {
      data: { values: [{ at: 0, label: 'go-live' }] },
      mark: { type: 'rule', color: COLOURS.ink },
      encoding: { x: x('at') },
    },
    {
      data: { values: [{ at: 0, label: 'go-live' }] },
      mark: { type: 'text', baseline: 'bottom', dy: -4, fontWeight: 600 },
      encoding: { x: x('at'), y: { value: 0 }, text: { field: 'label' } },
    },
    {
      data: { values: points.map(({ since, difference }) => ({ since, difference })) },
      mark: { type: 'line', color: COLOURS.common, strokeWidth: 1 },
      encoding: { x: x('since'), y: y('difference') },
    },
    marks(true, COLOURS.improvement),
    marks(false, COLOURS.paper),
  ];
}

/**
 * The points of an event study: means of some periods each, none across the go-live.
 *
 * @returns `since` the go-live to the middle of the periods `from`–`to`; `whole` where every unit has all of them
 */
export function eventStudyPoints({ event_study: study, units }: Pooled, kpi: ResultKpi) {
  const { factor } = measureOf(kpi);
  const bin = BIN[kpi.period];
  const bins = new Map<number, Pooled['event_study']>();
  for (const one of study) {
    const place = Math.floor(one.since / bin);
    bins.set(place, [...(bins.get(place) ?? []), one]);
  }
  return [...bins].map(([place, members]) => {
    const n = members.reduce((sum, member) => sum + member.units, 0);
    const total = members.reduce((sum, { difference, units: count }) => sum + difference * count, 0);
    return {
      from: place * bin,
      to: (place + 1) * bin - 1,
      since: (place + 0.5) * bin - 0.5,
      difference: rounded((total / n) * factor),
      whole: n === units.length * bin,
    };
  });
}

/** Of the first unit; the windows of one deployment are alike in it. */
function stabilizationPeriods(results: Results, pooled: Pooled): number {
  const window = windowOf(results, pooled.deployment, pooled.units[0]!.unit);
  const days = { day: 1, week: 7, month: 30.44 }[kpiOf(results, pooled.kpi).period];
  if (window === null || window.post === null) return 0;
  return Math.round((Date.parse(window.post.from) - Date.parse(window.stabilization.from)) / (86_400_000 * days));
}
