import type { Spec } from './chart.ts';
import { type Channel, rawValue } from './rows.ts';
import { VERDICT_STYLES, type Verdict } from './verdict-style.ts';

/** An effect and its interval, as x values, with its verdict. */
export interface EffectBar {
  estimate: number;
  low: number;
  high: number;
  verdict: Verdict;
  /** The row's place, as a y value. */
  y: number;
}

/**
 * Intervals as bars, the estimates as marks whose shape repeats their colour.
 *
 * @param size  of a mark, in square pixels
 */
export function effectBars(bars: readonly EffectBar[], size: number, x: Channel, y: Channel): Spec[] {
  const values = bars.map(({ verdict, ...bar }) => {
    const { edge, fill } = VERDICT_STYLES[verdict];
    const shape = verdict === 'worsened' ? 'triangle-up' : verdict.startsWith('improved') ? 'diamond' : 'circle';
    return { ...bar, edge, fill, shape };
  });
  return [
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 3 },
      encoding: { x: x('low'), x2: { field: 'high' }, y: y('y'), color: rawValue('edge') },
    },
    {
      data: { values },
      mark: { type: 'point', strokeWidth: 1.5, size, opacity: 1 },
      encoding: {
        ...{ x: x('estimate'), y: y('y') },
        shape: rawValue('shape'),
        fill: rawValue('fill'),
        stroke: rawValue('edge'),
      },
    },
  ];
}
