import { type Difference, differences } from './differences.ts';
import type { Seal, SealedSeries } from './seal.ts';

/**
 * What does a seal say otherwise than the one before it?
 *
 * @returns for protocols the places that differ; for baselines each value that moved, as `<kpi>.<statistic>.<period>`, and
 *          each window and method
 * @example sealChanges(first, second)[0]?.path  // 'program.benefits.reads.value.likely'
 */
export function sealChanges(before: Seal, after: Seal): Difference[] {
  if (before.kind === 'protocol' && after.kind === 'protocol') return differences(before.protocol, after.protocol);
  if (before.kind !== 'baseline' || after.kind !== 'baseline') return [];
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
