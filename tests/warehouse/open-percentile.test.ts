import { describe, expect, test } from 'vitest';
import { cumulativeIncidence, type Outcome } from '../../src/statistics/cumulative-incidence.ts';
import { openPercentile as percentile } from '../../src/warehouse/open-percentile.ts';

const openPercentile = (events: number[], open: number[], p: number) => percentile({ events, open, competing: [] }, p);

/** Remission of 21 leukaemia patients under 6-mercaptopurine, weeks (Freireich 1963; R: survival, MASS::gehan). */
const events = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

test('the published median and quartile of censored times', () => {
  // R: quantile(survfit(Surv(time, cens) ~ 1, gehan, treat == "6-MP"), c(.25, .5)) gives 13 and 23.
  expect(openPercentile(events, open, 0.25)).toBe(13);
  expect(openPercentile(events, open, 0.5)).toBe(23);
});

test('a percentile beyond the last event is not reached', () => {
  expect(openPercentile(events, open, 0.9)).toBeNull();
  expect(openPercentile([], [1, 2], 0.5)).toBeNull();
});

describe('an open item gives its weight to those that waited longer', () => {
  test.each([
    // Weights 1, –, 2: the 2nd of 3.
    [[1, 3], [2], 0.5, 3],
    // Weights 1, –, 1.5, 1.5: of order 2.5, halfway between the 2nd (3, which reaches to 2.5) and the 3rd (4).
    [[1, 3, 4], [2], 0.5, 3.5],
    // Equal to an event's time: it is open after that event, and 2 and 3 weigh 1 and 2.
    [[2, 3], [2], 0.5, 3],
    [[1, 2], [5, 6], 0.25, 1.75],
  ])('events %j, open %j, p = %d', (ended, waiting, p, expected) => {
    expect(openPercentile(ended, waiting, p)).toBeCloseTo(expected, 12);
  });
});

test('without open items it is type 7', () => {
  // R: quantile(c(1, 2, 4, 8, 16), c(.1, .5, .9)) gives 1.4, 4, 12.8.
  const times = [1, 2, 4, 8, 16];
  expect(openPercentile(times, [], 0.1)).toBeCloseTo(1.4, 12);
  expect(openPercentile(times, [], 0.5)).toBe(4);
  expect(openPercentile(times, [], 0.9)).toBeCloseTo(12.8, 12);
  expect(openPercentile([7], [], 0.9)).toBe(7);
});

test('with every open wait beyond the percentile, open items count as waiting for ever', () => {
  // Type 7 of 1, 2, 3, 4, ∞, ∞, ∞: the 4th.
  expect(openPercentile([1, 2, 3, 4], [9, 9, 9], 0.5)).toBe(4);
  expect(openPercentile([1, 2, 3, 4], [9, 9], 0.5)).toBeCloseTo(3.5, 12);
});

describe('items that something else ended never have the event', () => {
  test('the percentile is that of all items', () => {
    // Type 7 of 1, 2, 4 and one that never comes: 1, 2, 4, ∞.
    const waits = { events: [1, 2, 4], open: [], competing: [3] };
    expect(percentile(waits, 0.5)).toBe(3);
    expect(percentile(waits, 2 / 3)).toBe(4);
    expect(percentile(waits, 0.9)).toBeNull();
  });

  test('an open item gives its weight to those that waited longer, however they end', () => {
    // At 2 three are left: weights 1, –, and 4/3 each for 3 (event), 5 (otherwise) and 6 (event). The 2nd of 5: at 3.
    const waits = { events: [1, 3, 6], open: [2], competing: [5] };
    expect(percentile(waits, 0.25)).toBe(3);
    expect(percentile(waits, 0.5)).toBeCloseTo(6, 12); // 1 + 4/3 < 3 ≤ 1 + 8/3
    expect(percentile(waits, 0.75)).toBeNull(); // 1 + 8/3 < 4
  });

  test('each step is that of the Aalen–Johansen estimate', () => {
    // Multiples of 0.7 with ties of all three kinds; order k of n is the first time with a cumulative incidence of k/n.
    const kinds: Outcome[] = ['event', 'competing', 'event', 'open', 'event'];
    const items = Array.from({ length: 60 }, (_, i) => ({ wait: ((i * 37) % 23) * 0.7, outcome: kinds[(i * 7) % 5]! }));
    const of = (outcome: Outcome) =>
      items
        .filter((item) => item.outcome === outcome)
        .map(({ wait }) => wait)
        .sort((a, b) => a - b);
    const waits = { events: of('event'), open: of('open'), competing: of('competing') };
    const curve = cumulativeIncidence(
      items.map(({ wait }) => wait),
      items.map(({ outcome }) => outcome),
    );
    if (curve.kind === 'inconclusive') throw new Error(curve.reason);
    for (let k = 1; k <= items.length; k++) {
      const expected = curve.quantile(k / items.length);
      const found = percentile(waits, (k - 1) / (items.length - 1));
      expect(found, `order ${k}`).toBe(typeof expected === 'number' ? expected : null);
    }
  });
});
