import type { Contract } from '../contract/contract.ts';
import { countWords } from '../count-words.ts';
import { RealizedError } from '../errors.ts';
import { findFiles } from '../extract/find-files.ts';
import { preflight } from '../extract/preflight.ts';
import { type Digest, readBytes } from '../extract/read-bytes.ts';
import { type Refusal, Refused } from '../extract/refusal.ts';
import type { ExtractEntry, LoadedProgram } from '../program/program.ts';
import { checkExpression } from './check-expression.ts';
import type { Warehouse } from './duckdb.ts';
import { parquetShape } from './parquet-source.ts';
import { type ExpressionColumns, type PlannedFile, planFile, sqlOf } from './plan-file.ts';
import { withContract } from './with-contract.ts';

/** A refused file that the program says to go on without. */
export interface RefusedFile extends Refusal {
  entry: ExtractEntry;
  /** What could be read of it; null where there is no file. */
  digest: Digest | null;
}

/** Every file of a program's extracts, checked before anything is written. */
export interface CheckedExtracts {
  planned: PlannedFile[];
  refused: RefusedFile[];
  expressions: ExpressionColumns;
}

export interface Extracts {
  program: LoadedProgram;
  programDirectory: string;
  contracts: readonly Contract[];
  /** Id of the identifier key; null where no contract in use has identifiers. */
  keyId: string | null;
  report: (message: string) => void;
}

/**
 * Can every extract of a program be loaded? Nothing is written.
 *
 * @returns files in the order of entries and paths, each once however often it is named in the same way
 * @throws  `extract.expression` for expressions that do more than compute from one record, `extract.refused` with every
 *          refused file whose entry does not say `if_refused: continue`
 */
export async function checkExtracts(warehouse: Warehouse, extracts: Extracts): Promise<CheckedExtracts> {
  const { program, programDirectory, contracts, keyId, report } = extracts;
  const contractOf = (entry: ExtractEntry) => contracts.find(({ kind }) => kind === entry.kind)!;
  const entries = program.extracts.map((entry) => withContract(entry, contractOf(entry)));
  const expressions = await checkExpressions(warehouse, entries);
  const { found, refused: missing } = await findFiles(programDirectory, program.roots, entries);
  const refused: RefusedFile[] = missing.map((refusal) => ({ ...refusal, digest: null }));
  report(`checking ${countWords(found.length, 'file')}`);
  const planned = new Map<number, PlannedFile>();
  for (const file of found) {
    const contract = contractOf(file.entry);
    try {
      const checked = await preflight(file, file.entry.delimiter ?? contract.delimiter);
      const shape = checked.format === 'parquet' ? await parquetShape(warehouse, file.path) : null;
      const plan = planFile(checked, shape, contract, expressions, { keyId, zone: program.timeZone });
      if (!planned.has(plan.fileId)) planned.set(plan.fileId, plan);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { reason, detail, remedy } = error;
      refused.push({ entry: file.entry, file: file.file, reason, detail, remedy, digest: await digestOf(file.path) });
    }
  }
  const fatal = refused.filter(({ entry }) => entry.ifRefused === 'stop');
  if (fatal.length > 0) {
    const files = fatal.map(({ file, reason, detail, remedy }) => ({ file, reason, detail, remedy }));
    throw new RealizedError('extract.refused', { files });
  }
  return { planned: [...planned.values()], refused, expressions };
}

async function checkExpressions(warehouse: Warehouse, entries: readonly ExtractEntry[]): Promise<ExpressionColumns> {
  const columns = new Map<string, string[]>();
  const problems: { entry: string; message: string; hint: string }[] = [];
  for (const entry of entries) {
    for (const sql of sqlOf(entry)) {
      const expression = await checkExpression(warehouse, sql);
      columns.set(sql, expression.columns ?? []);
      if (expression.problem === null) continue;
      problems.push({
        entry: `extracts[${entry.index}] (${entry.kind})`,
        message: `«${sql}» ${expression.problem}`,
        hint: "write one expression over the record's own columns, such as lower(site) || '/imaging'",
      });
    }
  }
  if (problems.length > 0) throw new RealizedError('extract.expression', { problems });
  return columns;
}

/** What can be told of a refused file; null where it cannot be read. */
async function digestOf(path: string): Promise<Digest | null> {
  return readBytes(path, false, () => undefined).catch(() => null);
}
