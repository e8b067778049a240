import { RealizedError } from '../errors.ts';
import { seriesPath } from '../figure.ts';
import type { StandardMix, Statistic } from '../kpi/kpi.ts';
import { type Ancestor, ancestorOf } from '../results/ancestry.ts';
import type { Results } from '../results/schema.ts';
import { type CellSpan, cellsSql } from '../warehouse/cell-sql.ts';
import { standingColumns, standingSql } from '../warehouse/standing-sql.ts';
import { type ExplainOptions, findInReport } from './find-in-report.ts';
import { withReportCache } from './open-report-cache.ts';

/** The statements that give the values of one series again. */
export interface SeriesStatements {
  /** `series:<kpi>/<statistic>/<unit>/<from>…<to>`, or one period. */
  series: string;
  /** To be run in this order; the last one returns `period`, `n`, `value`. */
  statements: string[];
}

/**
 * Which statements give the numbers behind a figure again, in a DuckDB shell over the program's cache?
 *
 * One set per series: a cell's own for `series:…`, every series in the ancestry of a figure, a KPI's own statistic in every unit.
 *
 * @throws `cache.other` where the cache is not that of the report; and as `explain` does
 */
export async function explainSql(options: ExplainOptions): Promise<SeriesStatements[]> {
  const { folder, results, reference } = await findInReport(options);
  const behind = seriesBehind(results, reference);
  if (behind.length === 0) {
    const hint = 'ask for what it was made from: `realized explain PROGRAM FIGURE` names it';
    throw new RealizedError('usage.invalid', { message: `no series stands behind «${options.written}»`, hint });
  }
  return withReportCache({ directory: options.directory, folder, results }, async (measured, warehouse) => {
    const found: SeriesStatements[] = [];
    for (const series of behind) {
      const span = { ...spanOf(series), mix: mixOf(results, series) };
      const kpi = measured.kpis.find(({ entry }) => entry === span.kpi)!;
      const columns = await standingColumns(warehouse, measured, kpi);
      const { tables, select } = cellsSql(kpi, columns, span);
      found.push({ series, statements: standingSql(measured, kpi, tables, select) });
    }
    return found;
  });
}

/** `series:…` references in an ancestry, each once. */
function seriesBehind(results: Results, reference: string): string[] {
  if (reference.startsWith('series:')) return [reference];
  if (reference.startsWith('kpi:')) return seriesOfKpi(results, reference.slice('kpi:'.length));
  const found = new Set<string>();
  const seen = new Set<string>();
  const collect = ({ reference: name, inputs }: Ancestor) => {
    if (name.startsWith('series:')) found.add(name);
    if (seen.has(name)) return;
    seen.add(name);
    inputs.forEach(collect);
  };
  collect(ancestorOf(results, reference));
  return [...found];
}

/** A KPI's own statistic in every unit, over all its periods, crude and standardised. */
function seriesOfKpi({ kpis, series }: Results, id: string): string[] {
  const { statistic } = kpis.find((kpi) => kpi.id === id)!;
  const own = series.filter((cell) => cell.kpi === id && cell.statistic === statistic);
  const paths = [...new Set(own.map(seriesPath))];
  return paths.map((path) => {
    const periods = own.filter((cell) => seriesPath(cell) === path).map(({ period }) => period);
    return `${path}/${periods[0]}…${periods.at(-1)}`;
  });
}

/** What a `series:` reference names. */
export function spanOf(series: string): Omit<CellSpan, 'mix'> & { kpi: string } {
  const [kpi, measured, unit, periods] = series.slice('series:'.length).split('/').map(decodeURIComponent);
  const [from, to = from] = periods!.split('…');
  return { kpi: kpi!, statistic: measured!.split('.')[0] as Statistic, unit: unit!, from: from!, to: to! };
}

/** The mix of cases that a standardised series is held at, as the report keeps it; null for a crude one. */
function mixOf({ kpis }: Results, series: string): StandardMix | null {
  if (!series.split('/')[1]!.endsWith('.standardised')) return null;
  const { kpi, unit } = spanOf(series);
  return kpis.find(({ id }) => id === kpi)!.mixes.find((mix) => mix.unit === unit)!;
}
