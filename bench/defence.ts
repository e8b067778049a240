import { execFileSync } from 'node:child_process';
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
    concludeRun({ open, loaded, measured, ...record, findings: [...loaded.findings, ...findings] });
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

function explaining(): void {
  const program = 'build/demo/riverside';
  if (!existsSync('reports/riverside/latest/results.json')) return;
  const asked: [label: string, words: string[]][] = [
    ['a figure', ['pacs.outsourced_reads.demonstrated']],
    ['the rows of a cell', [CELL, '--rows', '20']],
    ['the SQL of a cell', [CELL, '--sql']],
  ];
  for (const [label, words] of asked) {
    const walls = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      execFileSync(process.execPath, [join(import.meta.dirname, '../src/cli/main.js'), 'explain', program, ...words]);
      return (performance.now() - start) / 1000;
    });
    process.stdout.write(`| \`explain\`: ${label}, riverside | < 0.5 s | ${median(walls).toFixed(2)} s | |\n`);
  }
}

try {
  process.stdout.write('| | target | wall | CPU |\n|---|---|---|---|\n');
  await sealing();
  await ledger();
  explaining();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
