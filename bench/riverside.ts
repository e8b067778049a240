import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateRiverside } from '../datasets/riverside/generate.ts';
import type { TruthReport } from '../datasets/riverside/truth.ts';
import { UNSEALED } from '../src/baseline/seal.ts';
import { concludeRun } from '../src/pipeline/conclude-run.ts';
import { openProgram } from '../src/pipeline/open-program.ts';
import { loadProgram, measureProgram } from '../src/pipeline/use-warehouse.ts';
import type { Results } from '../src/results/schema.ts';

/**
 * Does every effect that riverside puts in lie in the interval that the product gives, seed after seed, from extracts with
 * all their dirt to the verdict? Prints a Markdown table: of each effect how often its interval held the truth, how often it
 * was refused, and what the verdicts were.
 *
 *     make coverage
 *     node build/bench/riverside.js --seeds 5
 *     node build/bench/riverside.js --seeds 5 --adjustment standardised
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '20' }, adjustment: { type: 'string', default: 'crude' } },
});

type Effect = TruthReport['effects'][number];

/** What became of one effect over the seeds. */
interface Tally {
  /** Intervals given, and those that held the mean effect over all luck. */
  answered: number;
  covered: number;
  /** Those that held what happened to these very items. */
  realised: number;
  verdicts: Map<string, number>;
}

const tallies = new Map<string, Tally>();
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  const { effects, results } = await runOf(seed);
  for (const effect of effects) count(effect, results);
  console.error(`seed ${seed}`);
}
console.log(report());

async function runOf(seed: number): Promise<{ effects: Effect[]; results: Results }> {
  const folder = mkdtempSync(join(tmpdir(), 'realized-coverage-'));
  try {
    const directory = join(folder, 'riverside');
    generateRiverside({ directory, scale: 1, seed });
    const { effects }: TruthReport = JSON.parse(readFileSync(join(directory, 'truth.json'), 'utf8'));
    const options = { memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
    const open = await openProgram(directory, null);
    const loaded = await loadProgram(open, options);
    const { measured, findings } = await measureProgram(open, options);
    // As after `realized seal --protocol`, on the day that the synthetic program declares.
    const seals = { sealed: UNSEALED, protocolSealed: open.program.sealedAt?.slice(0, 10) ?? null, ledger: [] };
    const evidence = { open, loaded, measured, ...seals, runId: '0'.repeat(64) };
    return { effects, results: await concludeRun({ ...evidence, findings: [...loaded.findings, ...findings] }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function count({ kpi, unit, statistic, expected, realised }: Effect, { comparisons }: Results): void {
  const found = comparisons.find(
    (one) =>
      one.kpi === kpi && one.unit === unit && one.statistic === statistic && one.adjustment === values.adjustment,
  );
  if (found === undefined) return;
  const key = `${kpi} | ${unit} | ${statistic}`;
  const tally = tallies.get(key) ?? { answered: 0, covered: 0, realised: 0, verdicts: new Map() };
  tallies.set(key, tally);
  tally.verdicts.set(found.verdict, (tally.verdicts.get(found.verdict) ?? 0) + 1);
  const refused = found.verdict === 'not comparable' || found.verdict === 'insufficient data';
  if (refused || found.average === null) return;
  const { low, high } = found.average;
  const holds = (truth: number) => (low <= truth && truth <= high ? 1 : 0);
  tally.answered++;
  tally.covered += holds(expected.average);
  tally.realised += holds(realised.average);
}

function report(): string {
  const rows = [...tallies].map(([key, { answered, covered, realised, verdicts }]) => {
    const said = [...verdicts].sort((a, b) => b[1] - a[1]).map(([verdict, n]) => `${verdict} ${n}`);
    return `| ${key} | ${answered} | ${covered} | ${realised} | ${said.join(', ')} |`;
  });
  const sum = (of: (tally: Tally) => number) => [...tallies.values()].reduce((total, one) => total + of(one), 0);
  const [all, held, own] = [sum((one) => one.answered), sum((one) => one.covered), sum((one) => one.realised)];
  const percent = (part: number) => ((100 * part) / all).toFixed(1);
  return [
    `${values.seeds} seeds, ${all} intervals: ${percent(held)} % hold the mean effect, ${percent(own)} % what happened to these very items.`,
    '',
    '| KPI | unit | statistic | intervals | hold the mean effect | hold what happened | verdicts |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
