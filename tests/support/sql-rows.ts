import type { SqlValue, Warehouse } from '../../src/warehouse/duckdb.ts';
import { type Given, givenWarehouse, shipped } from './warehouse.ts';

let current: { given: Given; warehouse: Promise<Warehouse> } | null = null;

/** The warehouse that holds the given rows; asked for the same ones again, it is not filled anew. */
function warehouseOf(given: Given): Promise<Warehouse> {
  if (current?.given !== given) current = { given, warehouse: givenWarehouse(given) };
  return current.warehouse;
}

/** Rows of a staging view or mart: the named columns, ordered by them. */
export async function viewRows(given: Given, view: string, columns: readonly string[]): Promise<SqlValue[][]> {
  return select(await warehouseOf(given), `select * from ${view}`, columns);
}

/**
 * What a KPI file returns: the named columns, ordered by them. Parameters reach it as measuring hands them over, defaults
 * filled in.
 */
export async function kpiRows(
  given: Given,
  id: string,
  columns: readonly string[],
  parameters: Record<string, string | number> = {},
): Promise<SqlValue[][]> {
  const kpi = (given.catalogue ?? shipped).kpis.find((other) => other.id === id)!;
  const values = kpi.parameters
    .map(({ name, default: fallback }) => [name, parameters[name] ?? fallback])
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `('${id}', '${name}', '${value}')`);
  const none = "select '' as kpi, '' as name, '' as value where false";
  const list = values.length === 0 ? none : `values ${values.join(', ')}`;
  const sql = `with kpi_parameter(kpi, name, value) as (${list})\nselect * from (\n${kpi.sql}\n)`;
  return select(await warehouseOf(given), sql, columns);
}

/** Instants come as `YYYY-MM-DD HH:MM[:SS]` in UTC and days as `YYYY-MM-DD`, numbers plain. */
async function select(warehouse: Warehouse, sql: string, columns: readonly string[]): Promise<SqlValue[][]> {
  const types = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${sql}`);
  const cells = columns.map((column) => {
    const type = types.find(({ column_name: name }) => name === column)?.column_type ?? '';
    if (type === 'TIMESTAMP') return `regexp_replace(${column}::varchar, ':00$', '') as ${column}`;
    if (type === 'DATE') return `${column}::varchar as ${column}`;
    return /^(DECIMAL|DOUBLE|HUGEINT)/.test(type) ? `${column}::double as ${column}` : column;
  });
  const order = columns.map((_, place) => place + 1).join(', ');
  const rows = await warehouse.rows<Record<string, SqlValue>>(
    `select ${cells.join(', ')} from (${sql}) order by ${order}`,
  );
  return rows.map((row) => columns.map((column) => row[column]!));
}
