import type { Range } from '../program/register.ts';
import { type Assumptions, likelyAssumptions } from './base-case.ts';
import type { CaseLedger } from './case-ledger.ts';
import { quantityDraws } from './draw-amounts.ts';
import { percentile } from './percentile.ts';
import type { HorizonDraws, Simulation } from './simulation.ts';
import { sum } from './standing-claims.ts';

export const INPUT_KINDS = [
  'effect',
  'stabilization',
  'unit value',
  'attribution',
  'decay',
  'horizon',
  'optimism about benefits',
  'optimism about costs',
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** Something that the net present value rests on and that could be otherwise. */
export interface UncertainInput {
  kind: InputKind;
  /** A benefit's id; null for what all of them share. */
  benefit: string | null;
  /** In its own unit; an effect and a stabilization as multiples of what was measured, a horizon as months after the data. */
  range: Range;
  /** The assumptions with this input at another value, all others likely. */
  at(value: number): Assumptions;
  /** What the simulation drew of it. */
  draws: Float64Array;
}

/**
 * What could be otherwise in one view and span?
 *
 * A range is the register's low and high; of what is measured it is P5 and P95 of the draws.
 *
 * @param ledger  of one view and span, not refused
 * @returns inputs in the order of the register, then those that all benefits share; none that is certain
 * @example uncertainInputs(ledger, simulation)[0]  // { kind: 'effect', benefit: 'outsourced_reads', range: { low: 0.81, … }, … }
 */
export function uncertainInputs(ledger: CaseLedger, simulation: Simulation): UncertainInput[] {
  const own = ledger.counted.flatMap(({ index }) => inputsOf(index, ledger, simulation));
  return [...own, ...shared(ledger, simulation)].filter(({ range }) => range.high > range.low);
}

function inputsOf(index: number, ledger: CaseLedger, simulation: Simulation): UncertainInput[] {
  const { benefit } = ledger.claims.benefits[index]!;
  const { value, attribution } = benefit;
  const likely = likelyAssumptions(ledger);
  const input = (
    kind: InputKind,
    range: Range,
    draws: Float64Array,
    list: 'effects' | 'transitions' | 'values' | 'shares',
  ): UncertainInput => ({
    kind,
    benefit: benefit.id,
    range,
    at: (one) => ({ ...likely, [list]: likely[list].with(index, one) }),
    draws,
  });
  const measured = (kind: 'effect' | 'stabilization', column: 'demonstrated' | 'transition') => {
    const relative = relativeDraws(index, column, ledger, simulation);
    if (relative === null) return [];
    const range = { low: percentile(relative, 0.05), likely: 1, high: percentile(relative, 0.95) };
    return [input(kind, range, relative, kind === 'effect' ? 'effects' : 'transitions')];
  };
  return [
    ...measured('effect', 'demonstrated'),
    ...measured('stabilization', 'transition'),
    input('unit value', value, simulation.values[index]!, 'values'),
    input('attribution', { ...attribution, likely: attribution.share }, simulation.shares[index]!, 'shares'),
    ...(benefit.horizon === null || ledger.forecast === null
      ? []
      : fading(benefit.id, [index], ledger.forecast.claims[index]!, simulation.horizons[index]!, ledger)),
  ];
}

/** Draws of a benefit's quantity over its likely one; null where nothing stands. */
function relativeDraws(
  index: number,
  column: 'demonstrated' | 'transition',
  { standing, claims }: CaseLedger,
  simulation: Simulation,
): Float64Array | null {
  const stands = standing[column][index]!;
  const likely = sum(stands.quantities);
  if (likely === 0) return null;
  const draws = quantityDraws(simulation, column, stands, new Float64Array(claims.months.length).fill(1));
  return draws.map((quantity) => quantity / likely);
}

function shared(ledger: CaseLedger, simulation: Simulation): UncertainInput[] {
  const { forecast, program, claims } = ledger;
  if (forecast === null) return [];
  const likely = likelyAssumptions(ledger);
  const held = claims.benefits.flatMap(({ benefit }, index) => (benefit.horizon === null ? [index] : []));
  const { horizon, end } = forecast;
  const inputs = fading(null, held, { horizon, end }, simulation.horizon!, ledger);
  const [bias, drawn] = [program.optimismBias, simulation.bias];
  if (bias === null || drawn === null) return inputs;
  const optimism = (side: 'benefits' | 'costs'): UncertainInput => ({
    kind: `optimism about ${side}`,
    benefit: null,
    range: bias[side],
    at: (one) => ({ ...likely, bias: { ...likely.bias, [side]: one } }),
    draws: drawn[side],
  });
  return [...inputs, optimism('benefits'), optimism('costs')];
}

/** How fast effects fade and when they end, of one benefit or of all that have no horizon of their own. */
function fading(
  benefit: string | null,
  held: readonly number[],
  { horizon, end }: Pick<NonNullable<CaseLedger['forecast']>, 'horizon' | 'end'>,
  { decays, ends }: HorizonDraws,
  ledger: CaseLedger,
): UncertainInput[] {
  const likely = likelyAssumptions(ledger);
  const set = (list: readonly number[], one: number) => list.map((before, b) => (held.includes(b) ? one : before));
  return [
    {
      kind: 'decay',
      benefit,
      range: horizon.decay,
      at: (one) => ({ ...likely, decays: set(likely.decays, one) }),
      draws: decays,
    },
    {
      kind: 'horizon',
      benefit,
      range: end,
      at: (one) => ({
        ...likely,
        ends: set(likely.ends, one),
        costsEnd: benefit === null ? one : likely.costsEnd,
      }),
      draws: ends,
    },
  ];
}
