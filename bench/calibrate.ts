import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Design, segmentedDesign } from '../src/baseline/segmented-design.ts';
import type { Row } from '../src/baseline/timeline.ts';
import type { PeriodLength } from '../src/program/program.ts';
import { glsAr1 } from '../src/statistics/gls-ar1.ts';
import type { Inconclusive } from '../src/statistics/inconclusive.ts';
import type { Interval } from '../src/statistics/interval.ts';
import { neweyWest } from '../src/statistics/newey-west.ts';
import { ols } from '../src/statistics/ols.ts';
import { createRandom, type Random } from '../src/statistics/random.ts';
import { welch } from '../src/statistics/welch.ts';

/**
 * Do the nominal 95 % intervals hold 95 % of the time? `make calibrate` prints the answer as a Markdown table.
 *
 * Series with no effect in them: AR(1) errors of SD 1, an annual wave of ±0.5, a drift of 1 over the baseline. The primary
 * model (trend, annual pair, correlation exact across the gap, REML, Satterthwaite) is asked for its average post effect,
 * beside what the field commonly reports. Each finished cell is kept in build/calibration.json, so that a broken run goes
 * on where it was; it counts only for the same code, seed and number of series.
 *
 *     make calibrate
 *     node build/bench/calibrate.js --series 600 --seed 7
 */
interface Plan {
  name: string;
  periodLength: PeriodLength;
  baseline: number;
  gap: number;
  post: number;
}

const PLANS: readonly Plan[] = [
  { name: '24/3/12 months', periodLength: 'month', baseline: 24, gap: 3, post: 12 },
  { name: '52/12/26 weeks', periodLength: 'week', baseline: 52, gap: 12, post: 26 },
  { name: '78/12/39 weeks', periodLength: 'week', baseline: 78, gap: 12, post: 39 },
  { name: '104/12/52 weeks', periodLength: 'week', baseline: 104, gap: 12, post: 52 },
];
const PHIS = [0, 0.3, 0.6, 0.8];
const METHODS = ['primary model', 'OLS, same terms', 'Newey–West(3), same terms', 'Welch, before/after'] as const;
type Method = (typeof METHODS)[number];

/** What one method did in one cell: intervals that held the truth, intervals given, and their summed half-widths. */
interface Tally {
  covered: number;
  answered: number;
  halfWidths: number;
}

const SEASON = 0.5;
const DRIFT = 1;
const PERIODS_PER_YEAR = { day: 365.25, week: 365.25 / 7, month: 12 };
const STORE = 'build/calibration.json';

const { values } = parseArgs({
  options: { series: { type: 'string', default: '2000' }, seed: { type: 'string', default: '20240701' } },
});
const series = Number(values.series);
const seed = Number(values.seed);
console.log(report(runCells()));

function runCells(): Map<string, Record<Method, Tally>> {
  const key = [hashOfStatistics(), series, seed].join('/');
  const kept = existsSync(STORE) ? JSON.parse(readFileSync(STORE, 'utf8')) : {};
  const cells: Record<string, Record<Method, Tally>> = kept.key === key ? kept.cells : {};
  PLANS.forEach((plan, p) => {
    PHIS.forEach((phi, f) => {
      const name = cellName(plan, phi);
      if (cells[name] === undefined) {
        cells[name] = runCell(plan, phi, createRandom(seed + 100 * p + f));
        mkdirSync('build', { recursive: true });
        writeFileSync(STORE, JSON.stringify({ key, cells }));
      }
      console.error(`${name}: ${percent(cells[name]!['primary model'])}`);
    });
  });
  return new Map(Object.entries(cells));
}

