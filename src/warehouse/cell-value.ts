import type { ResolvedKpi, SeriesCell, Statistic } from '../kpi/kpi.ts';
import type { SummedCell } from './sum-cells.ts';

/** A statistic's value in one cell, with what it was made from and how many units of volume it applies to. */
export type CellValue = Pick<SeriesCell, 'value' | 'numerator' | 'denominator' | 'volume' | 'reason'>;

/**
 * Which value does a statistic have in one unit and period?
 *
 * - median, p90, p95: the percentile given; volume n. Where something else may end an item, it is that of all items: the time
 *   by which so many of them had the event.
 * - mean: sum / n; volume n. Where items may be open it is the mean of min(wait, τ), τ the KPI's maturity, in every cell alike:
 *   open items are then known to have waited τ.
 * - proportion, ratio: sum of numerators / sum of denominators; volume: the denominator.
 * - rate: `per` × the same; volume: denominator / per.
 * - total: sum of numerators; volume 1.
 *
 * Open items change only percentiles and means: in the sums a KPI file has already decided what each row counts for.
 *
 * @param percentile  the value where the statistic is one; null for not reached
 * @returns value null with its reason where it is undefined
 * @example cellValue(kpi, 'proportion', { ...cell, numerator: 3, denominator: 12 }, null).value  // 0.25
 */
export function cellValue(
  kpi: ResolvedKpi,
  statistic: Statistic,
  cell: SummedCell,
  percentile: number | null,
): CellValue {
  const { counted: n, numerator, denominator, restricted } = cell;
  switch (statistic) {
    case 'median':
    case 'p90':
    case 'p95':
      return percentile === null ? without(notReached(cell), n) : { value: percentile, ...NO_SUMS, volume: n };
    case 'mean': {
      if (cell.competing > 0) return without('some items ended otherwise: they have no time to the event', n);
      const sum = restricted ?? (cell.open === 0 ? numerator : null);
      if (sum === null) return without('items are open and no maturity bounds them', n);
      return { value: sum / n, numerator: sum, denominator: n, volume: n };
    }
    case 'total':
      return { value: numerator, numerator, denominator: null, volume: 1 };
    default: {
      const sums = { numerator, denominator, volume: denominator / (statistic === 'rate' ? kpi.per : 1) };
      if (denominator === 0) return { value: null, ...sums, reason: 'nothing to divide by' };
      return { value: ((statistic === 'rate' ? kpi.per : 1) * numerator) / denominator, ...sums };
    }
  }
}

const NO_SUMS = { numerator: null, denominator: null };

function notReached({ competing }: SummedCell): string {
  const others = competing > 0 ? 'too many items ended otherwise, or are still open' : 'too many items are still open';
  return `not reached: ${others}`;
}

function without(reason: string, volume: number): CellValue {
  return { value: null, ...NO_SUMS, volume, reason };
}
