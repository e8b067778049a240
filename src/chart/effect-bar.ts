import type { Spec } from './chart.ts';
import type { Channel } from './rows.ts';
import { VERDICT_STYLES, type Verdict } from './verdict-style.ts';

/** An effect and its interval, as x values. */
export interface EffectBar {
  estimate: number;
  low: number;
  high: number;
}

/**
 * An interval as a bar, the estimate as a mark whose shape repeats its colour.
 *
 * @param at    the row's place, as a y value
 * @param size  of the mark, in square pixels
 */
export function effectBar(bar: EffectBar, verdict: Verdict, at: number, size: number, x: Channel, y: Channel): Spec[] {
  const { edge, fill } = VERDICT_STYLES[verdict];
  const shape = verdict === 'worsened' ? 'triangle-up' : verdict.startsWith('improved') ? 'diamond' : 'circle';
  const data = { values: [{ y: at, ...bar }] };
  return [
    {
      data,
      mark: { type: 'rule', color: edge, strokeWidth: 3 },
      encoding: { x: x('low'), x2: { field: 'high' }, y: y('y') },
    },
    {
      data,
      mark: { type: 'point', shape, fill, stroke: edge, strokeWidth: 1.5, size, opacity: 1 },
      encoding: { x: x('estimate'), y: y('y') },
    },
  ];
}