function runCell(plan: Plan, phi: number, random: Random): Record<Method, Tally> {
  const rows = rowsOf(plan);
  const terms = { trend: true, change: 'level and slope', season: true, weekday: false } as const;
  const design = segmentedDesign(rows, terms, plan.baseline + plan.gap, plan.periodLength);
  const tallies = Object.fromEntries(
    METHODS.map((method) => [method, { covered: 0, answered: 0, halfWidths: 0 }]),
  ) as Record<Method, Tally>;
  for (let i = 0; i < series; i++) {
    const intervals = intervalsOf(simulate(plan, phi, rows, random), rows, design, (plan.post - 1) / 2);
    for (const method of METHODS) {
      const interval = intervals[method];
      if (interval.kind === 'inconclusive') continue;
      const tally = tallies[method];
      tally.answered++;
      tally.halfWidths += (interval.high - interval.low) / 2;
      if (interval.low <= 0 && interval.high >= 0) tally.covered++;
    }
  }
  return tallies;
}

function intervalsOf(
  y: readonly number[],
  rows: readonly Row[],
  { terms, columns }: Design,
  middle: number,
): Record<Method, Interval | Inconclusive> {
  const average = terms.map((term) => (term === 'level' ? 1 : term === 'slope' ? middle : 0));
  const times = rows.map(({ t }) => t);
  const gls = glsAr1(y, columns, times);
  const flat = ols(y, columns);
  const inWindow = (phase: Row['phase']) => y.filter((_, i) => rows[i]!.phase === phase);
  return {
    'primary model': gls.kind === 'fit' ? gls.contrast(average) : gls,
    'OLS, same terms': flat.kind === 'fit' ? flat.contrast(average) : flat,
    'Newey–West(3), same terms':
      flat.kind === 'fit' ? flat.contrast(average, neweyWest(flat, { lag: 3, adjust: false })) : flat,
    'Welch, before/after': welch(inWindow('baseline'), inWindow('post')),
  };
}

function rowsOf({ baseline, gap, post }: Plan): Row[] {
  const rows: Row[] = [];
  for (let t = 0; t < baseline + gap + post; t++) {
    if (t >= baseline && t < baseline + gap) continue;
    const phase = t < baseline ? 'baseline' : 'post';
    rows.push({ period: '', t, phase, value: 0, n: 1, numerator: null, denominator: null });
  }
  return rows;
}

function simulate(plan: Plan, phi: number, rows: readonly Row[], random: Random): number[] {
  const length = plan.baseline + plan.gap + plan.post;
  const errors = [random.normal()];
  for (let t = 1; t < length; t++) errors.push(phi * errors[t - 1]! + Math.sqrt(1 - phi * phi) * random.normal());
  const turn = (2 * Math.PI) / PERIODS_PER_YEAR[plan.periodLength];
  return rows.map(({ t }) => errors[t]! + SEASON * Math.sin(turn * t) + (DRIFT * t) / plan.baseline);
}

function report(cells: Map<string, Record<Method, Tally>>): string {
  const head = `| baseline/gap/post | method | ${PHIS.map((phi) => `φ = ${phi}`).join(' | ')} |`;
  const lines = PLANS.flatMap((plan) =>
    METHODS.map((method) => {
      const figures = PHIS.map((phi) => percent(cells.get(cellName(plan, phi))![method]));
      return `| ${plan.name} | ${method} | ${figures.join(' | ')} |`;
    }),
  );
  const note =
    `Coverage in % of nominal 95 % intervals for an average post effect of nothing (mean half-width in SD), of ` +
    `${series} series a cell, seed ${seed}. «n/a»: no answer, since φ ran into its bound.`;
  return [note, '', head, `|---|---|${'---|'.repeat(PHIS.length)}`, ...lines].join('\n');
}

function percent({ covered, answered, halfWidths }: Tally): string {
  if (answered === 0) return 'n/a 100 %';
  const silent = (100 * (series - answered)) / series;
  const figures = `${((100 * covered) / answered).toFixed(1)} (${(halfWidths / answered).toFixed(2)})`;
  return silent === 0 ? figures : `${figures}, n/a ${silent.toFixed(1)} %`;
}

function cellName({ name }: Plan, phi: number): string {
  return `${name}, φ = ${phi}`;
}

/** A cell computed by other code is no cell of this one. */
function hashOfStatistics(): string {
  const folder = join(import.meta.dirname, '../src/statistics');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
