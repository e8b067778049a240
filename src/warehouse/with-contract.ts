import type { Contract } from '../contract/contract.ts';
import type { ExtractEntry } from '../program/program.ts';

/**
 * What does an extract entry say together with its contract?
 *
 * A contract of a standard form (FHIR) brings an expression for each column and says which records are none of its kind; what
 * the program writes comes first.
 *
 * @example withContract({ ...entry, columns: {} }, fhirEncounter).columns['encounter_id']  // { sql: "json_extract_string(json, '$.id')" }
 */
export function withContract(entry: ExtractEntry, { fields, skip }: Contract): ExtractEntry {
  const own = fields.flatMap(({ name, sql }) => (sql === null ? [] : [[name, { sql }] as const]));
  if (own.length === 0 && skip.length === 0) return entry;
  return { ...entry, columns: { ...Object.fromEntries(own), ...entry.columns }, skip: [...skip, ...entry.skip] };
}
