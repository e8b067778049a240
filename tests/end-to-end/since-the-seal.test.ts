import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../src/results/schema.ts';
import { copyOf, isBuilt, realized } from '../support/cli.ts';
import { NIGHTINGALE_MONEY, NIGHTINGALE_PRICES } from '../support/nightingale-money.ts';

const COSTS = `date,amount,price_basis,category,status,deployment
1855-06-30,1000,nominal,licence,actual,sanitary-commission
1857-06-30,1000,nominal,licence,planned,sanitary-commission
`;
const DRAINS = `  - id: drains
    title: Drains of Scutari
    owner: Engineers
    go_live: { army-in-the-east: 1855-06-01 }
    baseline: { from: 1854-04-01, to: 1855-05-31 }
    stabilization: { periods: 1 }
`;
const kpiOf = (deployment: string) => `  - id: later-wounds
    definition: tally_rate
    deployment: ${deployment}
    label: Deaths from wounds, asked later
    unit: deaths per 1,000 man-years
    direction: decrease
    per: 1000
    parameters: { measure: wounds }
    drift: { at_most: 1, per: year, reason: given }
`;
const HEALED = `  - id: healed
    kpi: later-wounds
    class: cash-avoiding
    value: { per: death, low: 10, likely: 10, high: 10, source: given, price_basis: 1855 }
    attribution: { share: 1, reason: given }
`;

