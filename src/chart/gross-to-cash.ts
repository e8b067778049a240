import { formatMoney, scaleOf } from '../results/format.ts';
import { grossToCash as stepsOf } from '../results/gross-to-cash.ts';
import { figureIdsOf } from '../results/lookup.ts';
import { decimalsOfMoney } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { totalOf } from '../results/totals.ts';
import type { Chart, Layout } from './chart.ts';
import { frame } from './theme.ts';
import { waterfallHeight, waterfallLayers, waterfallPointing, waterfallRead } from './waterfall.ts';

export const GROSS_TO_CASH = 'gross_to_cash';

/** From the gains that are demonstrated to the cash that finance has booked. None without a benefit. */
export function grossToCash(results: Results, layout: Layout): Chart[] {
  const steps = stepsOf(results);
  if (steps.length === 0 || steps[0]!.amount === 0) return [];
  const [gross, booked] = [steps[0]!.amount, steps.at(-1)!.amount];
  const decimals = decimalsOfMoney(totalOf(results, 'financial', 'net'));
  const say = (amount: number) => formatMoney(amount, results.program.currency, decimals, scaleOf(gross, booked));
  const title = `Of ${say(gross)} of gains, ${say(booked)} is cash that the ledger ties out`;
  const subtitle = `Demonstrated to date, ${results.program.currency} at ${results.program.price_year} prices, likely amounts.`;
  const shown = steps
    .map(({ step, amount, whole }, row) => ({ name: step, amount, whole, row }))
    .filter(({ amount, whole }) => whole || Math.abs(amount) >= 0.5);
  return [
    frame(results, layout, {
      name: GROSS_TO_CASH,
      title,
      subtitle,
      sort: 'From gross to cash',
      reading: waterfallRead(shown),
      figures: figureIdsOf(results, 'demonstrated'),
      height: waterfallHeight(shown),
      pointing: waterfallPointing(shown),
      body: { layer: waterfallLayers(layout, shown) },
    }),
  ];
}
