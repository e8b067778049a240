import { formatMoney, formatNumber, scaleOf } from '../results/format.ts';
import { figureIdsOf } from '../results/lookup.ts';
import { decimalsOfMoney, type Money, npvMoney } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { inputName, inputWords, type TornadoBar } from '../results/sensitivity-words.ts';
import { financialAppraisal } from './cash-flow.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import { edgeText, lettersOf, pointAtRows, roomBeside, rowAxis, shortenHead } from './rows.ts';
import { COLOURS, frame, moneyAxis, sentence } from './theme.ts';

export const TORNADO = 'tornado';

/** Heights in pixels, as in a waterfall: a row, what lies where in it, and the x axis below. */
const ROW = { height: 38, name: 10, bar: 27, thickness: 12 };
const AXIS = 24;
/** More bars than these tell nothing new; the table beside has all. */
const MOST = 10;

/**
 * Which assumption moves the net present value most, each alone between its low and its high? None without an uncertain one.
 *
 * Of the financial case over its longest span. The part of a bar in the colour of concern is what the input can take away.
 */
export function tornado(results: Results, layout: Layout): Chart[] {
  const appraisal = financialAppraisal(results);
  const likely = appraisal?.npv.likely ?? null;
  if (appraisal === null || likely === null || appraisal.sensitivity.tornado.length === 0) return [];
  const bars = appraisal.sensitivity.tornado.slice(0, MOST);
  const title = findingOf(results, npvMoney(appraisal.npv), bars[0]!);
  const subtitle = `Net present value of the financial case, ${results.program.currency}; each input at its low and high, all others likely. Upright lines: zero and the likely value.`;
  return [
    frame(results, layout, {
      name: TORNADO,
      title,
      subtitle,
      sort: 'Tornado',
      reading: bars.map((bar) => barRead(results, npvMoney(appraisal.npv), bar)),
      figures: figureIdsOf(results, 'appraisal', appraisal.view, appraisal.span, 'tornado'),
      height: ROW.height * bars.length + AXIS,
      pointing: pointAtRows(ROW.height, [...bars.keys()]),
      body: { layer: layersOf(results, layout, likely, bars) },
    }),
  ];
}

function findingOf(results: Results, npv: Money, widest: TornadoBar): string {
  const ends = [widest.npv_at_low, widest.npv_at_high].sort((a, b) => a - b) as [number, number];
  const scale = scaleOf(npv.likely, ...ends);
  const say = (amount: number | null) => formatMoney(amount, results.program.currency, decimalsOfMoney(npv), scale);
  const turns = ends[0] < 0 !== ends[1] < 0 ? ', which turns its sign' : '';
  return `${inputName(results, widest)} alone moves the NPV of ${say(npv.likely)} from ${say(ends[0])} to ${say(ends[1])}${turns}`;
}

function barRead(results: Results, npv: Money, bar: TornadoBar): string {
  const scale = scaleOf(npv.likely, bar.npv_at_low, bar.npv_at_high);
  const say = (amount: number) => formatMoney(amount, results.program.currency, decimalsOfMoney(npv), scale);
  return sentence(`${inputName(results, bar)}: ${say(bar.npv_at_low)} at its low, ${say(bar.npv_at_high)} at its high`);
}

/** The input with its range where there is room for both; else without, and what it is stays whole: of a benefit, several may be drawn. */
function nameOf(results: Results, bar: TornadoBar, room: number): string {
  const whole = inputWords(results, bar);
  if (lettersOf(whole) <= room) return whole;
  const name = inputName(results, bar);
  const tail = bar.benefit === null ? '' : `: ${bar.kind}`;
  return shortenHead(name.slice(0, name.length - tail.length), tail, room);
}

function layersOf(results: Results, layout: Layout, likely: number, bars: readonly TornadoBar[]): Spec[] {
  const rows = bars.map((bar, i) => {
    const [least, most] = [bar.npv_at_low, bar.npv_at_high].sort((a, b) => a - b) as [number, number];
    const amounts = `${formatNumber(least, -3)} to ${formatNumber(most, -3)}`;
    return {
      least,
      most,
      likely,
      top: i * ROW.height + ROW.bar - ROW.thickness / 2,
      bottom: i * ROW.height + ROW.bar + ROW.thickness / 2,
      y: i * ROW.height + ROW.name,
      name: nameOf(results, bar, roomBeside(amounts, layout, layout === 'wide' ? 100 : 36)),
      amounts,
    };
  });
  const y = rowAxis(ROW.height * rows.length);
  const axis = { ...moneyAxis(layout === 'wide' ? 8 : 4), grid: false, ticks: true, tickColor: COLOURS.rule };
  const x = (field: string): Spec => ({ field, type: 'quantitative', axis, scale: { zero: false } });
  const part = (from: string, to: string, fill: string, stroke: string): Spec => ({
    data: { values: rows },
    mark: { type: 'rect', fill, stroke, strokeWidth: 1 },
    encoding: { x: x(from), x2: { field: to }, y: y('top'), y2: { field: 'bottom' } },
  });
  // Beside the bars alone, so that it crosses no name.
  const upright = (at: number, colour: string): Spec => ({
    data: { values: rows.map(({ top, bottom }) => ({ at, top: top - 3, bottom: bottom + 7 })) },
    mark: { type: 'rule', color: colour },
    encoding: { x: x('at'), y: y('top'), y2: { field: 'bottom' } },
  });
  const ends = rows.flatMap(({ least, most }) => [least, most]);
  const nearZero = Math.min(...ends) <= 0 && Math.max(...ends) >= 0;
  return [
    part('least', 'likely', COLOURS.concern, COLOURS.concernEdge),
    part('likely', 'most', COLOURS.improvementSoft, COLOURS.improvement),
    upright(likely, COLOURS.muted),
    ...(nearZero ? [upright(0, COLOURS.ink)] : []),
    edgeText(rows, 'name', 'left', y),
    edgeText(rows, 'amounts', 'right', y, { fontWeight: 600 }),
  ];
}
