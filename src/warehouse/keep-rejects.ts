import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROW_RULES } from '../contract/contract.ts';
import { dispositionOf, rowChecks, ruleCode } from '../contract/row-checks.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { SKIPPED } from './land.ts';
import type { PlannedFile } from './plan-file.ts';
import { globless } from './source-sql.ts';

const ROWS_AT_ONCE = 20_000;

/**
 * Writes down where each rejected record of a landed file is and which rules it broke: line, column, code.
 *
 * The pre-flight knows the lines and the records that have no cells; the landed file knows the rest. Parquet has no lines.
 *
 * @param path  of the landed file
 * @param tmp   a folder for what the pre-flight knows, on its way into SQL: it may be millions of rows
 */
export async function keepRejects(warehouse: Warehouse, file: PlannedFile, path: string, tmp: string): Promise<void> {
  const { checked, fileId, key } = file;
  const [lines, shapes] = [join(tmp, `${key}.lines`), join(tmp, `${key}.shapes`)];
  const { records, offsets } = checked.lineOffsets ?? { records: [], offsets: [] };
  await writeTable(lines, records.length, (row) => `${records[row]},${offsets[row]}`);
  await writeTable(shapes, checked.broken.length, (row) => {
    const { record, column, rule } = checked.broken[row]!;
    return `${record},${column ?? ''},${rule}`;
  });
  try {
    await warehouse.run(
      `insert into reject
      with lines as (select * from ${table(lines, "{'record': 'BIGINT', 'offset': 'BIGINT'}")}),
      shapes as (select * from ${table(shapes, "{'record': 'BIGINT', 'column': 'INTEGER', 'code': 'VARCHAR'}")}),
      checks as (select * from (values ${checkValues(file)}) as checks_(place, rule, "column", field, code)),
      bits as (select * from (values ${bitValues()}) as bits_(mask, code)),
      broken as (
        select file_row_number + 1 as record, reasons, rules
        from read_parquet(${globless(path)}, file_row_number = true)
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
      select ${fileId}, found.record, found.record + lines."offset" as line, "column", field, code
      from found asof left join lines on found.record >= lines.record
      order by found.record, "column", code`,
      [],
      checked.file,
    );
  } finally {
    await Promise.all([rm(lines, { force: true }), rm(shapes, { force: true })]);
  }
}

/** Rows to a file, some ten thousand at a time, so that no text outgrows memory. */
async function writeTable(path: string, count: number, row: (index: number) => string): Promise<void> {
  const output = await open(path, 'w');
  for (let start = 0; start < count; start += ROWS_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(ROWS_AT_ONCE, count - start) }, (_, place) => start + place);
    await output.write(indexes.map((index) => `${row(index)}\n`).join(''));
  }
  await output.close();
}

function table(path: string, columns: string): string {
  return `read_csv(${globless(path)}, auto_detect = false, header = false, delim = ',', columns = ${columns})`;
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
