import type { InstrumentCell, ResolvedKpi } from '../kpi/kpi.ts';
import { addPeriods } from '../kpi/period.ts';
import type { StratumSums } from './stratum-sums.ts';
import type { SummedCell } from './sum-cells.ts';

/** One unit and period of a KPI: what its rows sum up to, if any counts, and how they came about. */
export interface MeasuredCell {
  unit: string;
  /** First local day. */
  period: string;
  /** The period's number from the one that holds 1 January 1970. */
  index: number;
  /** Null where none of its rows counts. */
  sums: SummedCell | null;
  excluded: Record<string, number>;
  /** Its rows that count by stratum; empty where the KPI has none. */
  strata: StratumSums[];
}

/**
 * Which cells does a KPI have, sums and strata together?
 *
 * @param summed  every cell with a candidate row, by unit, then period; those that have no unit or period are left out
 * @param strata  the strata of those with a row that counts, where the KPI has them
 * @returns in the order of `summed`
 * @example measuredCells(kpi, summed, strata)[0]?.period  // '2024-01-01'
 */
export function measuredCells(
  kpi: ResolvedKpi,
  summed: readonly SummedCell[],
  strata: readonly StratumSums[],
): MeasuredCell[] {
  const byCell = new Map<string, StratumSums[]>();
  for (const one of strata) byCell.set(cellKey(one), [...(byCell.get(cellKey(one)) ?? []), one]);
  return summed.flatMap((sums) => {
    const { unit, index, excluded, counted } = sums;
    if (unit === null || index === null) return [];
    const period = addPeriods('1970-01-01', index, kpi.periodLength);
    const own = byCell.get(cellKey({ unit, index })) ?? [];
    return [{ unit, period, index, sums: counted === 0 ? null : sums, excluded, strata: own }];
  });
}

/** A cell's unit and period in one text, for maps. */
export function cellKey({ unit, index }: { unit: string; index: number }): string {
  return `${index} ${unit}`;
}

/** Cells come ordered by unit, then period. */
export function byUnit(cells: readonly MeasuredCell[]): { unit: string; cells: MeasuredCell[] }[] {
  const units: { unit: string; cells: MeasuredCell[] }[] = [];
  for (const cell of cells) {
    if (units.at(-1)?.unit !== cell.unit) units.push({ unit: cell.unit, cells: [] });
    units.at(-1)!.cells.push(cell);
  }
  return units;
}

/** The cell as the instrument checks read it. */
export function instrumentCell({ period, sums, excluded, strata }: MeasuredCell): InstrumentCell {
  const counted = sums?.counted ?? 0;
  return {
    period,
    candidates: Object.values(excluded).reduce((sum, n) => sum + n, counted),
    counted,
    open: sums?.open ?? 0,
    zero: sums?.zero ?? 0,
    wholeMinute: sums?.wholeMinute ?? 0,
    wholeHour: sums?.wholeHour ?? 0,
    excluded,
    // Rows without a stratum are not in it.
    strata: Object.fromEntries(strata.flatMap((one) => (one.stratum === '' ? [] : [[one.stratum, one.counted]]))),
  };
}
