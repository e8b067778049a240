import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { measured, say, type Usage } from './measured.ts';
import { benchProgram } from './program.ts';

/**
 * `make bench [ROWS=5000000] [RUNS=5]`: how much longer than the raw engine does the product take? Both sides run in turn, each in a
 * process of its own, on the same file; what counts are the medians of their ratios.
 */
const ROWS = Number(process.env['ROWS'] ?? 5_000_000);
const RUNS = Number(process.env['RUNS'] ?? 5);

function middle(usages: readonly Usage[], key: keyof Usage): number {
  return median(usages.map((usage) => usage[key]));
}

function compare(label: string, ours: string, raw: string, path: string, target: number | null): void {
  const pairs = Array.from({ length: RUNS }, () => ({ raw: measured(raw, path), ours: measured(ours, path) }));
  const ratio = (key: 'wall' | 'cpu') => median(pairs.map((pair) => pair.ours[key] / pair.raw[key]));
  const own = pairs.map((pair) => pair.ours);
  const theirs = pairs.map((pair) => pair.raw);
  const seconds = `${middle(own, 'wall').toFixed(2)} s against ${middle(theirs, 'wall').toFixed(2)} s`;
  const memory = `${Math.max(...own.map(({ peakMb }) => peakMb)).toFixed(0)} MB`;
  say([
    label,
    `${ratio('wall').toFixed(2)}`,
    `${ratio('cpu').toFixed(2)}`,
    target === null ? '' : `≤ ${target}`,
    seconds,
    memory,
  ]);
}

const folder = mkdtempSync(join(tmpdir(), 'realized-bench-'));
try {
  const { directory } = await benchProgram(join(folder, 'large'), ROWS);
  say([
    `${ROWS.toLocaleString('en-US')} imaging exams, medians of ${RUNS}`,
    'wall ×',
    'CPU ×',
    'target',
    'seconds',
    'peak',
  ]);
  say(Array(6).fill('---'));
  compare('pre-flight, validate, land ÷ unvalidated `create table as`', 'load', 'raw load', directory, 1.5);
  compare(
    'run of one KPI without report ÷ one validated scan with weekly p50/p90',
    'run of one KPI without report',
    'raw scan',
    directory,
    2.5,
  );
  compare(
    'five KPIs ÷ the same by hand: series, reasons, mix, series at the mix of the baseline',
    'series',
    'raw series, reasons and mix',
    directory,
    1.3,
  );
  compare('five KPIs ÷ their series alone by hand', 'series', 'raw series', directory, null);

  const small = await benchProgram(join(folder, 'small'), ROWS / 10);
  const walls = [small.directory, directory].map((path) =>
    middle(
      Array.from({ length: RUNS }, () => measured('run of one KPI without report', path)),
      'wall',
    ),
  );
  const exponent = Math.log10(walls[1]! / walls[0]!);
  say([
    'growth from a tenth of the rows: exponent',
    exponent.toFixed(2),
    '',
    '≤ 1.1',
    walls.map((w) => `${w.toFixed(2)} s`).join(' → '),
    '',
  ]);

  const help = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    execFileSync(process.execPath, [join(import.meta.dirname, '../src/cli/main.js'), '--help']);
    return (performance.now() - start) / 1000;
  });
  say(['`realized --help`', '', '', '< 0.3 s', `${median(help).toFixed(2)} s`, '']);

  const workbook = Array.from({ length: RUNS }, () => measured('workbook', ''));
  const peak = `${Math.max(...workbook.map(({ peakMb }) => peakMb)).toFixed(0)} MB`;
  say(['workbook of 100 benefits × 120 months', '', '', '< 5 s', `${middle(workbook, 'wall').toFixed(2)} s`, peak]);

  const latest = 'reports/riverside/latest';
  if (existsSync(latest)) {
    const report = Array.from({ length: RUNS }, () => measured('report', join(latest, 'results.json')));
    say([
      'report of riverside (after `make demo`)',
      '',
      '',
      '< 5 s for 40 charts',
      `${middle(report, 'wall').toFixed(2)} s`,
      '',
    ]);
    const all = Array.from({ length: RUNS }, () => measured('all reports', latest));
    const took = `${middle(all, 'wall').toFixed(2)} s (${middle(all, 'cpu').toFixed(2)} s of CPU)`;
    say(['all reports of riverside: pages, PDFs, charts, mail, workbook', '', '', '< 25 s', took, '']);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
