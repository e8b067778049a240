import { describe, expect, test } from 'vitest';
import type { Section, Table, Text } from '../../src/report/document.ts';
import { nextDates } from '../../src/report/next-dates.ts';
import { signals } from '../../src/report/signals.ts';
import { sustainment } from '../../src/report/sustainment.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults, someResults } from '../support/results.ts';

const words = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.map((part) => (typeof part === 'string' ? part : Object.values(part)[0])).join('');
const rowsOf = (section: Section | null) =>
  section!.blocks
    .filter((block): block is Table => block.kind === 'table')
    .flatMap(({ rows }) => rows.map((row) => row.map(words)));
const leadOf = (section: Section | null) => {
  const [first] = section!.blocks;
  return first!.kind === 'paragraph' ? words(first.text) : '';
};

/** One KPI in one unit with these weekly values after stabilization, the last on 29 Sep 2025, and these weeks of concern. */
function weekly(values: number[], concern: number[], change: Partial<Results['comparisons'][number]> = {}): Results {
  const all = someResults();
  const comparison = { ...all.comparisons.find(({ verdict }) => verdict === 'improved')!, ...change };
  const { kpi, statistic, adjustment, unit } = comparison;
  const key = { kpi, statistic, adjustment, unit };
  const day = (i: number) =>
    new Date(Date.parse('2025-09-29') - (values.length - 1 - i) * 7 * 86_400_000).toISOString().slice(0, 10);
  return {
    ...all,
    comparisons: [comparison],
    series: values.map((value, i) => ({
      ...key,
      period: day(i),
      n: 100,
      value,
      numerator: null,
      denominator: null,
      phase: 'post' as const,
    })),
    signals: concern.map((i) => ({
      ...key,
      period: day(i),
      rule: 'outside limits' as const,
      direction: 'concern' as const,
      ...(i === 0 ? {} : { change_id: `C-${i}` }),
    })),
  };
}

describe('signals to act on', () => {
  test('neighbouring weeks are one signal, newest first, with changes and owner', () => {
    const section = signals(weekly(new Array(12).fill(50), [3, 4, 9]));
    expect(leadOf(section)).toBe('2 signals of concern in the last three months, newest first.');
    expect(rowsOf(section)).toEqual([
      [
        'Imaging order to final report, STAT Main Imaging',
        '15 Sep 2025',
        'outside the limits of the baseline',
        'C-9',
        'Dr. A. Example: say what was different then, and put it in the change log.',
      ],
      [
        'Imaging order to final report, STAT Main Imaging',
        '4 Aug 2025 to 11 Aug 2025 (2 weeks)',
        'outside the limits of the baseline',
        'C-3, C-4',
        'Dr. A. Example: say what was different then, and put it in the change log.',
      ],
    ]);
  });

  test('older ones are counted, and a worsened KPI asks for its cause', () => {
    const section = signals(weekly(new Array(30).fill(50), [0, 29], { verdict: 'worsened' }));
    expect(leadOf(section)).toBe(
      '1 signal of concern in the last three months, newest first. One older is marked in the charts below.',
    );
    expect(rowsOf(section)[0]!.at(-1)).toBe('Dr. A. Example: find the cause, or accept it in writing.');
  });

  test('none is said, and nothing where nothing was compared', () => {
    expect(leadOf(signals(weekly([50], [])))).toBe('No KPI shows a signal of concern in the last three months.');
    expect(signals(emptyResults())).toBeNull();
  });
});

describe('is it holding', () => {
  // Mean after 50, effect −10: it would have been 60 without it.
  const truth = { post: 50, average: { estimate: -10, standard_error: 1, df: 20, low: -12, high: -8 } };

  test.each([
    ['holding', 51, '90 %', '1 of 1 improvements are holding.'],
    ['slipping', 54, '60 %', '1 of 1 is slipping.'],
  ])('%s where the last quarter is %d', (verdict, lately, kept, lead) => {
    const values = [...new Array(20).fill(48), ...new Array(13).fill(lately)];
    const section = sustainment(weekly(values, [], truth));
    expect(leadOf(section)).toContain(lead);
    expect(rowsOf(section)[0]!.slice(1)).toEqual(['60.0', '50.0', `${lately}.0 last 13 weeks`, kept, verdict]);
  });

  test('too early with less than two quarters', () => {
    const section = sustainment(weekly(new Array(20).fill(50), [], truth));
    expect(leadOf(section)).toBe('For 1 it is too early to say.');
  });

  test('says nothing where nothing improved', () => {
    expect(sustainment(weekly([50, 50], [], { verdict: 'worsened' }))).toBeNull();
  });
});

test('next dates name what is ahead, in order, and leave comparators out', () => {
  const results = someResults();
  results.as_of = '2024-08-01';
  expect(rowsOf(nextDates(results)).slice(0, 2)).toEqual([
    ['22 Sep 2024', 'Main Imaging', 'Stabilization ends; the periods after it count for the lasting effect.'],
    ['22 Sep 2024', 'East Imaging', 'Stabilization ends; the periods after it count for the lasting effect.'],
  ]);
  expect(rowsOf(nextDates(results)).map(([, unit]) => unit)).not.toContain('West Imaging');
  results.as_of = '2025-10-05';
  expect(rowsOf(nextDates(results))[0]).toEqual([
    '1 Jul 2026',
    'Main Imaging',
    '2 years after go-live: ask whether the effect is holding.',
  ]);
});
