import { describe, expect, test } from 'vitest';
import { dataEnds } from '../../src/delivery/data-age.ts';
import { gate } from '../../src/delivery/gate.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults } from '../support/results.ts';

const banner = { afterDays: 35, action: 'banner' } as const;
const hold = { afterDays: 35, action: 'hold' } as const;

/** Two weekly KPIs as of Sunday 5 October 2025; their last weeks with rows start on these days. */
function resultsEnding(first: string, second: string, findings: Results['findings'] = []): Results {
  const base = emptyResults();
  const kpi = (id: string) => ({ id, label: id.toUpperCase(), period: 'week' }) as Results['kpis'][number];
  const cell = (id: string, period: string, n: number) =>
    ({ kpi: id, period, n, value: 1 }) as Results['series'][number];
  const series = [cell('a', first, 20), cell('a', '2025-09-29', 0), cell('b', second, 20)];
  return { ...base, as_of: '2025-10-05', kpis: [kpi('a'), kpi('b')], series, findings };
}

describe('dataEnds', () => {
  test('counts from the end of the last period with rows, oldest first', () => {
    // The week from 29 September ends on 5 October: age 0. The week from 1 September ends on the 7th: 28 days before.
    expect(dataEnds(resultsEnding('2025-09-01', '2025-09-29')).map(({ kpi, days }) => [kpi, days])).toEqual([
      ['a', 28],
      ['b', 0],
    ]);
  });
});

describe('gate', () => {
  const fresh = resultsEnding('2025-09-29', '2025-09-29');
  const sound = { failure: null, faults: [] };

  test('a fresh run that verifies goes out', () => {
    expect(gate({ results: fresh, ...sound }, banner)).toEqual({ decision: 'send', reasons: [] });
  });

  test('no run, no report', () => {
    const judged = gate({ results: null, failure: 'a.csv is refused', faults: [] }, banner);
    expect(judged).toEqual({ decision: 'hold', reasons: ['The run could not be made: a.csv is refused'] });
  });

  test('a run that does not verify is held, whatever else', () => {
    const faults = [{ place: 'report.html', problem: 'has another digest' }];
    const judged = gate({ results: fresh, failure: null, faults }, banner);
    expect(judged).toEqual({
      decision: 'hold',
      reasons: ['The run does not verify: report.html has another digest.'],
    });
  });

  test('old data goes out under a banner, or is held, as the delivery says', () => {
    const old = resultsEnding('2025-08-18', '2025-09-29');
    const reason = 'Old data: the data of «A» ends in the period from 18 Aug 2025, 42 days before 5 Oct 2025.';
    expect(gate({ results: old, ...sound }, banner)).toEqual({ decision: 'banner', reasons: [reason] });
    expect(gate({ results: old, ...sound }, hold)).toEqual({ decision: 'hold', reasons: [reason] });
  });

  test('refused files and findings that fail put a banner above; an acknowledged one does not', () => {
    const refused = { code: 'refused-file', severity: 'fail', message: 'is refused', at: { file: 'a.csv' } } as const;
    const judged = gate({ results: resultsEnding('2025-09-29', '2025-09-29', [refused]), ...sound }, banner);
    expect(judged.decision).toBe('banner');
    expect(judged.reasons).toEqual([
      'Not everything was loaded: a.csv was refused.',
      '1 finding against a claim: see the data quality part.',
    ]);
    const accepted = { ...refused, code: 'other', acknowledged: 'known since 2023' };
    const calm = resultsEnding('2025-09-29', '2025-09-29', [accepted]);
    expect(gate({ results: calm, ...sound }, banner).decision).toBe('send');
  });
});
