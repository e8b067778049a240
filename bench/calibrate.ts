import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../src/statistics/random.ts';
import { cells } from './calibration/cells.ts';
import { type Counted, report } from './calibration/report.ts';
import { type Cell, type Tally, tallyCell } from './calibration/tally.ts';

/**
 * Do the nominal 95 % intervals hold 95 % of the time, how often is an improvement claimed where nothing happened, and is
 * power what the planner promises? `make calibrate` prints the answer as Markdown tables.
 *
 * Every series has an annual wave of ±0.5 SD and a drift of 1 SD over the baseline, up or down; the product's own rules
 * choose the model and give the verdict. Each finished cell is kept in build/calibration.json, so that a broken run goes on
 * where it was; it counts only for the same code, seed and number of series.
 *
 *     make calibrate
 *     node build/bench/calibrate.js --series 600 --seed 7 --only ar1
 */
const STORE = 'build/calibration.json';

/** Folders whose code decides what a cell says. */
const DECISIVE = ['src/statistics', 'src/baseline', 'src/comparison', 'bench/calibration'];

const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '20240701' },
    only: { type: 'string' },
  },
});
const series = Number(values.series);
const seed = Number(values.seed);
const wanted = cells().filter(({ table }) => values.only === undefined || table === values.only);
const note = `${series} simulated series a cell, seed ${seed}. «n/a»: no answer, since φ ran into its bound.`;
console.log(report(run(wanted), note));

function run(asked: readonly Cell[]): Counted[] {
  const key = [hashOfCode(), series, seed].join('/');
  const kept = existsSync(STORE) ? JSON.parse(readFileSync(STORE, 'utf8')) : {};
  const done: Record<string, Record<string, Tally>> = kept.key === key ? kept.done : {};
  mkdirSync('build', { recursive: true });
  return asked.map((cell) => {
    const id = [cell.table, cell.row, cell.column].join(' · ');
    if (done[id] === undefined) {
      done[id] = tallyCell(cell, series, createRandom(seedOf(id)));
      writeFileSync(STORE, JSON.stringify({ key, done }));
    }
    console.error(id);
    return { ...cell, tallies: done[id] };
  });
}

/** Each cell has a stream of its own, so that adding one changes no other. */
function seedOf(id: string): number {
  return (seed + createHash('sha256').update(id).digest().readUInt32LE()) % 2 ** 32;
}

/** A cell computed by other code is no cell of this one. */
function hashOfCode(): string {
  const hash = createHash('sha256');
  for (const folder of DECISIVE) {
    const path = join(import.meta.dirname, '..', folder);
    for (const name of readdirSync(path).sort()) hash.update(readFileSync(join(path, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
