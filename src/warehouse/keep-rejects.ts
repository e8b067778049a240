import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROW_RULES } from '../contract/contract.ts';
import { dispositionOf, rowChecks, ruleCode } from '../contract/row-checks.ts';
import { sqlText, type Warehouse } from './duckdb.ts';
import { SKIPPED } from './land.ts';
import type { PlannedFile } from './plan-file.ts';
import { globless, globlessAll } from './source-sql.ts';

const ROWS_AT_ONCE = 20_000;

/**
 * Writes down where each rejected record of landed files is and which rules it broke: line, column, code.
 *
 * The pre-flight knows the lines and the records that have no cells; the landed file knows the rest. Parquet has no lines.
 *
 * @param files  of one batch
 * @param paths  of the landed files
 * @param tmp    a folder for what the pre-flight knows, on its way into SQL: it may be millions of rows
 */
export async function keepRejects(
  warehouse: Warehouse,
  files: readonly PlannedFile[],
  paths: readonly string[],
  tmp: string,
): Promise<void> {
  const [first] = files as [PlannedFile];
  const [lines, shapes] = [join(tmp, `${first.key}.lines`), join(tmp, `${first.key}.shapes`)];
  await writeTable(lines, files, ({ fileId, checked }) => {
    const { records, offsets } = checked.lineOffsets ?? { records: [], offsets: [] };
    return { count: records.length, row: (at) => `${fileId},${records[at]},${offsets[at]}` };
  });
  await writeTable(shapes, files, ({ fileId, checked: { broken } }) => ({
    count: broken.length,
    row: (at) => `${fileId},${broken[at]!.record},${broken[at]!.column ?? ''},${broken[at]!.rule}`,
  }));
  try {
    await warehouse.run(
      `insert into reject
      with lines as (select * from ${table(lines, "{'file_id': 'BIGINT', 'record': 'BIGINT', 'offset': 'BIGINT'}")}),
      shapes as (
        select * from ${table(shapes, "{'file_id': 'BIGINT', 'record': 'BIGINT', 'column': 'INTEGER', 'code': 'VARCHAR'}")}
      ),
      checks as (select * from (values ${checkValues(first)}) as checks_(place, rule, "column", field, code)),
      bits as (select * from (values ${bitValues()}) as bits_(mask, code)),
      broken as (
        select file_id, file_row_number + 1 as record, reasons, rules
        from read_parquet(${globlessAll(paths)}, file_row_number = true)
        where reasons not in (0, ${SKIPPED})
      ),
      cells as (select file_id, record, unnest(rules) as rule, generate_subscripts(rules, 1) as place from broken),
      found as (
        select file_id, record, "column", field, code from cells inner join checks using (place, rule)
        union all
        select file_id, record, null, null, code from broken inner join bits on reasons = mask
        where rules is null and (file_id, record) not in (select (file_id, record) from shapes)
        union all
        select file_id, record, "column", null, code from shapes
      )
      select found.file_id, found.record, found.record + lines."offset" as line, "column", field, code
      from found asof left join lines on found.file_id = lines.file_id and found.record >= lines.record
      order by found.file_id, found.record, "column", code`,
      [],
      first.checked.file,
    );
  } finally {
    await Promise.all([rm(lines, { force: true }), rm(shapes, { force: true })]);
  }
}

/** Rows of each file to one file, some ten thousand at a time, so that no text outgrows memory. */
async function writeTable(
  path: string,
  files: readonly PlannedFile[],
  rowsOf: (file: PlannedFile) => { count: number; row: (at: number) => string },
): Promise<void> {
  const output = await open(path, 'w');
  for (const { count, row } of files.map(rowsOf)) {
    for (let start = 0; start < count; start += ROWS_AT_ONCE) {
      const places = Array.from({ length: Math.min(ROWS_AT_ONCE, count - start) }, (_, place) => start + place);
      await output.writeFile(places.map((at) => `${row(at)}\n`).join(''));
    }
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
