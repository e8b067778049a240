import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProtocolSeal } from '../baseline/seal.ts';
import { canonicalJson } from '../canonical-json.ts';
import { RealizedError } from '../errors.ts';
import { protocolSealAt } from '../ledger/seals.ts';
import type { Results } from '../results/schema.ts';
import { withWorkers } from '../workers/workers.ts';
import { archiveOf, archiveReadMe, filesOfArchive, README_FILE } from './archive.ts';
import { AS_RUN_FILE, type AsRun, measuredOf, openAsRun, parseAsRun } from './as-run.ts';
import { readCatalogue } from './catalogue.ts';
import { outputsOf } from './produce-run.ts';
import { bytesOfText } from './program-theme.ts';
import { CHANGE_GROUPS, underSeal } from './protocol.ts';
import { type Fault, readReport } from './read-report.ts';
import { decidingFiles, TOOL_VERSION } from './run-identity.ts';
import { changedFiles, placeInLedger, readRecord, sealNotes, unsealedNotes } from './verify-record.ts';

/** What an archive bears out by itself. */
export interface ArchiveVerification {
  runId: string | null;
  asOf: string | null;
  checked: { entries: number; seals: number; definitions: number; outputs: number };
  faults: Fault[];
  /** What cannot be told without the program's extracts, or with this version. */
  notChecked: string[];
  notes: string[];
}

/**
 * Does an archive hold together: report, manifest, definitions, seals and ledger, and is the report what its results say?
 *
 * Hashes, chain and seals are checked; charts and pages are made again from results.json and compared byte for byte. Extracts
 * are not in an archive, so the numbers themselves are not recomputed here, and `notChecked` says so.
 *
 * @param archive  the bytes of a zip that `realized export` wrote
 */
export async function verifyArchive(archive: Uint8Array): Promise<ArchiveVerification> {
  const { files, problem } = filesOfArchive(archive);
  if (files === null) return unreadable(problem);
  const isAsWritten = Buffer.from(archiveOf(files)).equals(Buffer.from(archive));
  const faults: Fault[] = isAsWritten
    ? []
    : [{ place: 'archive', problem: 'is not byte for byte as export writes it' }];
  return inUnpacked(files, async (folder) => {
    const read = await readReport(join(folder, 'report'));
    faults.push(...read.faults);
    const record = await readRecord(join(folder, 'program'), faults);
    const place = record !== null && read.identity !== null ? placeInLedger(record.ledger, read.identity) : null;
    faults.push(...(place?.faults ?? []));
    const asRun = parseAsRun(read.files.get(AS_RUN_FILE)?.toString('utf8') ?? '');
    if (asRun === null) faults.push({ place: AS_RUN_FILE, problem: 'does not say what the run was made from' });
    else faults.push(...definitionFaults(files, asRun), ...strangers(files, asRun));
    if (read.identity !== null) faults.push(...readMeFaults(files, read.identity));
    const notChecked = [
      'the numbers: they rest on extracts, which are not in the archive (`realized verify PROGRAM --archive FILE` makes the run again)',
    ];
    if (asRun !== null && read.results !== null) {
      const knew = { ledger: record?.ledger ?? [], until: place?.until ?? 0 };
      const protocol = await protocolSealAt(join(folder, 'program'), knew.ledger, knew.until);
      const made = { own: place?.own ?? null, protocol };
      faults.push(...(await madeFromFaults(folder, asRun, read.results, made, notChecked)));
      faults.push(...(await drawnFaults(read.files, asRun, read.results, notChecked)));
    }
    return {
      runId: read.identity?.run_id ?? null,
      asOf: read.identity?.as_of ?? null,
      checked: {
        entries: record?.ledger.length ?? 0,
        seals: record?.ledger.filter(({ kind }) => kind.endsWith('-seal')).length ?? 0,
        definitions: Object.keys(asRun?.files ?? {}).length,
        outputs: read.files.size,
      },
      faults,
      notChecked,
      notes:
        record === null ? [] : [...unsealedNotes(record.seals), ...sealNotes(record.seals, read.results?.inputs ?? [])],
    };
  });
}

