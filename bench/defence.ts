import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { type LedgerEntry, nextEntry } from '../src/baseline/ledger-entry.ts';
import { UNSEALED } from '../src/baseline/seal.ts';
import { notAsWritten } from '../src/ledger/as-written.ts';
import { readLedger } from '../src/ledger/ledger.ts';
import { concludeRun } from '../src/pipeline/conclude-run.ts';
import { openProgram } from '../src/pipeline/open-program.ts';
import { seal } from '../src/pipeline/seal.ts';
import { loadProgram, measureProgram } from '../src/pipeline/use-warehouse.ts';
import { benchProgram } from './program.ts';

/**
 * How long does it take to seal a large program, to explain a figure of riverside (after `make demo`), and to read a long ledger?
 *
 *     node build/bench/defence.js
 */
const RUNS = Number(process.env['RUNS'] ?? 5);
const ROWS = 120_000;
const UNITS = ['main', 'east', 'west', 'north', 'south', 'central'].map((site) => `${site}/imaging`);
const ENTRIES = 12;
const LEDGER_RUNS = 10_000;
/** As many files as decide a run of riverside. */
const DECIDING_FILES = 100;
const CELL = 'series:outsourced_reads/total/main%2Fimaging/2024-10-07';

const folder = mkdtempSync(join(tmpdir(), 'realized-bench-'));
const quiet = { memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };

/** Wall and CPU seconds of some work. */
async function timed(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
}

function say(label: string, target: string, { wall, cpu }: { wall: number; cpu: number }): void {
  process.stdout.write(`| ${label} | ${target} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s |\n`);
}

/** What sealing every baseline adds to a run without pages: both load, measure and conclude. */
async function sealing(): Promise<void> {
  const { directory } = await benchProgram(join(folder, 'sealed'), ROWS, { units: UNITS, entries: ENTRIES });
  const concluded = async () => {
    const open = await openProgram(directory, null);
    const loaded = await loadProgram(open, quiet);
    const { measured, findings } = await measureProgram(open, quiet);
    const record = { sealed: UNSEALED, protocolSealed: null, ledger: [], runId: '0'.repeat(64) };
    await concludeRun({ open, loaded, measured, ...record, findings: [...loaded.findings, ...findings] });
  };
  await concluded();
  const without = await timed(concluded);
  const sealed = await timed(() => seal({ ...quiet, directory, what: 'baseline', reason: null, asOf: null }));
  const beyond = { wall: sealed.wall - without.wall, cpu: sealed.cpu - without.cpu };
  say(`sealing ${5 * ENTRIES} KPIs × ${UNITS.length} units, beyond the run`, '< 2 s', beyond);
}

async function ledger(): Promise<void> {
  const hash = 'a'.repeat(64);
  const files = Object.fromEntries(Array.from({ length: DECIDING_FILES }, (_, i) => [`kpi/file_${i}.sql`, hash]));
  const lines: string[] = [];
  let last: LedgerEntry | null = null;
  for (let i = 0; i < LEDGER_RUNS; i++) {
    last = nextEntry(last, 'run', { run_id: String(i), as_of: '2025-12-01', files }, '2026-01-01T00:00:00Z');
    lines.push(`${JSON.stringify(last)}\n`);
  }
  writeFileSync(join(folder, 'ledger.jsonl'), lines.join(''));
  const label = `a ledger of ${LEDGER_RUNS.toLocaleString('en-US')} runs, ${DECIDING_FILES} files each`;
  say(label, '< 2 s', await timed(async () => notAsWritten(folder, await readLedger(folder))));
}

/** Printed by a command as it ends: the CPU seconds it took, its start included. */
const TELL_CPU = `data:text/javascript,process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write('\\nCPU ' + (user + system) / 1e6);
})`;

/** Medians of the command, each time in a process of its own. */
function commanded(words: readonly string[]): { wall: number; cpu: number } {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const command = [join(import.meta.dirname, '../src/cli/main.js'), ...words];
    const { stderr, status } = spawnSync(process.execPath, ['--import', TELL_CPU, ...command], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`realized ${words.join(' ')}: ${stderr}`);
    return { wall: (performance.now() - start) / 1000, cpu: Number(/CPU ([\d.e-]+)$/.exec(stderr)![1]) };
  });
  return { wall: median(times.map(({ wall }) => wall)), cpu: median(times.map(({ cpu }) => cpu)) };
}

function commands(): void {
  say('`kpis`', '< 0.3 s', commanded(['kpis']));
  if (!existsSync('reports/riverside/latest/results.json')) return;
  const explain = (...words: string[]) => commanded(['explain', 'build/demo/riverside', ...words]);
  say('`explain`: a figure, riverside', '< 0.5 s', explain('pacs.outsourced_reads.demonstrated'));
  say('`explain`: a cell', '< 0.5 s', explain(CELL));
  say('`explain`: the SQL of a cell', '< 0.5 s', explain(CELL, '--sql'));
  say('`explain`: the rows of a cell', '< 0.5 s', explain(CELL, '--rows', '20'));
}

try {
  process.stdout.write('| | target | wall | CPU |\n|---|---|---|---|\n');
  await sealing();
  await ledger();
  commands();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
