import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Catalogue } from './catalogue.ts';
import type { Warehouse } from './duckdb.ts';
import { layersBehind } from './layers.ts';
import { GATHERED_US, LOCAL_US, parameterTable } from './observation-sql.ts';

/**
 * For programs of few rows, where a select takes longer to plan than to run: tables in place of views.
 *
 * A mart is computed with the first KPI that reads it, and stands before the view of its name from then on; a KPI's own rows lie
 * in a table until the next KPI is asked for. All of them are this connection's own and end with it.
 *
 * @param warehouse  prepared (prepare.ts)
 * @returns gives a KPI over a table of its rows, for `measureKpi`
 * @example const gather = gatherRows(warehouse, catalogue); await measureKpi(warehouse, await gather(kpi), asOf, null)
 */
export function gatherRows(warehouse: Warehouse, catalogue: Catalogue): (kpi: ResolvedKpi) => Promise<ResolvedKpi> {
  const standing = new Set<string>();
  return async (kpi) => {
    for (const { name, file } of layersBehind(catalogue, kpi.sql).marts) {
      if (standing.has(name)) continue;
      await warehouse.run(`create temp table ${name} as select * from main.${name}`, [], file);
      standing.add(name);
    }
    const rows = `with ${parameterTable(kpi)} select *, ${LOCAL_US} as "${GATHERED_US}" from (\n${kpi.sql}\n)`;
    await warehouse.run(`create or replace temp table gathered as ${rows}`, [], `kpi/${kpi.id}.sql`);
    return { ...kpi, sql: 'select * from gathered' };
  };
}
