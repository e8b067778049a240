import { sqlText, type Warehouse } from './duckdb.ts';

/** Kinds of node that an expression over one record may be made of, as DuckDB's parser names them. */
const CLASSES = new Set([
  ...['CONSTANT', 'COLUMN_REF', 'FUNCTION', 'OPERATOR', 'CASE', 'CAST', 'COMPARISON', 'CONJUNCTION', 'BETWEEN'],
  'COLLATE',
]);

/** Scalar functions that DuckDB calls consistent and that still read clock or settings; `row` is a slip: (a, b). */
const UNFIT = /^(current_.*|getvariable|version|age|json_serialize_plan|write_log|row)$/;

/** DuckDB's own macros that compute from their arguments alone. */
const MACROS = ['nullif', 'split_part', 'fmod', 'fdiv', 'date_add', 'days_in_month'];

/** What a checked expression reads, or why it may not be used. */
export type Expression = { columns: string[]; problem: null } | { columns: null; problem: string };

/**
 * May this expression of a program file stand in the loading SQL, and which columns does it read?
 *
 * It may compute from the columns of one record alone: no subquery, no other row, no clock, no setting, no randomness.
 * Read from DuckDB's own parse; nothing runs.
 *
 * @returns the columns that it names, as written
 * @example await checkExpression(warehouse, "lower(site) || '/imaging'")  // { columns: ['site'], problem: null }
 */
export async function checkExpression(warehouse: Warehouse, sql: string): Promise<Expression> {
  // Brackets and line breaks, so that neither a comment nor a second column can reach what follows.
  const text = `select (\n${sql}\n) as value from record_columns`;
  const [row] = await warehouse.rows<{ tree: string }>(`select json_serialize_sql(${sqlText(text)})::varchar as tree`);
  const tree = JSON.parse(row!.tree) as Tree;
  if (tree.error) return refused(`is no SQL expression: ${tree.error_message}`);
  const node = tree.statements.length === 1 ? tree.statements[0]!.node : undefined;
  const isBare =
    node?.type === 'SELECT_NODE' &&
    node.select_list?.length === 1 &&
    node.select_list[0]!['alias'] === 'value' &&
    node.from_table?.table_name === 'record_columns' &&
    node.where_clause === null;
  if (!isBare) return refused('is more than one expression');
  const use = { columns: new Set<string>(), functions: new Set<string>(), others: new Set<string>() };
  collect(node.select_list![0], use);
  const [other] = use.others;
  if (other !== undefined)
    return refused(`holds a ${other.toLowerCase().replaceAll('_', ' ')}, which reads more than its record`);
  const unfit = await unfitFunction(warehouse, [...use.functions]);
  if (unfit !== null) return refused(`uses «${unfit}», which does not depend on its arguments alone or is not known`);
  return { columns: [...use.columns], problem: null };
}

interface Tree {
  error: boolean;
  error_message?: string;
  statements: {
    node: {
      type: string;
      select_list?: Record<string, unknown>[];
      from_table?: { table_name?: string };
      where_clause: unknown;
    };
  }[];
}

function refused(problem: string): Expression {
  return { columns: null, problem };
}

function collect(node: unknown, use: { columns: Set<string>; functions: Set<string>; others: Set<string> }): void {
  if (Array.isArray(node)) for (const part of node) collect(part, use);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { class: kind, ...rest } = node as Record<string, unknown>;
  if (typeof kind === 'string' && !CLASSES.has(kind)) use.others.add(kind);
  if (kind === 'CONSTANT') return;
  if (kind === 'COLUMN_REF') {
    const names = rest['column_names'] as string[];
    if (names.length === 1) use.columns.add(names[0]!);
    else use.others.add('QUALIFIED_NAME');
  }
  if (kind === 'FUNCTION') use.functions.add(String(rest['function_name']));
  for (const value of Object.values(rest)) collect(value, use);
}

async function unfitFunction(warehouse: Warehouse, names: readonly string[]): Promise<string | null> {
  if (names.length === 0) return null;
  const list = names.map((name) => sqlText(name.toLowerCase())).join(', ');
  const rows = await warehouse.rows<{ name: string }>(
    `select distinct function_name as name from duckdb_functions()
    where database_name = 'system' and function_type = 'scalar' and stability = 'CONSISTENT' and function_name in (${list})`,
  );
  const fit = new Set([...rows.map(({ name }) => name).filter((name) => !UNFIT.test(name)), ...MACROS]);
  return names.find((name) => !fit.has(name.toLowerCase())) ?? null;
}
