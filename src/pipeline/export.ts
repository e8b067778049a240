import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RealizedError } from '../errors.ts';
import { LEDGER_FILE } from '../ledger/ledger.ts';
import { SEALS_FOLDER } from '../ledger/seals.ts';
import { archiveOf, archiveReadMe, README_FILE } from './archive.ts';
import { AS_RUN_FILE, parseAsRun } from './as-run.ts';
import { bytesOfText } from './program-theme.ts';
import { readReport } from './read-report.ts';
import { latestReport } from './read-results.ts';
import { type ArchiveVerification, verifyArchive } from './verify-archive.ts';

export interface ExportOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The run's folder; null for reports/<program>/latest. */
  report: string | null;
  /** The zip to write; null for <program>-<day>-<run>.zip in the working folder. */
  out: string | null;
}

export interface Export {
  file: string;
  bytes: number;
  files: number;
  verification: ArchiveVerification;
}

/**
 * One zip that an auditor can check without this machine: program, definitions and report as run, seals and ledger.
 *
 * No extract, no row and no key is in it. It is checked as `realized verify --archive` does before it is written.
 *
 * @throws `archive.unsound` with what does not hold, and then nothing is written
 */
export async function exportArchive({ directory, report, out }: ExportOptions): Promise<Export> {
  const read = await readReport(report ?? (await latestReport(directory)));
  const asRun = parseAsRun(read.files.get(AS_RUN_FILE)?.toString('utf8') ?? '');
  if (asRun === null || read.identity === null) {
    const hint = 'make the run again with this version, or see `realized verify PROGRAM`';
    throw new RealizedError('usage.invalid', { message: `«${read.folder}» does not say what it was made from`, hint });
  }
  const program = Object.entries(asRun.files).map(([file, text]): [string, Uint8Array] => {
    return [file.startsWith('sql/') ? file : `program/${file}`, bytesOfText(text)];
  });
  const files = new Map([
    [README_FILE, Buffer.from(archiveReadMe(read.identity))] as [string, Uint8Array],
    ...program,
    ...(await recordFiles(directory)),
    ...[...read.files].map(([path, content]): [string, Uint8Array] => [`report/${path}`, content]),
  ]);
  const archive = archiveOf(files);
  const verification = await verifyArchive(archive);
  if (verification.faults.length > 0) throw new RealizedError('archive.unsound', { faults: verification.faults });
  const { program: id, as_of: asOf, run_id: runId } = { program: read.results!.program.id, ...read.identity };
  const file = out ?? `${id}-${asOf}-${runId.slice(0, 12)}.zip`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, archive);
  await rename(`${file}.${process.pid}`, file);
  return { file, bytes: archive.length, files: files.size, verification };
}

async function recordFiles(directory: string): Promise<[string, Uint8Array][]> {
  const names = await readdir(join(directory, SEALS_FOLDER)).catch(() => []);
  const paths = [
    LEDGER_FILE,
    ...names.filter((name) => name.endsWith('.json')).map((name) => `${SEALS_FOLDER}/${name}`),
  ];
  const read = paths.sort().map(async (path): Promise<[string, Uint8Array]> => {
    return [`program/${path}`, await readFile(join(directory, path))];
  });
  return Promise.all(read);
}
