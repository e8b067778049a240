import { countWords } from '../count-words.ts';
import type { Finding } from '../finding.ts';
import type { MeasuredKpi, ResolvedKpi, Series, Statistic } from '../kpi/kpi.ts';
import { cellValue } from './cell-value.ts';
import type { Warehouse } from './duckdb.ts';
import { keepPeriods, LEFT_OUT, type LeftOut } from './keep-periods.ts';
import { byUnit, cellKey, instrumentCell, type MeasuredCell, measuredCells } from './measured-cell.ts';
import { observationColumns } from './observation-sql.ts';
import { type Percentiles, percentiles } from './percentiles.ts';
import { type Reference, standardise } from './standardise.ts';
import { stratumSums } from './stratum-sums.ts';
import { type SummedCell, sumCells } from './sum-cells.ts';

/**
 * What does a KPI measure, in every unit and period?
 *
 * One pass over the KPI file's rows sums and orders those that count and tells why others do not, a second sums strata where
 * there are any, and a third orders them for percentiles at a constant mix; no row enters JavaScript. A period without
 * observations has no cell: zero is not missing, and a total of nothing is absent, not 0. A KPI that can tell a quiet period
 * from an unknown one returns a row of 0 for it.
 *
 * @param warehouse  prepared (prepare.ts)
 * @param asOf  local day; all of it counts
 * @param reference  whose mix of cases standardised series are held at; null for crude ones alone
 * @returns crude series by statistic, then unit, and after them the standardised ones; the instrument counts of the same
 *          cells; the waterfall from candidate rows through each exclusion (most frequent first, then by name) and the periods
 *          left out, to the observations in the series
 * @throws  `warehouse.sql` with the KPI's file when its select fails or lacks a column
 * @example (await measureKpi(warehouse, kpi, '2026-05-31', null)).series[0]?.cells[0]
 *          // { period: '2024-01-01', n: 412, value: 64.5, numerator: null, denominator: null, volume: 412 }
 */
export async function measureKpi(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  asOf: string,
  reference: Reference | null,
): Promise<MeasuredKpi & { findings: Finding[] }> {
  const columns = await observationColumns(warehouse, kpi);
  const summed = await sumCells(warehouse, kpi, columns);
  const cells = measuredCells(kpi, summed, await stratumSums(warehouse, kpi, columns));
  const { kept, left, findings } = keepPeriods(cells, kpi, asOf);
  const known = await percentiles(warehouse, kpi, columns, kept);
  const crude = [kpi.statistic, ...kpi.also].flatMap((statistic) => seriesOf(kpi, statistic, kept, known));
  const standardised = reference === null ? null : await standardise(warehouse, kpi, columns, kept, reference);
  const series = [...crude, ...(standardised?.series ?? [])];
  return {
    kpi: kpi.entry,
    series,
    mixes: standardised?.mixes ?? [],
    instrument: byUnit(kept).map(({ unit, cells }) => ({ unit, cells: cells.map(instrumentCell) })),
    waterfall: waterfall(summed, cells, left),
    findings: [
      ...findings,
      ...(standardised?.findings ?? []),
      ...reasonFindings(kpi, series),
      ...emptyFinding(kpi, series),
    ],
  };
}

function seriesOf(kpi: ResolvedKpi, statistic: Statistic, kept: readonly MeasuredCell[], known: Percentiles): Series[] {
  const units = byUnit(kept.filter(({ sums }) => sums !== null));
  return units.map(({ unit, cells }) => ({
    kpi: kpi.entry,
    statistic,
    adjustment: 'crude',
    unit,
    periodLength: kpi.periodLength,
    cells: cells.map((cell) => ({
      period: cell.period,
      n: cell.sums!.counted,
      ...cellValue(kpi, statistic, cell.sums!, known.get(cellKey(cell))?.[statistic] ?? null),
    })),
  }));
}

function waterfall(
  summed: readonly SummedCell[],
  cells: readonly MeasuredCell[],
  left: Record<LeftOut, MeasuredCell[]>,
): MeasuredKpi['waterfall'] {
  const excluded = new Map<string, number>();
  for (const { excluded: own } of summed) {
    for (const [reason, n] of Object.entries(own)) excluded.set(reason, (excluded.get(reason) ?? 0) + n);
  }
  const steps = [...excluded].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  for (const reason of LEFT_OUT) {
    if (left[reason].length > 0) steps.push([reason, countedIn(left[reason])]);
  }
  let n = [...excluded.values()].reduce((sum, count) => sum + count, countedIn(cells));
  const falls = [{ step: 'candidate rows', n }];
  for (const [step, count] of steps) {
    n -= count;
    falls.push({ step, n });
  }
  return [...falls, { step: 'observations', n }];
}

function countedIn(cells: readonly MeasuredCell[]): number {
  return cells.reduce((sum, { sums }) => sum + (sums?.counted ?? 0), 0);
}

/** One finding per reason why cells have no value. */
function reasonFindings(kpi: ResolvedKpi, series: readonly Series[]): Finding[] {
  const counts = new Map<string, number>();
  for (const { statistic, adjustment, cells } of series) {
    for (const { reason } of cells) {
      if (reason === undefined) continue;
      const key = `${statistic}${adjustment === 'crude' ? '' : `, ${adjustment},`} without a value in N cells: ${reason}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].map(([text, n]) => ({
    code: 'cell-without-value',
    severity: 'warn',
    message: text.replace('N cells', countWords(n, 'cell')),
    at: { kpi: kpi.entry },
  }));
}

function emptyFinding(kpi: ResolvedKpi, series: readonly Series[]): Finding[] {
  if (series.length > 0) return [];
  const message = 'no observation is left to measure: see the waterfall for where the rows went';
  return [{ code: 'no-observations', severity: 'warn', message, at: { kpi: kpi.entry } }];
}
