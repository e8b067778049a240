import { localCodeSql, usualYears } from '../contract/zone-sql.ts';
import { sqlName, type Warehouse } from './duckdb.ts';

/**
 * Makes `zoneCodeSql` usable for these zones: what a zone says of every year is read once, not with every file's statement.
 *
 * @param zones  IANA names or `utc`; a name that comes twice is made once
 * @param asOf   the day the rows are judged on, which tells the years of most
 */
export async function createZoneMacros(warehouse: Warehouse, zones: Iterable<string>, asOf: string): Promise<void> {
  for (const zone of new Set(zones)) {
    await warehouse.run(
      `create or replace temp macro ${macro(zone)}(local) as (${localCodeSql(zone, 'local', usualYears(asOf))})`,
    );
  }
}

/** What `localCodeSql` gives, by macro. */
export function zoneCodeSql(zone: string, expression: string): string {
  return `${macro(zone)}(${expression})`;
}

function macro(zone: string): string {
  return sqlName(`local code: ${zone}`);
}
