import type { UncertainInput } from './uncertain-inputs.ts';

/** One bar of a tornado; the keys of results.json. */
export interface TornadoBar {
  kind: UncertainInput['kind'];
  benefit: string | null;
  low: number;
  likely: number;
  high: number;
  /** Net present value with this input at its low and at its high, all others at their likely values. */
  npv_at_low: number;
  npv_at_high: number;
}

/**
 * Which input moves the net present value most, each alone?
 *
 * @param inputs  that could be otherwise
 * @param npv     at given assumptions
 * @returns the widest bar first; equal ones in the order given
 * @example tornado(inputs, npv)[0]?.kind  // 'effect'
 */
export function tornado(
  inputs: readonly UncertainInput[],
  npv: (at: ReturnType<UncertainInput['at']>) => number,
): TornadoBar[] {
  const bars = inputs.map(({ kind, benefit, range, at }) => {
    const { low, likely, high } = range;
    return { kind, benefit, low, likely, high, npv_at_low: npv(at(low)), npv_at_high: npv(at(high)) };
  });
  return bars.filter((bar) => widthOf(bar) > 0).sort((a, b) => widthOf(b) - widthOf(a));
}

function widthOf({ npv_at_low, npv_at_high }: TornadoBar): number {
  return Math.abs(npv_at_high - npv_at_low);
}
