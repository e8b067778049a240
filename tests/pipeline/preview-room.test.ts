import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PreviewRoom } from '../../src/pipeline/preview-room.ts';
import { produceRun } from '../../src/pipeline/produce-run.ts';
import { copyOf } from '../support/cli.ts';

const BENEFIT = `
benefits:
  - id: lives
    title: Soldiers who did not die of disease
    kpi: disease
    class: societal
    value: { per: death, low: 80, likely: 100, high: 120, source: Farr 1853, price_basis: 1855, cost_basis: full }
    attribution: { share: 0.5, low: 0.4, high: 0.6, reason: the season turned too }
costs: costs.csv
discount: { rate: 0.035, basis: real, source: Exchequer }
`;

/** Each builds on the one before, as somebody makes them while looking at a preview. */
const CHANGES: [what: string, file: string, from: RegExp, to: string][] = [
  ['a unit value', 'program.yaml', /likely: 100/, 'likely: 110'],
  ['a KPI file', 'kpi/own_rate.sql', /label:.*/, 'label:      A rate of its own'],
  ['a row', 'extracts/monthly_returns.csv', /8571,1,0,5/, '8571,2,0,5'],
  ['a window', 'program.yaml', /periods: 1 /, 'periods: 2 '],
  ['a cost', 'costs.csv', /5000/, '7000'],
];

test('after each kind of change, a preview shows the bytes that a fresh run writes', async () => {
  const { directory } = copyOf('nightingale');
  mkdirSync(join(directory, 'kpi'));
  cpSync(resolve(import.meta.dirname, '../../sql/kpi/tally_rate.sql'), join(directory, 'kpi/own_rate.sql'));
  const edit = (file: string, from: RegExp, to: string) => {
    const path = join(directory, file);
    const text = readFileSync(path, 'utf8');
    expect([file, from.test(text)]).toEqual([file, true]);
    writeFileSync(path, text.replace(from, to));
  };
  edit('program.yaml', /$/, BENEFIT);
  edit('program.yaml', /(id: wounds\n +definition: )tally_rate/, '$1own_rate');
  writeFileSync(
    join(directory, 'costs.csv'),
    'date,amount,currency,price_basis,category,deployment,recurring,status,type\n1855-03-01,5000,GBP,nominal,other,sanitary-commission,no,actual,revenue\n',
  );
  const work = { directory, asOf: null, memoryLimit: '1GB', threads: 1, cache: null, progress: () => {} };
  const room = new PreviewRoom(work);
  await room.runAgain();
  for (const [what, file, from, to] of CHANGES) {
    edit(file, from, to);
    await room.runAgain();
    const { outputs } = await produceRun({ ...work, cache: join(directory, '..', `cache of ${what}`) });
    const pages = outputs.filter(({ path }) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(3);
    for (const { path, content } of pages) {
      const shown = await room.report(path);
      expect([what, path, shown === content]).toEqual([what, path, true]);
    }
  }
});
