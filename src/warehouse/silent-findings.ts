import type { Contract } from '../contract/contract.ts';
import { countWords } from '../count-words.ts';
import type { Finding } from '../finding.ts';
import { sqlName, type Warehouse } from './duckdb.ts';

/** Fewer records than that have no typical gap. */
const LEAST_RECORDS = 5;
/** Were they to come by chance alone, a silence of so many mean gaps has a chance of e^-20; clusters make it likelier, not likely. */
const SILENT_GAPS = 20;

/**
 * Which services fell silent long before the end of what their extract is said to tell of?
 *
 * No outage on record looks like availability, whether there was none or the extract ends early. Where a service that failed every
 * few days has no record any more for 20 mean gaps, somebody should look. `until:` in program.yaml says where the extract ends;
 * silence is then measured up to that day.
 *
 * @param contracts  those in use; looked at are kinds of service records that go stale by no age of their own
 * @returns one `falls-silent` of severity `warn` per kind and service, by service
 * @example (await silentFindings(warehouse, contracts))[0]?.message
 *          // '«pacs» has no outage after 2024-03-01, 122 days before the end, while one came every 2 days: …'
 */
export async function silentFindings(warehouse: Warehouse, contracts: readonly Contract[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, feeds, fields, staleAfterDays } of contracts) {
    const service = fields.find(({ isService }) => isService);
    const start = fields.find(({ type, required, isPlan }) => type === 'datetime' && required && !isPlan);
    if (service === undefined || start === undefined || staleAfterDays !== null) continue;
    const rows = await warehouse.rows<{ service: string; last: string; gap: number; silence: number }>(
      `select service, last, gap, silence from (
        select ${sqlName(service.name)} as service, local_date(max(${sqlName(start.name)}))::varchar as last, count(*) as n,
          (epoch(max(${sqlName(start.name)})) - epoch(min(${sqlName(start.name)}))) / 86400 / (count(*) - 1) as gap,
          (epoch(max(ends_at)) - epoch(max(${sqlName(start.name)}))) / 86400 as silence
        from landed_${kind} inner join data_end on kind = '${feeds ?? kind}' and ${sqlName(start.name)} < ends_at
        group by all having count(*) >= ${LEAST_RECORDS})
      where silence > gap * ${SILENT_GAPS} order by service`,
      [],
      `landed_${kind}`,
    );
    for (const { service: name, last, gap, silence } of rows) {
      const days = countWords(Math.floor(silence), 'day');
      const message = `«${name}» has no ${kind} after ${last}, ${days} before the end, while one came every ${gap.toFixed(1)} days: if the extract ends there, silence is not availability; say so with \`until:\``;
      findings.push({ code: 'falls-silent', severity: 'warn', message, at: {} });
    }
  }
  return findings;
}
