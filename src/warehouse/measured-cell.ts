import type { InstrumentCell, ResolvedKpi } from '../kpi/kpi.ts';
import { addPeriods } from '../kpi/period.ts';
import type { CountedCell } from './count-cells.ts';
import type { SummedCell } from './sum-cells.ts';

/** One unit and period of a KPI: what its rows sum up to, if any counts, and how they came about. */
export interface MeasuredCell {
  unit: string;
  /** First local day. */
  period: string;
  /** The period's number from the one that holds 1 January 1970. */
  index: number;
  sums: SummedCell | null;
  excluded: Record<string, number>;
  strata: Record<string, number>;
}

/**
 * Which cells does a KPI have, counts and sums together?
 *
 * @param counted  every cell with a candidate row, by unit, then period; those that have no unit or period are left out
 * @param summed   those of them with a row that counts
 * @returns in the order of `counted`
 * @example measuredCells(kpi, counted, summed)[0]?.period  // '2024-01-01'
 */
export function measuredCells(
  kpi: ResolvedKpi,
  counted: readonly CountedCell[],
  summed: readonly SummedCell[],
): MeasuredCell[] {
  const sums = new Map(summed.map((cell) => [cellKey(cell), cell]));
  return counted.flatMap(({ unit, index, excluded, strata }) => {
    if (unit === null || index === null) return [];
    const period = addPeriods('1970-01-01', index, kpi.periodLength);
    return [{ unit, period, index, sums: sums.get(cellKey({ unit, index })) ?? null, excluded, strata }];
  });
}

/** A cell's unit and period in one text, for maps. */
export function cellKey({ unit, index }: { unit: string; index: number }): string {
  return `${index} ${unit}`;
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
    strata,
  };
}
