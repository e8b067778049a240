import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { generateRiverside } from '../datasets/riverside/generate.ts';
import { measured, say } from './measured.ts';

/**
 * `make bench-catalogue [SCALE=1] [RUNS=3]`: every KPI that ships over riverside, against the statements that an analyst would write
 * for the same content. `SCALE=46` makes twenty million records; it takes a quarter of an hour and more.
 */
const SCALE = Number(process.env['SCALE'] ?? 1);
const RUNS = Number(process.env['RUNS'] ?? 3);
/** DuckDB's part of the 4 GB that a run may take; it spills what goes beyond. */
const MEMORY = '3GB';

const folder = mkdtempSync(join(tmpdir(), 'realized-catalogue-'));
try {
  const directory = join(folder, 'riverside');
  const { rows } = generateRiverside({ directory, scale: SCALE, seed: 1 });
  const records = Object.values(rows).reduce((sum, n) => sum + n, 0);
  say([
    `riverside, ${records.toLocaleString('en-US')} records, medians of ${RUNS}`,
    'wall ×',
    'CPU ×',
    'target',
    'seconds',
    'peak',
  ]);
  say(Array(6).fill('---'));
  const load = measured('load', directory, MEMORY);
  say(['load', '', '', '', `${load.wall.toFixed(1)} s`, `${load.peakMb.toFixed(0)} MB`]);
  const pairs = Array.from({ length: RUNS }, () => ({
    raw: measured('raw catalogue', directory, MEMORY),
    ours: measured('series', directory, MEMORY),
  }));
  const ratio = (key: 'wall' | 'cpu') => median(pairs.map(({ ours, raw }) => ours[key] / raw[key])).toFixed(2);
  const wall = (side: 'ours' | 'raw') => median(pairs.map((pair) => pair[side].wall)).toFixed(1);
  const peak = Math.max(...pairs.map(({ ours }) => ours.peakMb)).toFixed(0);
  say([
    'every KPI ÷ the same by hand',
    ratio('wall'),
    ratio('cpu'),
    '≤ 1.5',
    `${wall('ours')} s against ${wall('raw')} s`,
    `${peak} MB (≤ 4 GB)`,
  ]);
  const kpis = Array.from({ length: 5 }, () => {
    const start = performance.now();
    execFileSync(process.execPath, [join(import.meta.dirname, '../src/cli/main.js'), 'kpis']);
    return (performance.now() - start) / 1000;
  });
  say(['`realized kpis`', '', '', '< 0.3 s', `${median(kpis).toFixed(2)} s`, '']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
