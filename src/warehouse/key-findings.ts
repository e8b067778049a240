import type { Finding } from '../finding.ts';
import { readHeader } from '../kpi/read-header.ts';
import type { Catalogue } from './catalogue.ts';
import { sqlName, type Warehouse } from './duckdb.ts';

/**
 * Do the keys that staging and marts declare hold: no value twice, none missing?
 *
 * A duplicate in staging is the extract's, one in a mart is the SQL's: a join that multiplies rows. Files without `key:` are
 * not checked.
 *
 * @param warehouse  prepared (prepare.ts)
 * @returns one `mart-key-duplicate` of severity `fail` per table whose key does not hold; empty when all hold
 * @example (await keyFindings(warehouse, catalogue))[0]?.message
 *          // '3 rows of stg_tally repeat their key (measure, unit_id, period_start_date) or lack a part of it'
 */
export async function keyFindings(warehouse: Warehouse, { staging, marts }: Catalogue): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, file, sql } of [...staging, ...marts]) {
    const key = readHeader(sql, file).entries.find((entry) => entry.key === 'key');
    if (key === undefined) continue;
    const columns = key.text.split(',').map((column) => sqlName(column.trim()));
    const missing = columns.map((column) => `${column} is null`).join(' or ');
    const [row] = await warehouse.rows<{ rows: number }>(
      `select coalesce(sum(case when ${missing} then n else n - 1 end), 0)::bigint as rows
      from (select ${columns.join(', ')}, count(*) as n from ${name} group by all)`,
      [],
      file,
    );
    if (row!.rows === 0) continue;
    const message = `${row!.rows} rows of ${name} repeat their key (${key.text}) or lack a part of it`;
    findings.push({ code: 'mart-key-duplicate', severity: 'fail', message, at: { file, line: key.line } });
  }
  return findings;
}
