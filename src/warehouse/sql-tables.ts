import { RealizedError } from '../errors.ts';
import { sqlText, type Warehouse } from './duckdb.ts';

/** What a select uses, in order of name. */
export interface SelectUse {
  /** Tables and views that it reads; its own common table expressions are not among them. */
  tables: string[];
  /** Functions and operators by their DuckDB name (`sum`, `minutes_between`, `+`), window functions included. */
  functions: string[];
  /** What another SQL engine would not read: table functions by name, `group by all`, `qualify`, `exclude`, … */
  beyondAnsi: string[];
}

/**
 * Which tables and functions does each of these selects use?
 *
 * Read from DuckDB's own parse of the texts, which names nothing that is only in a comment or a string. Nothing runs.
 *
 * @param files  selects, each with the SQL file that an error should name
 * @returns in the order of the files
 * @throws  `warehouse.sql` for the first text that is not exactly one select
 * @example await selectUses(warehouse, [{ file: 'x.sql', sql: 'with a as (select * from stg_tally) select lower(unit_id) from a' }])
 *          // [{ tables: ['stg_tally'], functions: ['lower'], beyondAnsi: [] }]
 */
export async function selectUses(
  warehouse: Warehouse,
  files: readonly { file: string; sql: string }[],
): Promise<SelectUse[]> {
  if (files.length === 0) return [];
  const texts = files.map(({ sql }, at) => `(${at}, ${sqlText(sql)})`);
  // One statement for all: a hundred of them would cost more than what they parse.
  const rows = await warehouse.rows<{ tree: string }>(
    `select cast(json_serialize_sql(sql) as varchar) as tree from (values ${texts.join(', ')}) as files_(place, sql) order by place`,
  );
  return rows.map(({ tree }, at) => useIn(tree, files[at]!.file));
}

/** @param tree  DuckDB's parse, as JSON */
function useIn(tree: string, file: string): SelectUse {
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
  if (parsed.error || parsed.statements?.length !== 1) {
    throw new RealizedError('warehouse.sql', { file, detail: parsed.error_message ?? 'it is not one bare select' });
  }
  const use = { tables: new Set<string>(), functions: new Set<string>(), beyondAnsi: new Set<string>() };
  collect(parsed.statements[0], new Set(), use);
  return {
    tables: [...use.tables].sort(),
    functions: [...use.functions].sort(),
    beyondAnsi: [...use.beyondAnsi].sort(),
  };
}

interface Collected {
  tables: Set<string>;
  functions: Set<string>;
  beyondAnsi: Set<string>;
}

interface CteEntry {
  key: string;
  value: unknown;
}

/** Walks a node; `local` holds the common table expressions in sight there. */
function collect(node: unknown, local: ReadonlySet<string>, use: Collected): void {
  if (Array.isArray(node)) {
    for (const part of node) collect(part, local, use);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { cte_map: ctes, ...rest } = node as Record<string, unknown>;
  let inSight = local;
  for (const { key, value } of (ctes as { map: CteEntry[] } | undefined)?.map ?? []) {
    // An expression sees those before it; a recursive one sees itself.
    const own = new Set(inSight).add(key);
    collect(value, isRecursive(value) ? own : inSight, use);
    inSight = own;
  }
  if (rest['type'] === 'BASE_TABLE') {
    const name = String(rest['table_name']);
    const schema = [rest['catalog_name'], rest['schema_name']].filter((part) => part !== '');
    if (schema.length > 0 || !inSight.has(name)) use.tables.add([...schema, name].join('.'));
  }
  for (const word of dialectWords(rest)) use.beyondAnsi.add(word);
  if (rest['type'] === 'TABLE_FUNCTION') {
    const { function_name: name, children } = rest['function'] as { function_name: string; children: unknown };
    use.beyondAnsi.add(`${name}()`);
    collect(children, inSight, use);
    return;
  }
  if (typeof rest['function_name'] === 'string') use.functions.add(rest['function_name']);
  for (const value of Object.values(rest)) collect(value, inSight, use);
}

/** The constructs of a node that only some engines know. */
function dialectWords(node: Record<string, unknown>): string[] {
  const given = (key: string) => {
    const value = node[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
  };
  const words: string[] = [];
  if (given('qualify')) words.push('qualify');
  if (given('exclude_list') || given('qualified_exclude_list')) words.push('exclude');
  if (given('replace_list')) words.push('replace');
  if (node['aggregate_handling'] === 'FORCE_AGGREGATES') words.push('group by all');
  if (given('sample')) words.push('sample');
  return words;
}

function isRecursive(value: unknown): boolean {
  return (value as { query?: { node?: { type?: string } } }).query?.node?.type === 'RECURSIVE_CTE_NODE';
}
