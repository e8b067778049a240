import { formatMoney, formatNumber, formatSigned } from '../results/format.ts';
import { figureIdsOf } from '../results/lookup.ts';
import { decimalsOfMoney, inMillions } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { totalOf } from '../results/totals.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import { edgeText, rowAxis, shorten } from './rows.ts';
import { COLOURS, frame, moneyAxis } from './theme.ts';

export const CLAIM_BRIDGE = 'claim_bridge';

/** Heights in pixels: a row, what lies where in it, and the x axis below. */
const ROW = { height: 38, name: 10, bar: 27, thickness: 12 };
const AXIS = 24;

/**
 * From what a spreadsheet would have claimed to what stands: how much does each objection take? None without a benefit.
 *
 * The first bar is the claim, the last what stands; between them each step takes away or adds. Steps of nothing are left to
 * the table.
 */
export function claimBridge(results: Results, layout: Layout): Chart[] {
  const [claim, stands] = [results.bridge[0], results.bridge.at(-1)];
  if (claim === undefined || stands === undefined || results.benefits.length === 0) return [];
  const { currency } = results.program;
  // Rounded as the headline rounds what stands.
  const decimals = decimalsOfMoney(totalOf(results, 'financial', 'net'));
  const say = (amount: number) => formatMoney(amount, currency, decimals, inMillions(claim.amount, stands.amount));
  const title = `Of ${say(claim.amount)} that a spreadsheet would have claimed, ${say(stands.amount)} stands as cash`;
  const subtitle = `Claim bridge, ${currency} at ${results.program.price_year} prices; each step computes the whole claim again.`;
  const steps = results.bridge.filter((step) => step === claim || step === stands || Math.abs(step.amount) >= 0.5);
  return [
    frame(results, layout, {
      name: CLAIM_BRIDGE,
      title,
      subtitle,
      description: `Claim bridge. ${title}. ${subtitle}`,
      figures: figureIdsOf(results, 'bridge'),
      height: ROW.height * steps.length + AXIS,
      body: { layer: layersOf(layout, steps) },
    }),
  ];
}

function layersOf(layout: Layout, steps: Results['bridge']): Spec[] {
  const last = steps.length - 1;
  let level = 0;
  const rows = steps.map(({ step, amount }, i) => {
    const whole = i === 0 || i === last;
    const from = whole ? 0 : level;
    level = from + amount;
    return {
      from,
      to: level,
      top: i * ROW.height + ROW.bar - ROW.thickness / 2,
      bottom: i * ROW.height + ROW.bar + ROW.thickness / 2,
      y: i * ROW.height + ROW.name,
      name: shorten(step, layout === 'wide' ? 100 : 40),
      amount: whole ? formatNumber(amount, 0) : formatSigned(amount, 0),
      kind: whole ? 'whole' : amount < 0 ? 'less' : 'more',
    };
  });
  const y = rowAxis(ROW.height * steps.length);
  const axis = { ...moneyAxis(layout === 'wide' ? 8 : 4), grid: false, ticks: true, tickColor: COLOURS.rule };
  const x = (field: string): Spec => ({ field, type: 'quantitative', axis });
  // A layer without rows has no extent that Vega could scale.
  const bars = (kind: (typeof rows)[number]['kind'], fill: string, stroke: string): Spec[] => {
    const values = rows.filter((row) => row.kind === kind);
    const encoding = { x: x('from'), x2: { field: 'to' }, y: y('top'), y2: { field: 'bottom' } };
    return values.length === 0
      ? []
      : [{ data: { values }, mark: { type: 'rect', fill, stroke, strokeWidth: 1 }, encoding }];
  };
  return [
    ...bars('whole', COLOURS.commonSoft, COLOURS.common),
    ...bars('less', COLOURS.concern, COLOURS.concernEdge),
    ...bars('more', COLOURS.improvementSoft, COLOURS.improvement),
    edgeText(rows, 'name', 'left', y),
    edgeText(rows, 'amount', 'right', y, { fontWeight: 600 }),
  ];
}
