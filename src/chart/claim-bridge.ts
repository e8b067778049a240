import { formatMoney, scaleOf } from '../results/format.ts';
import { figureIdsOf } from '../results/lookup.ts';
import { decimalsOfMoney } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { totalOf } from '../results/totals.ts';
import type { Chart, Layout } from './chart.ts';
import { frame } from './theme.ts';
import { waterfallHeight, waterfallLayers, waterfallPointing, waterfallRead } from './waterfall.ts';

export const CLAIM_BRIDGE = 'claim_bridge';

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
  const say = (amount: number) => formatMoney(amount, currency, decimals, scaleOf(claim.amount, stands.amount));
  const title = `Of ${say(claim.amount)} that a spreadsheet would have claimed, ${say(stands.amount)} stands as cash`;
  const subtitle = `Claim bridge, ${currency} at ${results.program.price_year} prices; each step computes the whole claim again.`;
  const steps = results.bridge
    .map(({ step, amount }, row, { length }) => ({ name: step, amount, whole: row === 0 || row === length - 1, row }))
    .filter(({ amount, whole }) => whole || Math.abs(amount) >= 0.5);
  return [
    frame(results, layout, {
      name: CLAIM_BRIDGE,
      title,
      subtitle,
      sort: 'Claim bridge',
      reading: waterfallRead(steps),
      figures: figureIdsOf(results, 'bridge'),
      height: waterfallHeight(steps),
      pointing: waterfallPointing(steps),
      body: { layer: waterfallLayers(layout, steps) },
    }),
  ];
}