/** Works on an archive's files in a folder that is removed afterwards. */
export async function inUnpacked<T>(
  files: ReadonlyMap<string, Uint8Array>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'realized-archive-'));
  try {
    for (const [path, content] of files) {
      if (path.endsWith('/')) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unreadable(problem: string): ArchiveVerification {
  const checked = { entries: 0, seals: 0, definitions: 0, outputs: 0 };
  return { runId: null, asOf: null, checked, faults: [{ place: 'archive', problem }], notChecked: [], notes: [] };
}

/** The readable copies of program and SQL are those that the run's own record holds. */
function definitionFaults(files: ReadonlyMap<string, Uint8Array>, asRun: AsRun): Fault[] {
  return Object.entries(asRun.files).flatMap(([file, text]) => {
    const place = file.startsWith('sql/') ? file : `program/${file}`;
    const content = files.get(place);
    if (content === undefined) return [{ place, problem: 'is not in the archive' }];
    return Buffer.from(content).equals(bytesOfText(text))
      ? []
      : [{ place, problem: `is not what ${AS_RUN_FILE} holds` }];
  });
}

function strangers(files: ReadonlyMap<string, Uint8Array>, asRun: AsRun): Fault[] {
  const known = new Set(Object.keys(asRun.files).map((file) => (file.startsWith('sql/') ? file : `program/${file}`)));
  const isKnown = (path: string) =>
    known.has(path) || path === README_FILE || /^(report\/|program\/(ledger\.jsonl$|seals\/))/.test(path);
  const found = [...files.keys()].filter((path) => !isKnown(path));
  return found.map((place) => ({ place, problem: 'is in the archive and nothing names it' }));
}

function readMeFaults(files: ReadonlyMap<string, Uint8Array>, identity: { run_id: string; as_of: string }): Fault[] {
  const isOurs = Buffer.from(files.get(README_FILE) ?? '').equals(Buffer.from(archiveReadMe(identity)));
  return isOurs ? [] : [{ place: README_FILE, problem: 'is not what export writes' }];
}

type RunEntry = Parameters<typeof changedFiles>[0];

/** Definitions against what the ledger says the run was made from, and KPI files against the hashes in the results. */
async function madeFromFaults(
  folder: string,
  asRun: AsRun,
  results: Results,
  { own, protocol }: { own: RunEntry | null; protocol: ProtocolSeal | null },
  notChecked: string[],
): Promise<Fault[]> {
  try {
    const open = openAsRun(join(folder, 'program'), asRun, results.as_of);
    const { 'sql/': _part, ...now } = decidingFiles(open);
    const shipped = await readCatalogue(null);
    const whole = decidingFiles({ ...open, catalogue: shipped })['sql/']!;
    const texts = new Map(
      [...shipped.macros, ...shipped.staging, ...shipped.marts].map(({ file, sql }) => [file, sql]),
    );
    const isInstalled = Object.entries(asRun.files).every(
      ([file, text]) => !texts.has(file) || texts.get(file) === text,
    );
    const recorded = (own?.data['files'] as Record<string, string> | undefined)?.['sql/'];
    if (own !== null && recorded !== whole) {
      notChecked.push('the SQL that ships with the product: another version of it is installed here');
    }
    const known = recorded === undefined ? {} : { 'sql/': recorded === whole && isInstalled ? whole : recorded };
    const changed = own === null ? [] : changedFiles(own, { ...now, ...known });
    if (recorded === whole && !isInstalled)
      changed.push({ place: AS_RUN_FILE, problem: 'holds other SQL than the run used' });
    const measured = measuredOf(protocol === null ? open : underSeal(open, protocol, new Set(CHANGE_GROUPS)));
    if (canonicalJson(measured) !== canonicalJson(asRun.measured))
      changed.push({
        place: AS_RUN_FILE,
        problem: 'says that the run measured with something else than its texts and seals give',
      });
    // A KPI file that was changed since the seal is measured with as it was sealed.
    const hashOf = new Map(measured.kpis.map(({ entry, hash }) => [entry, hash]));
    const kpis = results.kpis.filter(({ id, sha256 }) => hashOf.get(id) !== sha256);
    return [
      ...changed,
      ...kpis.map(({ definition }) => ({
        place: `kpi/${definition}.sql`,
        problem: 'is not the file that results.json names',
      })),
    ];
  } catch (error) {
    if (!(error instanceof RealizedError)) throw error;
    return [{ place: AS_RUN_FILE, problem: error.message }];
  }
}

/** Pages, charts and series made again from results.json. */
async function drawnFaults(
  reported: ReadonlyMap<string, Buffer>,
  asRun: AsRun,
  results: Results,
  notChecked: string[],
): Promise<Fault[]> {
  if (results.tool_version !== TOOL_VERSION) {
    notChecked.push(`pages and charts: realized ${results.tool_version} made them, and this is ${TOOL_VERSION}`);
    return [];
  }
  const again = await withWorkers(null, (workers) => outputsOf(results, asRun, workers));
  return again.flatMap(({ path, content }) =>
    reported.get(path)?.equals(Buffer.from(content))
      ? []
      : [{ place: path, problem: 'is not what results.json gives' }],
  );
}
