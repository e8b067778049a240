import { expect, test } from 'vitest';
import { cashFlow, paybackDay } from '../../src/chart/cash-flow.ts';
import type { Spec } from '../../src/chart/chart.ts';
import type { Results } from '../../src/results/schema.ts';
import { someResults } from '../support/results.ts';

/** The financial case over six months: −100, −140, −90, −20, +30, +80; payback 3.4 months after the start. */
function sixMonths(): Results {
  const results = someResults();
  const cumulative = [-100, -140, -90, -20, 30, 80];
  const flows = cumulative.map((level, i) => ({
    month: `2025-0${i + 1}-01`,
    benefits: 0,
    costs: 0,
    cumulative: level,
    low: level - 20,
    high: level + 20,
  }));
  const appraisal = results.appraisal.find((one) => one.view === 'financial' && one.span === 'whole-life')!;
  return {
    ...results,
    as_of: '2025-03-15',
    appraisal: [{ ...appraisal, flows, base_date: '2025-01-01', payback: 0.3 }],
  };
}

test('the title names the deepest point and the return to zero', () => {
  expect(cashFlow(sixMonths(), 'wide')[0]!.title).toBe(
    'Cumulative cash is lowest at −$140 in Feb 2025 and back at zero in Apr 2025',
  );
});

test('the line is solid to the day of the data and dashed after it, without a gap', () => {
  const layers = cashFlow(sixMonths(), 'wide')[0]!.spec['layer'] as { mark: Spec; data: { values: Spec[] } }[];
  const lines = layers.filter((layer) => layer.mark['type'] === 'line');
  const months = (dashed: boolean) =>
    lines.find((line) => (line.mark['strokeDash'] !== undefined) === dashed)!.data.values.map((flow) => flow['month']);
  expect(months(false)).toEqual(['2025-01-01', '2025-02-01', '2025-03-01']);
  expect(months(true)).toEqual(['2025-03-01', '2025-04-01', '2025-05-01', '2025-06-01']);
});

test('a case that does not come back says so, and has no payback day', () => {
  const results = sixMonths();
  results.appraisal[0]!.payback = null;
  expect(paybackDay(results.appraisal[0]!)).toBeNull();
  expect(cashFlow(results, 'wide')[0]!.title).toBe(
    'Cumulative cash is lowest at −$140 in Feb 2025 and not back at zero by Jun 2025',
  );
});

test('without a financial appraisal there is no chart', () => {
  expect(cashFlow({ ...sixMonths(), appraisal: [] }, 'wide')).toEqual([]);
});
