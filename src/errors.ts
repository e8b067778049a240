/**
 * Every problem the product can name: code → the data it carries → its wording and what to do next.
 *
 * A call site gives a code and its data; the compiler refuses the wrong data, and a code without wording does not
 * compile. Bad rows are findings (finding.ts) and too little data is an answer (`inconclusive`); only what stops the
 * work is an error. Messages are lower-case phrases without a full stop, values quoted in «».
 */
interface Problems {
  // usage and configuration (exit 2)
  'program.missing': { path: string };
  'program.file-missing': { path: string };
  'program.invalid': { problems: readonly ProgramProblem[] };
  'usage.invalid': { message: string; hint: string };
  'extract.expression': { problems: readonly { entry: string; message: string; hint: string }[] };
  'delivery.none': { delivery: string | null; known: readonly string[] };
  'delivery.sign-in': { problem: string };
  // refused or broken input (exit 3)
  'extract.refused': { files: readonly { file: string; reason: string; detail: string; remedy: string }[] };
  'extract.identifier-key': { path: string };
  'extract.not-conserved': { file: string; records: number; landed: number };
  'disk.full': { path: string | null; detail: string };
  'warehouse.sql': { file: string; detail: string };
  'statistics.not-finite': { argument: string; index: number; value: number };
  'seal.reason-missing': { seal: string; version: number };
  'seal.immature': { deployment: string; unit: string; lastDay: string; asOf: string };
  'seal.broken': { file: string; problem: string };
  'seal.unfinished': { file: string };
  'ledger.broken': { file: string; line: number; problem: string };
  'ledger.unfinished': { file: string; line: number };
  'report.changed': { file: string };
  'figure.unknown': { written: string; near: readonly string[] };
  'cache.other': { message: string; asOf: string };
  'archive.unsound': { faults: readonly { place: string; problem: string }[] };
  'valuation.rate': { rate: number };
  'valuation.table': { problems: readonly ProgramProblem[] };
  'changes.invalid': { problems: readonly ProgramProblem[] };
  'series.invalid': { problems: readonly ProgramProblem[] };
  'valuation.units': { problems: readonly { benefit: string; message: string; hint: string }[] };
  // another run holds the program (exit 4)
  'warehouse.locked': { path: string; pid: number | null };
}

/** One problem in a program, contract or KPI file. All problems of a file are reported at once. */
export interface ProgramProblem {
  file: string;
  line: number;
  column: number;
  message: string;
  hint: string;
}

export type ProblemCode = keyof Problems;

interface Wording {
  message: string;
  hint: string;
}

