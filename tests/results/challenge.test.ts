import { describe, expect, test } from 'vitest';
import { challengeClaim } from '../../src/results/challenge.ts';
import { takesWords } from '../../src/results/challenge-words.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults, someResults } from '../support/results.ts';

/** The made-up run, with the two cash gains stated in full: 213,000 tied out, 88,000 expected. */
function stated(change: (results: Results) => void = () => {}): Results {
  const results = someResults();
  const [reads, hours] = results.benefits as [Results['benefits'][number], Results['benefits'][number]];
  const value = { per: 'read', source: 'contract', price_basis: 2024, cost_basis: 'marginal' as const };
  reads.value = { ...value, low: 30, likely: 40, high: 50 };
  reads.attribution = { share: 0.8, low: 0.6, high: 0.9, reason: 'a second radiologist' };
  hours.value = { ...value, low: 42, likely: 42, high: 42 };
  change(results);
  return results;
}

const comparisonOf = ({ comparisons, benefits }: Results, b: number) => {
  const [unit] = benefits[b]!.units;
  return comparisons.find(
    (c) => c.kpi === benefits[b]!.kpi && c.unit === unit!.unit && c.statistic === unit!.statistic,
  )!;
};
const chargeOf = (results: Results, id: string) => challengeClaim(results).challenges.find((one) => one.id === id);

describe('what each charge takes', () => {
  test('a specification that finds half of the effect takes half of the amount', () => {
    const results = stated((all) => {
      const comparison = comparisonOf(all, 0);
      const least = { choices: 'trend none', estimate: comparison.average!.estimate / 2, low: -1, high: 0 };
      comparison.specifications = { n: 10, agree: 9, least, branches: [] };
    });
    const charge = chargeOf(results, 'weakest-specification')!;
    expect(charge.takes).toBeCloseTo(213_000 / 2, 6);
    expect(charge.facts.join(' ')).toMatch(/with trend none; 9 of 10 agree in direction/);
  });

  test('a drift that the baseline itself allows takes the whole amount; a smaller one none', () => {
    const drift = (breakdown: number, low: number) =>
      stated((all) => {
        Object.assign(comparisonOf(all, 0), {
          breakdown_drift: breakdown,
          baseline_drift: { estimate: 0, standard_error: null, df: null, low, high: -low },
        });
      });
    expect(chargeOf(drift(5, -6), 'breakdown-drift')!.takes).toBeCloseTo(213_000, 6);
    expect(chargeOf(drift(5, -4), 'breakdown-drift')!.takes).toBeNull();
  });

  test('placebo dates: more false improvements than chance allows', () => {
    const placebo = (count: number) =>
      stated((all) => {
        for (const b of [0, 1])
          comparisonOf(all, b).placebo = { dates: 40, false_improved: b === 0 ? count : 0, effects: [] };
      });
    expect(chargeOf(placebo(2), 'placebo')!.takes).toBeNull();
    expect(chargeOf(placebo(3), 'placebo')!.takes).toBeCloseTo(213_000, 6);
  });

  test('the lows of the register: 30 of 40 a read, 60 of 80 %', () => {
    expect(chargeOf(stated(), 'unit-value')!.takes).toBeCloseTo(213_000 / 4, 6);
    expect(chargeOf(stated(), 'attribution')!.takes).toBeCloseTo(213_000 / 4, 6);
  });

  test('the ledger: what it does not show, and what it shows less of', () => {
    expect(chargeOf(stated(), 'not-tied-out')!.takes).toBeCloseTo(88_000, 6);
    expect(chargeOf(stated(), 'ledger-shows-less')).toBeUndefined();
    const short = stated((all) => {
      const line = { account: '6210', cost_centre: '44', signed_off_by: 'Finance', budget: 300_000, actual: 150_000 };
      all.benefits[0]!.ledger = line;
    });
    // 213,000 less 12,400 in stabilization is claimed, 150,000 is under the budget
    expect(chargeOf(short, 'ledger-shows-less')!.takes).toBeCloseTo(213_000 - 12_400 - 150_000, 6);
  });

  test('chance: from the likely net amount to its P5', () => {
    expect(chargeOf(stated(), 'chance')!.takes).toBeCloseTo(212_600 - 118_000, 6);
  });
});

test('what is left grants it all at once: tied out, half the effect, three quarters of value and share, losses in full', () => {
  const results = stated((all) => {
    const comparison = comparisonOf(all, 0);
    const least = { choices: '', estimate: comparison.average!.estimate / 2, low: -1, high: 0 };
    comparison.specifications = { n: 10, agree: 10, least, branches: [] };
  });
  // losses: 54,000 demonstrated; 12,400 and 22,000 in stabilization
  expect(challengeClaim(results).left).toBeCloseTo(213_000 * 0.5 * 0.75 * 0.75 - 54_000 - 12_400 - 22_000, 6);
});

test('charges stand by what they take, and each says what would answer it', () => {
  const { challenges } = challengeClaim(stated());
  const takes = challenges.map((one) => one.takes ?? -1);
  expect(takes).toEqual(takes.toSorted((a, b) => b - a));
  for (const { answer, facts, charge } of challenges) expect([answer, charge, ...facts]).not.toContain('');
  expect(new Set(challenges.map(({ id }) => id)).size).toBe(challenges.length);
});

test('what the answer hangs on, what lies ahead, what got worse and checks that do not pass are charges too', () => {
  const ids = challengeClaim(
    stated(
      (all) => (all.figures['total.financial.forecast'] = { ...all.figures['total.financial.net']!, value: 750_000 }),
    ),
  ).challenges.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['switching-values', 'forecast', 'check-4']));
  // check 9 is made as «not tied out»
  expect(ids).not.toContain('check-9');
});

test('where no cash is claimed it says so', () => {
  const empty = challengeClaim(emptyResults());
  expect(empty).toMatchObject({ claim: null, left: null, npv: null });
  expect(empty.said).toMatch(/^No cash is claimed/);
  expect(challengeClaim(stated()).said).toMatch(/^\$210,000 of net cash is claimed to date, .* is left/);
  expect([takesWords(null, 'USD'), takesWords(53_250, 'USD')]).toEqual(['takes none of it', 'takes $53,300 of it']);
});

test('a charge is made of what was found only', () => {
  const calm = challengeClaim(
    stated((all) => {
      for (const { placebo } of all.comparisons) if (placebo !== null) placebo.false_improved = 0;
      for (const { sensitivity } of all.appraisal) {
        sensitivity.switching = [];
        sensitivity.tornado = [];
      }
    }),
  );
  expect(calm.challenges.map(({ charge }) => charge).join(' ')).not.toMatch(/finds improvements|hangs on few inputs/);
  const lost = challengeClaim(
    stated((all) => (all.figures['total.financial.net'] = { ...all.figures['total.financial.net']!, value: -5_000 })),
  );
  expect(lost.said).toMatch(/^Net cash to date is −\$.*: nothing is gained that could be taken away\. /);
});
