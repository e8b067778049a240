import { canonicalJson } from '../canonical-json.ts';
import { type ExpressionColumns, type PlannedFile, wantedColumns } from './plan-file.ts';

/** From here on running a statement costs more than planning it. */
export const MANY = 100_000;

/**
 * Files that one statement can read, in their order: those of one entry with one header. Planning takes longer than reading a
 * small file, and an extract a month is thirty of them.
 *
 * A file stands alone where it is large, is read from a copy or from Parquet, or where its records are numbered.
 */
export function batchesOf(files: readonly PlannedFile[], expressions: ExpressionColumns): PlannedFile[][] {
  const batches: PlannedFile[][] = [];
  const open = new Map<string, { batch: PlannedFile[]; records: number }>();
  for (const file of files) {
    const { entry, format, columns, isCompressed, needsCopy } = file.checked;
    const isNumbered = wantedColumns(file, expressions).some((name) => name.toLowerCase() === 'record');
    if (format !== 'csv' || needsCopy || isNumbered) {
      batches.push([file]);
      continue;
    }
    const reading = canonicalJson([entry, columns, isCompressed]);
    const last = open.get(reading);
    if (last !== undefined && last.records + file.records < MANY) {
      last.batch.push(file);
      last.records += file.records;
    } else {
      const batch = [file];
      batches.push(batch);
      open.set(reading, { batch, records: file.records });
    }
  }
  return batches;
}