/** Every problem of a file at its place. */
function placesWording({ problems }: { problems: readonly ProgramProblem[] }): Wording {
  return {
    message: problems.map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}\n    ${p.hint}`).join('\n'),
    hint: `mend the ${problems.length === 1 ? 'place' : `${problems.length} places`} above and run again`,
  };
}

const wording: { [C in ProblemCode]: (data: Problems[C]) => Wording } = {
  'program.missing': ({ path }) => ({
    message: `no program at «${path}»`,
    hint: 'name a folder that holds program.yaml, or start one with `realized init DIR`',
  }),
  'program.file-missing': ({ path }) => ({
    message: `program.yaml names «${path}», which cannot be read`,
    hint: 'put the file into the program folder, or take its line out of program.yaml',
  }),
  'program.invalid': placesWording,
  'usage.invalid': ({ message, hint }) => ({ message, hint }),
  'delivery.none': ({ delivery, known }) => ({
    message: delivery === null ? 'program.yaml names no delivery' : `no delivery «${delivery}» stands in program.yaml`,
    hint:
      known.length === 0
        ? 'add «deliveries:» to it; docs/program-file.md shows one'
        : `name one of ${known.map((name) => `«${name}»`).join(', ')}`,
  }),
  'delivery.sign-in': ({ problem }) => ({
    message: problem,
    hint: 'set REALIZED_SMTP_USER with REALIZED_SMTP_PASSWORD or REALIZED_SMTP_PASSWORD_FILE, or none of them for a server that asks for no sign-in',
  }),
  'extract.expression': ({ problems }) => ({
    message: problems.map((p) => `${p.entry}: ${p.message}\n    ${p.hint}`).join('\n'),
    hint: 'mend the expressions above: each reads the columns of one record and nothing else',
  }),
  'extract.refused': ({ files }) => ({
    message: files.map((f) => `${f.file} is refused (${f.reason}): ${f.detail}\n    ${f.remedy}`).join('\n'),
    hint: 'mend the files above, or write `if_refused: continue` at their extract to run without them',
  }),
  'extract.identifier-key': ({ path }) => ({
    message: `«${path}» is not a key of 32 bytes in hexadecimal`,
    hint: 'put the key back from your backup; with a new one, new extracts no longer link to old ones',
  }),
  'extract.not-conserved': ({ file, records, landed }) => ({
    message: `${file} holds ${records} records, but ${landed} were landed: its load is undone`,
    hint: 'this is a fault of the loader; send the shape of the file (not its rows) to the maintainers',
  }),
  'disk.full': ({ path, detail }) => ({
    message: `${path === null ? 'a file' : `«${path}»`} cannot be written, the disk is full: ${detail}`,
    hint: 'free space there, or move the program (its cache is .realized) or the reports (--out) to a larger disk, and run again; what stood there before still stands',
  }),
  'warehouse.sql': ({ file, detail }) => ({
    message: `«${file}» does not run: ${detail}`,
    hint: 'run `realized check PROGRAM`, which runs each SQL file on sample rows',
  }),
  'statistics.not-finite': ({ argument, index, value }) => ({
    message: `value ${index + 1} of «${argument}» is ${value}, not a finite number`,
    hint: 'leave a period without a value out of the series: absent is neither zero nor NaN',
  }),
  'seal.reason-missing': ({ seal, version }) => ({
    message: `${seal} is sealed already (version ${version})`,
    hint: 'say why it is sealed again with --reason "…"; both versions stay, and every report shows them',
  }),
  'seal.immature': ({ deployment, unit, lastDay, asOf }) => ({
    message: `the baseline of ${unit} for «${deployment}» is mature on ${lastDay}, later than ${asOf}`,
    hint: 'seal it once its last period is mature',
  }),
  'seal.broken': ({ file, problem }) => ({
    message: `${file} ${problem}`,
    hint: 'put back seals/ and ledger.jsonl as they were committed; a seal is never edited, it is sealed again with a reason',
  }),
  'seal.unfinished': ({ file }) => ({
    message: `${file} is recorded in the ledger and not yet in place: sealing was cut off`,
    hint: '`realized seal PROGRAM …` or `realized run PROGRAM` puts it there',
  }),
  'ledger.broken': ({ file, line, problem }) => ({
    message: `${file}:${line} ${problem}`,
    hint: 'put back the ledger as it was committed; what happened since is told by the reports that were sent',
  }),
  'ledger.unfinished': ({ file, line }) => ({
    message: `${file}:${line} stops in the middle of an entry: writing it was cut off`,
    hint: 'the next `realized run PROGRAM` or `realized seal PROGRAM …` takes it away and records its text',
  }),
  'report.changed': ({ file }) => ({
    message: `«${file}» is not what its run wrote`,
    hint: 'see what else is otherwise with `realized verify PROGRAM`, and put back the report as it was sent',
  }),
  'figure.unknown': ({ written, near }) => ({
    message: `this report holds no figure «${written}»`,
    hint:
      near.length === 0
        ? 'list all of them with `realized explain PROGRAM`'
        : `did you mean one of these?\n    ${near.join('\n    ')}`,
  }),
  'cache.other': ({ message, asOf }) => ({
    message,
    hint: `bring the cache to the report's state with \`realized run PROGRAM --as-of ${asOf}\`; what it reports is told without the cache, too`,
  }),
  'archive.unsound': ({ faults }) => ({
    message: `what would be exported does not hold:\n${faults.map((fault) => `    ${fault.place}: ${fault.problem}`).join('\n')}`,
    hint: 'see `realized verify PROGRAM`; an archive is written of a report that holds only',
  }),
  'valuation.rate': ({ rate }) => ({
    message: `a discount rate of ${rate} cannot discount: it must lie above −1`,
    hint: 'write a share a year, such as 0.035 for 3.5 %',
  }),
  'valuation.table': placesWording,
  'changes.invalid': placesWording,
  'series.invalid': placesWording,
  'valuation.units': ({ problems }) => ({
    message: problems.map((p) => `benefit «${p.benefit}»: ${p.message}\n    ${p.hint}`).join('\n'),
    hint: 'change `value.per` in program.yaml so that it counts what the KPI measures',
  }),
  'warehouse.locked': ({ path, pid }) => ({
    message: `another run is active${pid === null ? '' : ` (PID ${pid})`} on «${path}»`,
    hint: 'wait for it to end; two runs never share a program',
  }),
};

