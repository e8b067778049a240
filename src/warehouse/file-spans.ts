import type { Contract } from '../contract/contract.ts';
import { sqlName, type Warehouse } from './duckdb.ts';

/** Which unit a file's standing rows tell of, and until when. */
export interface FileSpan {
  file_id: number;
  /** Null where the kind has no unit. */
  unit: string | null;
  /** The newest of the instants and days that every row has, in milliseconds UTC; null where the kind has none. */
  newest: number | null;
}

/**
 * Of which units, and until when, do the standing rows of a kind tell?
 *
 * @returns one per file and unit, in this order
 */
export async function fileSpans(warehouse: Warehouse, contract: Contract): Promise<FileSpan[]> {
  const unit = contract.fields.find((field) => field.isUnit);
  return warehouse.rows<FileSpan>(
    `select file_id, ${unit === undefined ? 'null' : sqlName(unit.name)} as unit, epoch_ms(max(${newestOf(contract)})) as newest
    from landed_${contract.kind} group by all order by all`,
  );
}

function newestOf({ fields }: Contract): string {
  const times = fields.filter(
    ({ type, required, isPlan }) => required && !isPlan && (type === 'date' || type === 'datetime'),
  );
  const columns = times.map(({ name }) => `${sqlName(name)}::timestamp`);
  return columns.length === 0 ? 'null::timestamp' : `greatest(${columns.join(', ')})`;
}
