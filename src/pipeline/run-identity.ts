import { createHash } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { runHeadline } from '../results/run-headline.ts';
import type { Results } from '../results/schema.ts';
import type { OpenProgram } from './open-program.ts';
import { bytesOfText } from './program-theme.ts';

export const TOOL_VERSION: string = packageJson.version;

/**
 * The name of a run: the hash of everything that decides what it says.
 *
 * File names do not enter, nor does where the program lies, the clock, the time zone of the machine or the number of threads.
 *
 * @param inputs  hashes of the extract files read
 * @param ledger  its seals decide what is compared; its runs do not
 */
export function runIdOf(
  open: OpenProgram,
  inputs: readonly { sha256: string }[],
  ledger: readonly LedgerEntry[],
): string {
  const { catalogue, texts, asOf } = open;
  const sql = [...catalogue.macros, ...catalogue.staging, ...catalogue.marts].map((file) => file.sql);
  const decides = {
    version: TOOL_VERSION,
    asOf,
    texts,
    sql,
    contracts: catalogue.contracts,
    kpis: catalogue.kpis.map((kpi) => kpi.hash),
    extracts: inputs.map((input) => input.sha256).sort(),
    seals: ledger.filter(({ kind }) => kind.endsWith('-seal')).map(({ hash }) => hash),
  };
  return sha256(canonicalJson(decides));
}

/** The ledger head that a run prints: the one before its own entry, so that repeating the run repeats its bytes. */
export function headBefore(ledger: readonly LedgerEntry[], runId: string): string | null {
  const own = entryOf(ledger, runId);
  return own === undefined ? (ledger.at(-1)?.hash ?? null) : own.previous;
}

/**
 * The files that decide a run besides its extracts, each with its SHA-256, so that a later change is told by name.
 *
 * What ships with the product comes as one entry, `sql/`.
 */
export function decidingFiles({ program, catalogue, texts }: OpenProgram): Record<string, string> {
  const sql = [...catalogue.macros, ...catalogue.staging, ...catalogue.marts];
  const [shipped, own] = [true, false].map((ships) => sql.filter(({ file }) => file.startsWith('sql/') === ships));
  const contracts = catalogue.sources.filter(
    ({ name, file }) => /(^|\/)contract\//.test(file) && program.extracts.some((entry) => entry.kind === name),
  );
  const kpis = catalogue.kpis.filter(({ id }) => program.kpis.some(({ definition }) => definition === id));
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sha256(bytesOfText(text))])),
    ...Object.fromEntries(contracts.map(({ name, sql: text }) => [`contract/${name}.yaml`, sha256(text)])),
    ...Object.fromEntries(kpis.map(({ id, hash }) => [`kpi/${id}.sql`, hash])),
    ...Object.fromEntries(own!.map(({ file, sql: text }) => [file, sha256(text)])),
    'sql/': sha256(canonicalJson(shipped!.map(({ file, sql: text }) => [file, text]))),
  };
}

/** The run before this one, as the ledger remembers it; null where it knows of none, or one of before it remembered. */
export function previousRun(ledger: readonly LedgerEntry[], runId: string): Results['previous'] {
  const own = ledger.findIndex(({ kind, data }) => kind === 'run' && data['run_id'] === runId);
  const before = ledger.slice(0, own < 0 ? ledger.length : own).findLast(({ kind }) => kind === 'run');
  if (before?.data['headline'] === undefined) return null;
  const { run_id, as_of, headline } = before.data as {
    run_id: string;
    as_of: string;
    headline: ReturnType<typeof runHeadline>;
  };
  return { run_id, as_of, ...headline };
}

/** The ledger's entry of a run; undefined where it has none. */
export function entryOf(ledger: readonly LedgerEntry[], runId: string): LedgerEntry | undefined {
  return ledger.find(({ kind, data }) => kind === 'run' && data['run_id'] === runId);
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
