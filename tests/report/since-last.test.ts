import { expect, test } from 'vitest';
import { sinceLast } from '../../src/report/since-last.ts';
import { runHeadline } from '../../src/results/run-headline.ts';
import { someResults } from '../support/results.ts';

const RUN = { run_id: 'a'.repeat(64), as_of: '2025-09-01' };

test('the first report has nothing to compare with', () => {
  expect(sinceLast(someResults())).toBeNull();
});

test('the same run again moved nothing', () => {
  const results = someResults();
  results.previous = { ...RUN, ...runHeadline(results) };
  expect(sinceLast(results)).toEqual({
    summary: 'Since the report to 1 Sep 2025: the amount demonstrated is the same; no verdict changed.',
    verdicts: [],
  });
});

test('what moved is told in money and by verdict', () => {
  const results = someResults();
  const before = runHeadline(results);
  results.previous = {
    ...RUN,
    demonstrated: before.demonstrated! - 12_300,
    verdicts: { ...before.verdicts, stat_report: { 'main/imaging': 'not demonstrated' } },
  };
  expect(sinceLast(results)).toEqual({
    summary: 'Since the report to 1 Sep 2025: $12,300 more demonstrated; 2 verdicts changed.',
    verdicts: [
      { kpi: 'Imaging order to final report, STAT', unit: 'Main Imaging', was: 'not demonstrated', is: 'improved' },
      {
        kpi: 'Imaging order to final report, STAT',
        unit: 'East Imaging',
        was: 'not reported',
        is: 'improved, size uncertain',
      },
    ],
  });
});
