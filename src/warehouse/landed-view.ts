import { join } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { SQL_TYPES } from '../contract/read-cell.ts';
import { sqlName, type Warehouse } from './duckdb.ts';
import { landedPath } from './land.ts';
import type { LoadRow } from './load-tables.ts';
import { globlessAll } from './source-sql.ts';

/**
 * A select of the rows of one kind that landed without a reason to reject them: one scan, however many files.
 *
 * @param files  the loaded files of the kind
 * @param cache  `<program>/.realized`
 * @returns SQL of a select: the contract's columns (instants in UTC), `file_id`, `record` (from 1) and `flags`
 */
export function landedRowsSql(contract: Contract, files: readonly Pick<LoadRow, 'key'>[], cache: string): string {
  const names = contract.fields.map(({ name }) => sqlName(name));
  if (files.length === 0) {
    const empty = contract.fields.map(({ name, type }) => `null::${SQL_TYPES[type]} as ${sqlName(name)}`);
    return `select ${empty.join(', ')}, null::bigint as file_id, null::bigint as record, 0::uinteger as flags where false`;
  }
  const paths = files.map(({ key }) => join(cache, landedPath(contract.kind, key)));
  return `select ${names.join(', ')}, file_id, file_row_number + 1 as record, flags
    from read_parquet(${globlessAll(paths)}, file_row_number = true) where reasons = 0`;
}

/**
 * Makes the view `landed_<kind>`: what staging may read. Rejected rows and those set aside are gone there, so that no
 * staging file can forget them.
 */
export async function createLandedView(
  warehouse: Warehouse,
  contract: Contract,
  files: readonly Pick<LoadRow, 'key'>[],
  cache: string,
): Promise<void> {
  const select = standingRowsSql(contract, files, cache);
  await warehouse.run(`create or replace view landed_${contract.kind} as ${select}`, [], `landed_${contract.kind}`);
}

/** The landed rows that are not set aside. */
export function standingRowsSql(contract: Contract, files: readonly Pick<LoadRow, 'key'>[], cache: string): string {
  const rows = landedRowsSql(contract, files, cache);
  return files.length === 0
    ? rows
    : `select landed.* from (${rows}) as landed anti join set_aside using (file_id, record)`;
}
