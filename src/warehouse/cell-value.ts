import type { ResolvedKpi, SeriesCell, Statistic } from '../kpi/kpi.ts';
import type { SummedCell } from './sum-cells.ts';

/** A statistic's value in one cell, with what it was made from and how many units of volume it applies to. */
export type CellValue = Pick<SeriesCell, 'value' | 'numerator' | 'denominator' | 'volume' | 'reason'>;

/**
 * Which value does a statistic have in one unit and period?
 *
 * - median, p90, p95: the percentile given; volume n.
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
      return ofItems(cell, percentile, 'not reached: too many items are still open', n);
    case 'mean': {
      const sum = restricted ?? (cell.open === 0 ? numerator : null);
      const mean = ofItems(cell, sum === null ? null : sum / n, 'items are open and no maturity bounds them', n);
      return mean.value === null ? mean : { ...mean, numerator: sum, denominator: n };
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

function ofItems({ competing }: SummedCell, value: number | null, reason: string, volume: number): CellValue {
  const none = { numerator: null, denominator: null, volume };
  if (competing > 0)
    return { value: null, ...none, reason: 'competing outcomes: cumulative incidence is not computed' };
  return value === null ? { value: null, ...none, reason } : { value, ...none };
}
