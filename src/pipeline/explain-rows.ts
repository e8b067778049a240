import { createHmac } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import { RealizedError } from '../errors.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import { rowsSql } from '../warehouse/cell-sql.ts';
import { sqlName, sqlText, type Warehouse } from '../warehouse/duckdb.ts';
import { identifierKey } from '../warehouse/identifier-key.ts';
import { layersBehind } from '../warehouse/layers.ts';
import { standingColumns, standingSql } from '../warehouse/standing-sql.ts';
import { spanOf } from './explain-sql.ts';
import { type ExplainOptions, findInReport } from './find-in-report.ts';
import { type MeasuredReport, withReportCache } from './open-report-cache.ts';

/** One observation behind a cell. */
export interface ShownRow {
  /** A pseudonym where the program holds identifiers; null where the KPI names no items. */
  item: string | null;
  /** Start event, local time. */
  observed: string | null;
  numerator: number | null;
  denominator: number | null;
  stratum: string | null;
  outcome: string | null;
  /** The first reason why it does not count; null where it does. */
  excluded: string | null;
  /** The record of an extract that it was made from; null where it was made from several, or from none alone. */
  file: string | null;
  record: number | null;
}

/**
 * Which observations stand behind a cell of a series, and in which record of which file does each lie?
 *
 * Those that count come first, then what was left out with its reason.
 *
 * @param limit  how many at most
 * @throws `usage.invalid` for a reference that is no cell; `cache.other`; and as `explain` does
 */
export async function explainRows(options: ExplainOptions, limit: number): Promise<ShownRow[]> {
  const { folder, results, reference } = await findInReport(options);
  if (!reference.startsWith('series:')) {
    const hint =
      'give a cell, such as one of the `series:` lines with a period of it: series:KPI/STATISTIC/UNIT/2024-09-23';
    throw new RealizedError('usage.invalid', { message: `«${options.written}» has no rows of its own`, hint });
  }
  return withReportCache({ directory: options.directory, folder, results }, async (measured, warehouse) => {
    const span = spanOf(reference);
    const kpi = measured.kpis.find(({ entry }) => entry === span.kpi)!;
    const columns = await standingColumns(warehouse, measured, kpi);
    const { tables, select } = rowsSql(kpi, columns, span, limit);
    const statement = standingSql(measured, kpi, tables, select).at(-1)!.replace(/;$/, '');
    const rows = await warehouse.rows<ObservedRow>(statement, [], `kpi/${kpi.id}.sql`);
    const places = await placesOf(warehouse, measured, kpi, rows);
    const pseudonym = await pseudonyms(options.directory);
    return rows.map(({ item_id: item, ...row }) => ({
      item: item === null ? null : pseudonym(item),
      ...row,
      ...(places.get(item ?? '') ?? { file: null, record: null }),
    }));
  });
}

type ObservedRow = Omit<ShownRow, 'item' | 'file' | 'record'> & { item_id: string | null };
type Place = Pick<ShownRow, 'file' | 'record'>;

/** Where items lie that are records of an extract by their key. */
async function placesOf(
  warehouse: Warehouse,
  { catalogue, program }: MeasuredReport,
  { sql }: ResolvedKpi,
  rows: readonly ObservedRow[],
): Promise<Map<string, Place>> {
  const { kinds } = layersBehind(catalogue, sql);
  const keyed = catalogue.contracts.filter(
    ({ kind, primaryKey }) =>
      primaryKey.length === 1 && kinds.includes(kind) && program.extracts.some((entry) => entry.kind === kind),
  );
  const items = rows.flatMap(({ item_id: item }) => item ?? []);
  const places = new Map<string, Place>();
  for (const contract of items.length === 0 ? [] : keyed) {
    for (const { item, ...place } of await warehouse.rows<Place & { item: string }>(placesSql(contract, items))) {
      places.set(item, place);
    }
  }
  return places;
}

function placesSql({ kind, primaryKey }: Contract, items: readonly string[]): string {
  const key = sqlName(primaryKey[0]!);
  return `select ${key}::varchar as item, file, record
    from landed_${kind} inner join load using (file_id)
    where ${key}::varchar in (${items.map(sqlText).join(', ')})`;
}

/** Keys of records may be numbers that people are called by: where the program has a key for pseudonyms they are shown under it. */
async function pseudonyms(directory: string): Promise<(item: string) => string> {
  const key = await identifierKey(directory);
  if (key.isNew) return (item) => item;
  return (item) => createHmac('sha256', key.bytes).update(item).digest('hex').slice(0, 12);
}
