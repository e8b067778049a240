import { type Difference, differences } from './differences.ts';
import type { BaselineSeal, SealedSeries } from './seal.ts';

/**
 * What does the seal of a baseline say otherwise than the one before it?
 *
 * @returns each value that moved, as `<kpi>.<statistic>.<period>`, and each window and method
 * @example baselineChanges(first, second)[0]?.path  // 'reads.total.2024-01-01'
 */
export function baselineChanges(before: BaselineSeal, after: BaselineSeal): Difference[] {
  return differences(valuesOf(before.series), valuesOf(after.series));
}

function valuesOf(series: readonly SealedSeries[]): Record<string, unknown> {
  const named = series.map(({ kpi, statistic, adjustment, window, method, cells }) => {
    const values = Object.fromEntries(cells.map(({ period, value }) => [period, value]));
    const name = `${kpi}.${statistic}${adjustment === 'crude' ? '' : `.${adjustment}`}`;
    return [name, { window, method, ...values }] as const;
  });
  return Object.fromEntries(named);
}
