import { expect, test } from 'vitest';
import { valueProgram } from '../../src/valuation/value-program.ts';
import { attributed, smallProgram } from './small-program.ts';

/** 42 USD a read, 80 % claimed: 10 reads fewer in January and February 2025, 336 USD each; licence 500, later 400. */
const { figures, appraisal } = valueProgram(
  smallProgram({
    kpis: [{ id: 'reads' }],
    benefits: [{ id: 'outsourced', kpi: 'reads', attribution: attributed(0.8) }],
    effects: [{ kpi: 'reads', unit: 'a', from: '2025-01-01', months: 2, level: -10 }],
    costs: [
      'date,amount,currency,price_basis,category,deployment,recurring,status,type',
      '2024-11-20,500.00,USD,2025,licence,pacs,no,actual,capital',
      '2025-02-10,400.00,USD,2025,maintenance,pacs,yes,actual,revenue',
    ].join('\n'),
  }),
);
const flow = (month: string, name: string) => figures[`appraisal.financial.realized.${month}.${name}`];

test('a month of the cash flow leads to the benefit of that month, and that to what was demonstrated', () => {
  expect(flow('2025-01', 'benefits')?.value).toBeCloseTo(336, 6);
  expect(flow('2025-01', 'benefits')?.inputs).toEqual(['figure:pacs.outsourced.2025-01.realized']);
  const month = figures['pacs.outsourced.2025-01.realized'];
  expect(month?.value).toBeCloseTo(336, 6);
  expect(month?.inputs).toEqual(['figure:pacs.outsourced.demonstrated', 'figure:pacs.outsourced.transition']);
  expect(figures['total.financial.2025-01.realized']?.inputs).toEqual(['figure:pacs.outsourced.2025-01.realized']);
  expect(flow('2024-12', 'benefits')).toMatchObject({ value: 0, inputs: [] });
});

test('a cumulative is made of the year before it and the months since', () => {
  expect(flow('2024-12', 'cumulative')?.value).toBeCloseTo(-500, 6);
  const february = flow('2025-02', 'cumulative');
  expect(february?.value).toBeCloseTo(-500 + 2 * 336 - 400, 6);
  const from = february!.inputs.map((input) => figures[input.slice('figure:'.length)]!.value!);
  const [before, ...since] = from;
  const signed = since.reduce((sum, amount, i) => sum + (i % 2 === 0 ? amount : -amount), before!);
  expect(february!.value).toBeCloseTo(signed, 6);
});

test('no figure is made from one that is not there', () => {
  const named = Object.entries(figures)
    .filter(([id]) => /\.\d{4}-\d{2}\./.test(id))
    .flatMap(([, { inputs }]) => inputs.filter((input) => input.startsWith('figure:')));
  expect(named.filter((input) => !(input.slice('figure:'.length) in figures))).toEqual([]);
});

test('only the cash flow that reports show has figures by month', () => {
  const views = Object.keys(figures).flatMap((id) => /^appraisal\.(.+)\.\d{4}-\d{2}\./.exec(id)?.[1] ?? []);
  expect([...new Set(views)]).toEqual(['financial.realized']);
  expect(appraisal.map(({ view }) => view)).toContain('economic');
});
