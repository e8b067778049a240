import { formatMoney, formatShare, scaleOf } from '../results/format.ts';
import { decimalsOfMoney } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { financialAppraisal } from './cash-flow.ts';
import type { Chart, Layout, Pointing, Spec } from './chart.ts';
import { COLOURS, frame, moneyAxis } from './theme.ts';

export const NPV_DISTRIBUTION = 'npv_distribution';

const HEIGHT = 240;
/** Room above the bars for the names of the percentiles, and how far the median's stands above the others, as shares of the highest bar. */
const HEADROOM = 0.32;
const STEP = 0.12;

type Appraisal = Results['appraisal'][number];

/**
 * How is the simulated net present value spread, and how much of it lies above zero? None without a simulation.
 *
 * Of the financial case over its longest span; what lies below zero is in the colour of concern.
 */
export function npvDistribution(results: Results, layout: Layout): Chart[] {
  const appraisal = financialAppraisal(results);
  if (appraisal === null || appraisal.distribution === null || appraisal.distribution.counts.length < 2) return [];
  const title = findingOf(results, appraisal);
  const draws = appraisal.distribution.counts.reduce((total, count) => total + count, 0);
  const subtitle = `Net present value of the financial case, ${results.program.currency}, in ${draws.toLocaleString('en-US')} joint draws of effects, values and horizons.`;
  return [
    frame(results, layout, {
      name: NPV_DISTRIBUTION,
      title,
      subtitle,
      sort: 'Distribution of the net present value',
      reading: readingOf(results, appraisal),
      figures: ['npv', 'npv.p5', 'npv.p50', 'npv.p95', 'probability_npv_positive']
        .map((name) => `appraisal.${appraisal.view}.${appraisal.span}.${name}`)
        .filter((id) => id in results.figures),
      height: HEIGHT,
      pointing: pointingOf(appraisal),
      body: { layer: layersOf(results, layout, appraisal) },
    }),
  ];
}

/** The percentiles, and zero where it lies among the draws: what the table tells of. */
function pointingOf({ npv, distribution }: Appraisal): Pointing {
  const { from, width, counts } = distribution!;
  const percentiles = [npv.p5!, npv.p50!, npv.p95!];
  const isZeroDrawn = from <= 0 && 0 <= from + width * counts.length;
  return { along: 'x', places: [...percentiles, ...(isZeroDrawn ? [0] : [])].map((at, row) => [at, row]) };
}

function readingOf({ program: { currency } }: Results, { npv, distribution }: Appraisal): string[] {
  const { from, width, counts } = distribution!;
  const ends = [from, from + width * counts.length];
  const [least, most] = ends.map((end) => formatMoney(end, currency, undefined, scaleOf(...ends)));
  return [`Half of the draws lie below ${formatMoney(npv.p50, currency)}, all between ${least} and ${most}.`];
}

function findingOf(results: Results, { npv, probability_npv_positive: above }: Appraisal): string {
  const money = { low: npv.p5, likely: npv.p50, high: npv.p95 };
  const say = (amount: number | null) =>
    formatMoney(amount, results.program.currency, decimalsOfMoney(money), scaleOf(npv.p5, npv.p95));
  return `The NPV is above zero in ${formatShare(above, 0)} of the draws; nine in ten lie between ${say(npv.p5)} and ${say(npv.p95)}`;
}

function layersOf(results: Results, layout: Layout, { npv, distribution }: Appraisal): Spec[] {
  const { from, width, counts } = distribution!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bins = counts.flatMap((count, k) => cutAtZero(from + k * width, from + (k + 1) * width, count / total));
  const highest = Math.max(...bins.map(({ share }) => share));
  const x = (field: string): Spec => ({
    field,
    type: 'quantitative',
    scale: { zero: false, nice: false },
    axis: { ...moneyAxis(layout === 'wide' ? 8 : 4), grid: false, ticks: true, tickColor: COLOURS.rule },
  });
  const y = (field: string): Spec => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, highest * (1 + HEADROOM)], nice: false },
    axis: null,
  });
  const bars = (below: boolean, fill: string, stroke: string): Spec[] => {
    const values = bins.filter(({ to }) => to <= 0 === below);
    const encoding = { x: x('from'), x2: { field: 'to' }, y: y('share'), y2: { datum: 0 } };
    return values.length === 0
      ? []
      : [{ data: { values }, mark: { type: 'rect', fill, stroke, strokeWidth: 0.5 }, encoding }];
  };
  const marks = [
    { at: npv.p5!, name: 'P5', step: 0 },
    { at: npv.p50!, name: 'P50', step: STEP },
    { at: npv.p95!, name: 'P95', step: 0 },
  ].map(({ at, name, step }) => {
    return { at, top: highest * (1.05 + step), label: `${name} ${shortMoney(results, at)}` };
  });
  return [
    ...bars(true, COLOURS.concern, COLOURS.concernEdge),
    ...bars(false, COLOURS.improvementSoft, COLOURS.improvement),
    {
      data: { values: marks },
      mark: { type: 'rule', color: COLOURS.ink, strokeDash: [4, 3] },
      encoding: { x: x('at'), y: y('top'), y2: { datum: 0 } },
    },
    {
      data: { values: marks },
      mark: { type: 'text', baseline: 'bottom', dy: -4, fontWeight: 600 },
      encoding: { x: x('at'), y: y('top'), text: { field: 'label' } },
    },
  ];
}

function shortMoney({ program }: Results, amount: number): string {
  return formatMoney(amount, program.currency);
}

/** A bin that holds zero is cut there: its draws lie on both sides. */
function cutAtZero(from: number, to: number, share: number): { from: number; to: number; share: number }[] {
  if (from >= 0 || to <= 0) return [{ from, to, share }];
  return [
    { from, to: 0, share },
    { from: 0, to, share },
  ];
}
