import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { Catalogue } from './catalogue.ts';
import type { Warehouse } from './duckdb.ts';
import { layersBehind } from './layers.ts';

/**
 * What is each KPI measured from?
 *
 * Its definition as used, the SQL it rests on, the state of the landed kinds behind it, and the contents of the parameter tables
 * that it reads. As long as all this is the same, measuring gives the same.
 *
 * @param warehouse  prepared (prepare.ts)
 * @returns plain data to hash, in the order of `kpis`
 */
export async function measuredFrom(
  warehouse: Warehouse,
  catalogue: Catalogue,
  kpis: readonly ResolvedKpi[],
): Promise<unknown[]> {
  const states = await warehouse.rows<{ kind: string; state: string }>('select kind, state from load_state');
  const contents = new Map<string, unknown>();
  const contentOf = async (table: string) => {
    if (!contents.has(table))
      contents.set(table, await warehouse.rows(`select to_json(t)::varchar as row from ${table} t`));
    return contents.get(table);
  };
  const sources: unknown[] = [];
  for (const kpi of kpis) {
    const { staging, marts, kinds, parameters } = layersBehind(catalogue, kpi.sql);
    const tables: unknown[] = [];
    for (const table of ['program', ...parameters]) tables.push([table, await contentOf(table)]);
    const sql = [...catalogue.macros, ...staging, ...marts].map((file) => file.sql);
    sources.push({ kpi, sql, states: states.filter(({ kind }) => kinds.includes(kind)), tables });
  }
  return sources;
}
