import type { ResolvedKpi, SeriesCell, StandardMix, Statistic } from '../kpi/kpi.ts';
import { cellValue } from './cell-value.ts';
import type { MeasuredCell } from './measured-cell.ts';
import { partFinder, type WeighedBy } from './standard-mix.ts';
import type { StratumSums } from './stratum-sums.ts';

/** Share of the baseline's mix that a period must have for a standardised value. */
export const HELD = 0.9;

/** A cell's rows by part of the mix. */
export interface HeldCell {
  /** Parts that there is a value in, in the order of the mix: their share of it, the cell's strata in them, and what these sum up to. */
  parts: { share: number; strata: string[]; sums: StratumSums }[];
  /** Sum of the shares. */
  held: number;
  /** Rows of the parts. */
  n: number;
}

/**
 * What of the baseline's mix do cells have?
 *
 * @returns one per cell, with the parts that have a row that counts and, where strata are weighed by it, something to divide by
 */
export function heldCells(cells: readonly MeasuredCell[], mix: StandardMix, by: WeighedBy): HeldCell[] {
  const partOf = partFinder(mix);
  return cells.map(({ strata }) => {
    const found = new Map<number, { strata: string[]; sums: StratumSums }>();
    for (const one of strata) {
      const part = partOf(one.stratum);
      const known = found.get(part);
      if (known === undefined) found.set(part, { strata: [one.stratum], sums: one });
      else found.set(part, { strata: [...known.strata, one.stratum], sums: added(known.sums, one) });
    }
    const parts = [...found]
      .filter(([part, { sums }]) => part >= 0 && (by === 'rows' || sums.denominator !== 0))
      .sort(([a], [b]) => a - b)
      .map(([part, own]) => ({ share: mix.parts[part]![by], ...own }));
    return {
      parts,
      held: parts.reduce((sum, { share }) => sum + share, 0),
      n: parts.reduce((sum, { sums }) => sum + sums.counted, 0),
    };
  });
}

/**
 * Which value would a cell have, had it the baseline's mix of cases?
 *
 * Direct standardisation: Σ share × value of the part. Shares of parts that the cell lacks, a tenth at most, go to the others in
 * proportion.
 *
 * @param percentile  the value where the statistic is one (standardised-percentiles.ts); null for not reached
 * @returns value null with its reason where it is undefined; volume as of the crude cell, which counts the same items
 * @source  Breslow & Day 1987, Statistical methods in cancer research II, ch. 2
 * @example standardisedValue(kpi, 'proportion', cell, held, null).value  // 0.6 × 0.1 + 0.4 × 0.3 = 0.18
 */
export function standardisedValue(
  kpi: ResolvedKpi,
  statistic: Statistic,
  cell: MeasuredCell,
  { parts, held, n }: HeldCell,
  percentile: number | null,
): Omit<SeriesCell, 'period'> {
  const crude = cellValue(kpi, statistic, cell.sums!, percentile);
  const told = { n, numerator: null, denominator: null, volume: crude.volume };
  if (held < HELD) return { ...told, value: null, reason: 'less than nine tenths of the mix of the baseline is there' };
  if (crude.value === null) return { ...told, value: null, reason: crude.reason! };
  if (percentile !== null) return { ...told, value: percentile };
  const values = parts.map(
    ({ share, sums }) => share * cellValue(kpi, statistic, { ...cell.sums!, ...sums }, null).value!,
  );
  return { ...told, value: values.reduce((sum, value) => sum + value, 0) / held };
}

function added(known: StratumSums, one: StratumSums): StratumSums {
  const restricted = known.restricted === null || one.restricted === null ? null : known.restricted + one.restricted;
  return {
    ...known,
    counted: known.counted + one.counted,
    open: known.open + one.open,
    competing: known.competing + one.competing,
    numerator: known.numerator + one.numerator,
    denominator: known.denominator + one.denominator,
    restricted,
  };
}