/** The exit code of each problem, as the README promises: 2 usage or configuration, 3 refused input, 4 held, 70 defect. */
const exitCodes: { [C in ProblemCode]: 2 | 3 | 4 } = {
  'program.missing': 2,
  'program.file-missing': 2,
  'program.invalid': 2,
  'usage.invalid': 2,
  'delivery.none': 2,
  'delivery.sign-in': 2,
  'extract.expression': 2,
  'extract.refused': 3,
  'extract.identifier-key': 3,
  'extract.not-conserved': 3,
  'disk.full': 3,
  'warehouse.sql': 3,
  'statistics.not-finite': 3,
  'seal.reason-missing': 2,
  'seal.immature': 2,
  'seal.broken': 3,
  'seal.unfinished': 3,
  'ledger.broken': 3,
  'ledger.unfinished': 3,
  'report.changed': 3,
  'figure.unknown': 2,
  'cache.other': 2,
  'archive.unsound': 3,
  'valuation.rate': 2,
  'valuation.table': 3,
  'changes.invalid': 3,
  'series.invalid': 3,
  'valuation.units': 2,
  'warehouse.locked': 4,
};

/** A named problem that stops the work; `message` says what and where, `hint` what to do next. */
export class RealizedError<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C;
  readonly data: Problems[C];
  readonly hint: string;
  readonly exitCode: 2 | 3 | 4;

  constructor(code: C, data: Problems[C], cause?: unknown) {
    const { message, hint } = wording[code](data);
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RealizedError';
    this.code = code;
    this.data = data;
    this.hint = hint;
    this.exitCode = exitCodes[code];
  }
}

/** Node's codes for a disk, a quota or a file that is full. */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The same in the words of DuckDB, which tells them in errors of many kinds. */
const FULL_WORDS = /No space left on device|Disk quota exceeded|File too large|failed to offload data block/;

/**
 * A full disk under its own name, whoever met it; any other error as it is.
 *
 * @param error  as it was caught
 * @param path   what was being written, where the error does not name it
 * @example throw namingFullDisk(error, 'ledger.jsonl')  // `disk.full` for ENOSPC
 */
export function namingFullDisk(error: unknown, path: string | null = null): unknown {
  if (!(error instanceof Error) || error instanceof RealizedError) return error;
  const { code, path: own, message } = error as Error & { code?: string; path?: string };
  if (code !== undefined ? !FULL.includes(code) : !FULL_WORDS.test(message)) return error;
  const named = own ?? /"([^"]+)"/.exec(message)?.[1] ?? path;
  return new RealizedError('disk.full', { path: named, detail: message.trim() }, error);
}

/**
 * The valid name nearest to what was written, or null when none is near.
 *
 * @param written  the name as written
 * @param valid    the names that would have been right
 * @returns the name at the smallest Damerau–Levenshtein (optimal string alignment) distance, if that is at most a third of its length (at least 2)
 * @example nearest('turnover_tme', ['turnover_time', 'first_case'])  // 'turnover_time'
 */
export function nearest(written: string, valid: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of valid) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance && distance <= Math.max(2, Math.floor(name.length / 3))) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(substituted, last[j]! + 1, row[j - 1]! + 1, swapped ? beforeLast[j - 2]! + 1 : Infinity);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
