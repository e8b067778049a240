import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../finding.ts';
import { sqlName, type Warehouse } from './duckdb.ts';

/**
 * Which ends lie after the as-of day, and so count as not there yet?
 *
 * A contract accepts such an end (`future-dated: accept`), because an old day may be judged on an extract drawn later: what ended
 * since was open then. Where the extract is no newer than the day, the time is a mistake, and its row would quietly count
 * as open.
 *
 * @param warehouse  prepared (prepare.ts)
 * @returns one `end-after-as-of` of severity `warn` per column with such ends; empty when there is none
 * @example (await lateEndFindings(warehouse, contracts))[0]?.message
 *          // '2 rows of imaging_exam with final_at after the as-of day: not there yet, so open; a mistake unless …'
 */
export async function lateEndFindings(warehouse: Warehouse, contracts: readonly Contract[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, fields } of contracts) {
    for (const { name, type, required, isPlan, onViolation } of fields) {
      // What every record has is its start, which nothing can leave open.
      if (type !== 'datetime' || required || isPlan || onViolation['future-dated'] !== 'accept') continue;
      const [row] = await warehouse.rows<{ n: number }>(
        `select count(*) as n from landed_${kind} where ${sqlName(name)} >= (select as_of from program)`,
        [],
        `landed_${kind}`,
      );
      if (row!.n === 0) continue;
      const rows = row!.n === 1 ? '1 row' : `${row!.n} rows`;
      const message = `${rows} of ${kind} with ${name} after the as-of day: not there yet, so open; a mistake unless the extract was drawn later`;
      findings.push({ code: 'end-after-as-of', severity: 'warn', message, at: {} });
    }
  }
  return findings;
}