/** What somebody may do to a program after its protocol was sealed, by the compiled command: what was sealed still counts. */
describe.skipIf(!isBuilt)('since the seal (skipped: run `make build` first)', () => {
  const sealed = isBuilt ? copyOf('nightingale') : { directory: '', out: '' };
  let before: Results;

  const resultsIn = (out: string): Results =>
    JSON.parse(readFileSync(join(out, 'nightingale/latest/results.json'), 'utf8'));

  /** A copy of the sealed program, changed and run. */
  async function runWith(change: (yaml: string) => string, costs = '') {
    const copy = copyOf('nightingale');
    cpSync(sealed.directory, copy.directory, { recursive: true });
    const yaml = join(copy.directory, 'program.yaml');
    const text = readFileSync(yaml, 'utf8');
    writeFileSync(yaml, change(text));
    appendFileSync(join(copy.directory, 'costs.csv'), costs);
    const { code, stdout, stderr } = await realized(['run', copy.directory, '--out', copy.out]);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('defect')]);
    const latest = join(copy.out, 'nightingale/latest');
    expect((await realized(['verify', copy.directory, '--report', latest])).code).toBe(0);
    return { copy, latest, stdout, results: resultsIn(copy.out) };
  }

  /** What was sealed says the same as before, whatever was added or taken away. */
  function expectSealedAsBefore({ comparisons, benefits, figures }: Results) {
    const ids = new Set(before.kpis.map(({ id }) => id));
    expect(comparisons.filter(({ kpi }) => ids.has(kpi))).toEqual(before.comparisons);
    expect(benefits).toEqual(before.benefits);
    expect(figures['total.financial.net']).toEqual(before.figures['total.financial.net']);
  }

  const pathsOf = ({ changes }: Results) => changes.map(({ path, sealed: was, now }) => [path, was, now]);

  beforeAll(async () => {
    const { directory, out } = sealed;
    appendFileSync(join(directory, 'program.yaml'), NIGHTINGALE_MONEY);
    writeFileSync(join(directory, 'costs.csv'), COSTS);
    writeFileSync(join(directory, 'prices.csv'), NIGHTINGALE_PRICES);
    for (const what of ['--protocol', '--baseline']) expect((await realized(['seal', directory, what])).code).toBe(0);
    expect((await realized(['run', directory, '--out', out])).code).toBe(0);
    before = resultsIn(out);
    expect(before.changes).toEqual([]);
  }, 240_000);

  test('a deployment added with KPI, benefit and costs: compared, called unsealed on every page, no benefit of it counted', async () => {
    const added = (yaml: string) =>
      yaml
        .replace('# One printed table', `${DRAINS}\n# One printed table`)
        .replace('benefits:\n', `${kpiOf('drains')}benefits:\n${HEALED}`);
    const lines = ['1855-07-30,500,nominal,hardware,actual,drains', '1857-07-30,400,nominal,hardware,planned,drains'];
    const { copy, latest, stdout, results } = await runWith(added, `${lines.join('\n')}\n`);
    expectSealedAsBefore(results);
    expect(stdout).toContain('Added after the seal, so unsealed: Drains of Scutari.');
    expect(pathsOf(results)).toEqual([
      ['program.deployments.drains', null, 'Drains of Scutari'],
      ['program.kpis.later-wounds', null, 'Deaths from wounds, asked later'],
      ['program.benefits.healed', null, 'healed'],
      ['costs.1857-07-30 hardware drains', null, '400 nominal revenue'],
      ['family.1', null, 'later-wounds/rate'],
    ]);
    const own = results.comparisons.find(({ kpi }) => kpi === 'later-wounds')!;
    expect([own.sealed, own.deployment]).toEqual([false, 'drains']);
    expect(
      results.findings.find(({ code, at }) => code === 'drift-bound-not-sealed' && at.kpi === own.kpi),
    ).toBeTruthy();
    // What was paid is read as it comes; what is planned for it counts when it is sealed.
    const npv = (of: Results) => of.figures['appraisal.financial.whole-life.npv']!.value!;
    expect(npv(results) - npv(before)).toBeCloseTo(-500, 6);
    for (const page of readdirSync(latest).filter((file) => file.endsWith('.html'))) {
      const text = readFileSync(join(latest, page), 'utf8');
      const says = /unsealed[^<]*Drains of Scutari/.test(text);
      expect([page, says]).toEqual([page, page !== 'project-sanitary-commission.html']);
    }
    const runs = [join(sealed.out, 'nightingale/latest'), latest];
    const moved = await realized(['diff', ...runs, '--program', copy.directory]);
    expect(moved.code).toBe(0);
    expect(moved.stdout).toContain('program.kpis.later-wounds: absent → Deaths from wounds, asked later');
    // A KPI that was added is a definition, and no change of the data.
    expect(moved.stdout).toMatch(/later-wounds, army-in-the-east, rate +not compared +insufficient data +definition/);
    const archive = join(dirname(copy.out), 'audit.zip');
    expect((await realized(['export', copy.directory, '--report', latest, '--out', archive])).code).toBe(0);
    expect((await realized(['verify', '--archive', archive])).code).toBe(0);
  }, 240_000);

  test('a KPI added to a sealed deployment: compared, and called unsealed', async () => {
    const { results, stdout } = await runWith((yaml) =>
      yaml.replace('benefits:\n', `${kpiOf('sanitary-commission')}benefits:\n`),
    );
    expectSealedAsBefore(results);
    expect(stdout).toContain('Added after the seal, so unsealed: Deaths from wounds, asked later.');
    expect(pathsOf(results)).toEqual([['program.kpis.later-wounds', null, 'Deaths from wounds, asked later']]);
  }, 240_000);

  test('a unit added to a go-live is told, and not compared until it is sealed', async () => {
    const unit = '  - { id: navy, site: British navy, department: in the East }';
    const { results } = await runWith((yaml) =>
      yaml.replace('units:\n', `units:\n${unit}\n`).replace('1855-03-06 }', '1855-03-06, navy: 1855-03-06 }'),
    );
    expectSealedAsBefore(results);
    expect(pathsOf(results)).toEqual([
      ['program.units.navy', null, 'British navy in the East'],
      ['program.deployments.sanitary-commission.goLive.navy', null, '1855-03-06'],
    ]);
  }, 240_000);

  test('a benefit taken away with its KPI still counts, and is told', async () => {
    const { results } = await runWith((yaml) =>
      yaml.replace(/ {2}- id: disease[\s\S]*?(?= {2}# Two controls)/, '').replace(/benefits:[\s\S]*?(?=discount:)/, ''),
    );
    expectSealedAsBefore(results);
    expect(pathsOf(results)).toEqual([
      ['program.kpis.disease', 'Deaths from preventable (zymotic) disease', null],
      ['program.benefits.lives', 'lives', null],
      ['family.0', 'disease/rate', null],
    ]);
  }, 240_000);

  test('a deployment under another id: the sealed one stays, the other is called unsealed', async () => {
    const { results, stdout } = await runWith((yaml) => yaml.replaceAll('sanitary-commission', 'commission'));
    expect(stdout).toContain('unsealed: Sanitary Commission.');
    expectSealedAsBefore(results);
  }, 240_000);

  test('a KPI file of its own that is changed, or taken away, counts as sealed, and the report can be exported', async () => {
    const own = copyOf('nightingale');
    const file = join(own.directory, 'kpi/army_deaths.sql');
    mkdirSync(dirname(file));
    cpSync(join(import.meta.dirname, '../../sql/kpi/tally_rate.sql'), file);
    const yaml = join(own.directory, 'program.yaml');
    const text = readFileSync(yaml, 'utf8').replaceAll('definition: tally_rate', 'definition: army_deaths');
    writeFileSync(yaml, text);
    expect((await realized(['seal', own.directory, '--protocol'])).code).toBe(0);
    const run = async () => {
      expect((await realized(['run', own.directory, '--out', own.out])).code).toBe(0);
      const archive = join(own.out, 'audit.zip');
      const latest = join(own.out, 'nightingale/latest');
      expect((await realized(['export', own.directory, '--report', latest, '--out', archive])).code).toBe(0);
      expect((await realized(['verify', '--archive', archive])).code).toBe(0);
      return resultsIn(own.out);
    };
    const asSealed = await run();
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('tallies.numerator,', 'tallies.numerator * 2 as numerator,'),
    );
    const changed = await run();
    expect(changed.series).toEqual(asSealed.series);
    expect(pathsOf(changed).map(([path]) => path)).toEqual(['kpis.army_deaths.sql', 'kpis.army_deaths.hash']);
    rmSync(file);
    writeFileSync(yaml, text.replaceAll('definition: army_deaths', 'definition: tally_rate'));
    const gone = await run();
    expect(gone.series).toEqual(asSealed.series);
    expect(pathsOf(gone)).toContainEqual(['kpis.army_deaths', 'Rate of a tally', null]);
  }, 240_000);

  test('another currency: the sealed one counts, and the amounts of the two are not compared', async () => {
    const { results } = await runWith((yaml) => yaml.replace('currency: GBP', 'currency: USD'));
    expectSealedAsBefore(results);
    expect(results.program.currency).toBe('GBP');
    expect(pathsOf(results)).toEqual([['program.currency', 'GBP', 'USD']]);
    expect(results.change_effects).toEqual([{ group: 'values', demonstrated: null, npv: null, npv_whole_life: null }]);
  }, 240_000);
});
