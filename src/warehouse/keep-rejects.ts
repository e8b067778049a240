import { ROW_RULES } from '../contract/contract.ts';
import { dispositionOf, rowChecks, ruleCode } from '../contract/row-checks.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { SKIPPED } from './land.ts';
import type { PlannedFile } from './plan-file.ts';

/**
 * Writes down where each rejected record of a landed file is and which rules it broke: line, column, code.
 *
 * The pre-flight knows the lines and the records that have no cells; the landed file knows the rest. Parquet has no lines.
 *
 * @param path  of the landed file
 */
export async function keepRejects(warehouse: Warehouse, file: PlannedFile, path: string): Promise<void> {
  const { checked, fileId } = file;
  const shapes = checked.broken.map(({ record, column, rule }) => ({ record, column, code: rule }));
  await warehouse.run(
    `insert into reject
    with offsets as (select unnest(from_json($1, '[{"record": "BIGINT", "offset": "BIGINT"}]'), recursive := true)),
    shapes as (select unnest(from_json($2, '[{"record": "BIGINT", "column": "INTEGER", "code": "VARCHAR"}]'), recursive := true)),
    checks as (select * from (values ${checkValues(file)}) as checks_(place, rule, "column", field, code)),
    bits as (select * from (values ${bitValues()}) as bits_(mask, code)),
    broken as (
      select file_row_number + 1 as record, reasons, rules
      from read_parquet(${sqlText(path)}, file_row_number = true)
      where reasons not in (0, ${SKIPPED})
    ),
    cells as (select record, unnest(rules) as rule, generate_subscripts(rules, 1) as place from broken),
    found as (
      select record, "column", field, code from cells inner join checks using (place, rule)
      union all
      select record, null, null, code from broken inner join bits on reasons = mask
      where rules is null and record not in (select record from shapes)
      union all
      select record, "column", null, code from shapes
    )
    select ${fileId}, found.record, found.record + offsets."offset" as line, "column", field, code
    from found asof left join offsets on found.record >= offsets.record
    order by found.record, "column", code`,
    [JSON.stringify(checked.lineOffsets), JSON.stringify(shapes)],
    checked.file,
  );
}

/** Each rule that rejects, by the place of its check in a row's `rules` list. */
function checkValues({ contract, bound, checked, shape }: PlannedFile): string {
  const columns = checked.columns ?? [...(shape?.types.keys() ?? [])];
  const rows = rowChecks(contract).flatMap(({ field, rules }, index) => {
    const header = bound.headers[field.name] ?? null;
    const column = header === null ? 'null' : String(columns.indexOf(header) + 1);
    const rejecting = rules.filter(([rule]) => dispositionOf(field, rule) === 'reject');
    return rejecting.map(
      ([rule]) => `(${index + 1}, ${ruleCode(rule)}, ${column}::integer, ${sqlText(field.name)}, ${sqlText(rule)})`,
    );
  });
  // A row that no place can match keeps the list from being empty.
  return [...rows, "(0, 0, null, '', '')"].join(', ');
}

function bitValues(): string {
  return ROW_RULES.map((rule, bit) => `(${2 ** bit}, ${sqlText(rule)})`).join(', ');
}
