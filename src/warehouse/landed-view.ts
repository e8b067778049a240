import { join } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { SQL_TYPES } from '../contract/read-cell.ts';
import { sqlName, type Warehouse } from './duckdb.ts';
import { landedPath } from './land.ts';
import type { LoadRow } from './load-tables.ts';
import { globless } from './source-sql.ts';

/**
 * A select of the rows of one kind that landed without a reason to reject them.
 *
 * @param files     the loaded files of the kind
 * @param setAside  ids of files with rows in `set_aside`, which are then left out
 * @param cache     `<program>/.realized`
 * @returns SQL of a select: the contract's columns (instants in UTC), `file_id`, `record` (from 1) and `flags`
 */
export function landedRowsSql(
  contract: Contract,
  files: readonly Pick<LoadRow, 'file_id' | 'key'>[],
  setAside: ReadonlySet<number>,
  cache: string,
): string {
  const names = contract.fields.map(({ name }) => sqlName(name));
  if (files.length === 0) {
    const empty = contract.fields.map(({ name, type }) => `null::${SQL_TYPES[type]} as ${sqlName(name)}`);
    return `select ${empty.join(', ')}, null::bigint as file_id, null::bigint as record, 0::uinteger as flags where false`;
  }
  const selects = files.map(({ file_id: id, key }) => {
    const path = globless(join(cache, landedPath(contract.kind, key)));
    const others = `and file_row_number + 1 not in (select record from set_aside where file_id = ${id})`;
    return `select ${names.join(', ')}, ${id}::bigint as file_id, file_row_number + 1 as record, flags
      from read_parquet(${path}, file_row_number = true)
      where reasons = 0 ${setAside.has(id) ? others : ''}`;
  });
  return selects.join('\nunion all\n');
}

/**
 * Makes the view `landed_<kind>`: what staging may read. Rejected rows and those set aside are gone there, so that no
 * staging file can forget them.
 */
export async function createLandedView(
  warehouse: Warehouse,
  contract: Contract,
  files: readonly Pick<LoadRow, 'file_id' | 'key'>[],
  cache: string,
): Promise<void> {
  const rows = await warehouse.rows<{ id: number }>('select distinct file_id as id from set_aside where kind = $1', [
    contract.kind,
  ]);
  const select = landedRowsSql(contract, files, new Set(rows.map(({ id }) => id)), cache);
  await warehouse.run(`create or replace view landed_${contract.kind} as ${select}`, [], `landed_${contract.kind}`);
}
