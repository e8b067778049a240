import { RealizedError } from '../errors.ts';
import { Refused } from '../extract/refusal.ts';
import { sqlName, type Warehouse } from './duckdb.ts';
import { globless, type SourceSql } from './source-sql.ts';

/** What a Parquet file says of itself in its footer. */
export interface ParquetShape {
  records: number;
  /** Header → SQL type, in the order of the file. */
  types: Map<string, string>;
}

/**
 * How many rows and which columns does a Parquet file have?
 *
 * @throws Refused (not-parquet), when its footer cannot be read
 */
export async function parquetShape(warehouse: Warehouse, path: string): Promise<ParquetShape> {
  try {
    const [count] = await warehouse.rows<{ records: number }>(
      `select coalesce(sum(num_rows), 0)::bigint as records from parquet_file_metadata(${globless(path)})`,
    );
    const columns = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${tableOf(path)}`);
    return {
      records: count!.records,
      types: new Map(columns.map((column) => [column.column_name, column.column_type])),
    };
  } catch (error) {
    if (!(error instanceof RealizedError)) throw error;
    throw new Refused('not-parquet', 'its footer cannot be read', 'fetch the file again: it was cut or is encrypted');
  }
}

/**
 * How is a Parquet file read, so that the rules of text cells judge its typed columns?
 *
 * Each value becomes the text that the rules expect: datetimes ISO, numbers plain digits, whole numbers without «.0».
 */
export function parquetSource(path: string, { types }: ParquetShape, wanted: readonly string[]): SourceSql {
  const isNumbered = wanted.some((name) => name.toLowerCase() === 'record') && !types.has('record');
  const table = tableOf(path);
  return {
    from: isNumbered ? `(select *, row_number() over () as record from ${table})` : `(${table})`,
    cell: (header) => textOf(sqlName(header), types.get(header)!),
    wholeRow: [],
  };
}

/** The format and zone that a typed column brings with it, whatever contract and program say of texts; null for texts. */
export function parquetTime(type: string): { format: 'iso'; zone: 'utc' | null } | null {
  if (type === 'TIMESTAMP WITH TIME ZONE') return { format: 'iso', zone: 'utc' };
  return /^(TIMESTAMP|DATE)/.test(type) ? { format: 'iso', zone: null } : null;
}

function tableOf(path: string): string {
  return `select * from read_parquet(${globless(path)}, hive_partitioning = false)`;
}

function textOf(column: string, type: string): string {
  // The session's zone is UTC.
  if (type.startsWith('TIMESTAMP')) return `${column}::timestamp::varchar`;
  if (!/^(FLOAT|DOUBLE)/.test(type)) return `${column}::varchar`;
  const digits = `rtrim(rtrim(try_cast(${column} as decimal(38, 12))::varchar, '0'), '.')`;
  return `case when ${column}::varchar like '%e%' then ${digits} else regexp_replace(${column}::varchar, '[.]0$', '') end`;
}
