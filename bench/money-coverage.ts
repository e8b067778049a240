import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { generateRiverside } from '../datasets/riverside/generate.ts';
import { UNSEALED } from '../src/baseline/seal.ts';
import { concludeRun } from '../src/pipeline/conclude-run.ts';
import { openProgram } from '../src/pipeline/open-program.ts';
import { loadProgram, measureProgram } from '../src/pipeline/use-warehouse.ts';
import type { Results } from '../src/results/schema.ts';

/**
 * `make money-coverage [SEEDS=100]`: how often does P5–P95 of the *estimated* benefit hold the true one? Riverside is made again with
 * each seed, loaded, measured, compared and valued; truth.json says what every deployment really did to the same items. Unit
 * values and shares are taken as certain, and overlap is left out, so that what is tested is the effects and their sum.
 */
const SEEDS = Number(process.env['SEEDS'] ?? 100);
const KINDS = ['imaging_exam', 'lab_result', 'or_case', 'or_block', 'outage', 'service', 'tally'];
const CASH = ['cash-releasing', 'cash-avoiding', 'income'];
const quiet = { memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };

interface Entry {
  id: string;
  kpi: string;
  class: string;
  value: { likely: number; low: number; high: number };
  attribution: { share: number; reason: string };
  draws_on?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'realized-coverage-'));
const held = new Map<string, { inside: number; of: number; bias: number }>();
try {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const directory = join(folder, `${seed}`);
    const truth = generateRiverside({ directory, seed });
    const register = certain(directory);
    const results = await resultsOf(directory);
    const amounts = register.map((entry) => ({ entry, amount: trueAmount(entry, truth.effects, results) }));
    for (const { entry, amount } of amounts) {
      const row = results.benefits.find(({ id }) => id === entry.id)!;
      count(entry.id, amount, row.estimated);
    }
    const cash = amounts.filter(({ entry }) => CASH.includes(entry.class)).reduce((sum, { amount }) => sum + amount, 0);
    const figure = (end: string) => results.figures[`total.financial.estimated${end}`]?.value ?? null;
    count('financial case', cash, { low: figure('.p5'), likely: figure(''), high: figure('.p95') });
    rmSync(directory, { recursive: true });
    process.stderr.write(
      `seed ${seed}: ${[...held].map(([id, { inside, of }]) => `${id} ${inside}/${of}`).join(', ')}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(
  '| benefit | true amount inside P5–P95 | mean of (estimated − true) / true |\n| --- | ---: | ---: |\n',
);
for (const [id, { inside, of, bias }] of held) {
  process.stdout.write(`| ${id} | ${inside} of ${of} | ${((100 * bias) / of).toFixed(1)} % |\n`);
}

/** The program as it ships, with certain values, without overlap, and only with the KPIs that carry money. */
function certain(directory: string): Entry[] {
  const path = join(directory, 'program.yaml');
  const program = parse(readFileSync(path, 'utf8'));
  const register: Entry[] = program.benefits.map(
    ({ draws_on: _, horizon: __, ...entry }: Entry & { horizon?: unknown }) => ({
      ...entry,
      value: { ...entry.value, low: entry.value.likely, high: entry.value.likely },
      attribution: { share: entry.attribution.share, reason: entry.attribution.reason },
    }),
  );
  const used = new Set(register.map(({ kpi }) => kpi));
  const { horizon: _horizon, optimism_bias: _bias, ...rest } = program;
  const trimmed = {
    ...rest,
    extracts: program.extracts.filter(({ kind }: { kind: string }) => KINDS.includes(kind)),
    kpis: program.kpis.filter(({ id }: { id: string }) => used.has(id)),
    benefits: register,
  };
  writeFileSync(path, stringify(trimmed));
  return register;
}

async function resultsOf(directory: string): Promise<Results> {
  const open = await openProgram(directory, null);
  const loaded = await loadProgram(open, quiet);
  const { measured, findings } = await measureProgram(open, quiet);
  const unsealed = { sealed: UNSEALED, protocolSealed: null, ledger: [], runId: '0'.repeat(64) };
  return concludeRun({ open, loaded, measured, ...unsealed, findings: [...loaded.findings, ...findings] });
}

/** What the deployment really brought in the units that are valued; every KPI that carries money should decrease. */
function trueAmount(
  { id, kpi, value, attribution }: Entry,
  effects: ReturnType<typeof generateRiverside>['effects'],
  { benefits }: Results,
): number {
  const units = benefits.find((one) => one.id === id)!.units.filter(({ demonstrated }) => demonstrated !== null);
  const own = effects.filter(
    (effect) =>
      effect.kpi === kpi && units.some(({ unit, statistic }) => unit === effect.unit && statistic === effect.statistic),
  );
  return -own.reduce((sum, { realised }) => sum + realised.cumulative, 0) * value.likely * attribution.share;
}

function count(id: string, amount: number, { low, likely, high }: Results['benefits'][number]['estimated']): void {
  if (low === null || likely === null || high === null) return;
  const before = held.get(id) ?? { inside: 0, of: 0, bias: 0 };
  const inside = low <= amount && amount <= high ? 1 : 0;
  held.set(id, {
    inside: before.inside + inside,
    of: before.of + 1,
    bias: before.bias + (likely - amount) / Math.abs(amount),
  });
}
