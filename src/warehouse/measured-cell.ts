import type { InstrumentCell, ResolvedKpi } from '../kpi/kpi.ts';
import { addPeriods } from '../kpi/period.ts';
import type { Mix } from './count-strata.ts';
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
  strata: Record<string, number>;
}

/**
 * Which cells does a KPI have, sums and mix together?
 *
 * @param summed  every cell with a candidate row, by unit, then period; those that have no unit or period are left out
 * @param mixes  those of them with a row that counts, where the KPI has strata
 * @returns in the order of `summed`
 * @example measuredCells(kpi, summed, mixes)[0]?.period  // '2024-01-01'
 */
export function measuredCells(kpi: ResolvedKpi, summed: readonly SummedCell[], mixes: readonly Mix[]): MeasuredCell[] {
  const strata = new Map(mixes.map((mix) => [cellKey(mix), mix.strata]));
  return summed.flatMap((sums) => {
    const { unit, index, excluded, counted } = sums;
    if (unit === null || index === null) return [];
    const period = addPeriods('1970-01-01', index, kpi.periodLength);
    const mix = strata.get(cellKey({ unit, index })) ?? {};
    return [{ unit, period, index, sums: counted === 0 ? null : sums, excluded, strata: mix }];
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
