import type { Contract } from '../contract/contract.ts';
import { sqlName, type Warehouse } from './duckdb.ts';
import type { Kind } from './loaded-inputs.ts';

/** Which unit a file's standing rows tell of, and until when. */
export interface FileSpan {
  file_id: number;
  /** Null where the kind has no unit. */
  unit: string | null;
  /** The newest of the instants and days that every row has, in UTC; null where the kind has none. */
  newest: Date | null;
}

/**
 * Of which units, and until when, do the loaded files tell?
 *
 * @returns one per file and unit, for the kinds with files
 */
export async function fileSpans(warehouse: Warehouse, kinds: readonly Kind[]): Promise<FileSpan[]> {
  const spans: FileSpan[] = [];
  for (const { contract, files } of kinds) {
    if (files.length === 0) continue;
    const unit = contract.fields.find((field) => field.isUnit);
    spans.push(
      ...(await warehouse.rows<FileSpan>(
        `select file_id, ${unit === undefined ? 'null' : sqlName(unit.name)} as unit, max(${newestOf(contract)}) as newest
        from landed_${contract.kind} group by all order by all`,
      )),
    );
  }
  return spans;
}

function newestOf({ fields }: Contract): string {
  const times = fields.filter(({ type, required }) => required && (type === 'date' || type === 'datetime'));
  const columns = times.map(({ name }) => `${sqlName(name)}::timestamp`);
  return columns.length === 0 ? 'null::timestamp' : `greatest(${columns.join(', ')})`;
}
