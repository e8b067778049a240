import { describe, expect, test } from 'vitest';
import { datedFlows, periodFlows, type TimedFlow } from '../../src/valuation/flow.ts';
import { irr } from '../../src/valuation/irr.ts';
import { ratesOfReturn } from '../../src/valuation/rates-of-return.ts';
import { xirr } from '../../src/valuation/xirr.ts';
import { generator } from '../support/generator.ts';

/** NPV over Σ|present value|, in [−1, 1], without overflow. */
function share(flows: readonly TimedFlow[], s: number): number {
  const shift = Math.max(...flows.map(({ time }) => -s * time));
  let net = 0;
  let moved = 0;
  for (const { time, amount } of flows) {
    const present = amount * Math.exp(-s * time - shift);
    net += present;
    moved += Math.abs(present);
  }
  return net / moved;
}

/** Every crossing on a dense grid of ln(1 + rate), each narrowed by plain bisection. */
function rootsByBisection(flows: readonly TimedFlow[], from: number, to: number, steps: number): number[] {
  const roots: number[] = [];
  for (let i = 0; i < steps; i++) {
    let [low, high] = [from + ((to - from) * i) / steps, from + ((to - from) * (i + 1)) / steps];
    const below = share(flows, low) < 0;
    if (share(flows, high) < 0 === below) continue;
    for (let k = 0; k < 200; k++) {
      const middle = (low + high) / 2;
      if (share(flows, middle) < 0 === below) low = middle;
      else high = middle;
    }
    roots.push(Math.expm1(low));
  }
  return roots;
}

/** `FLOWS=10000 npx vitest run tests/valuation/rates-of-return.test.ts` tries as many as were tried for docs/valuation.md. */
const FLOWS = Number(process.env['FLOWS'] ?? 300);

const random = generator(20240701);
const randomFlows = (n: number): TimedFlow[] =>
  periodFlows(Array.from({ length: n }, () => Math.round((random() - 0.5) * 2e6) / 100));

describe('every rate is found', () => {
  test(`as bisection on a dense grid finds them, ${FLOWS} random cash flows`, { timeout: 1_200_000 }, () => {
    for (let i = 0; i < FLOWS; i++) {
      const flows = randomFlows(2 + Math.floor(random() * 14));
      const grid = rootsByBisection(flows, -12, 12, 4000);
      const found = ratesOfReturn(flows).roots.filter((rate) => Math.abs(Math.log1p(rate)) < 12);
      expect(found.length, JSON.stringify(flows)).toBe(grid.length);
      grid.forEach((rate, k) => {
        expect(Math.abs(found[k]! - rate)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(rate)));
      });
    }
  });

  test('of polynomials whose roots are chosen', () => {
    // (1 − 1.05x)(1 − 1.2x)(1 − 2x), x = 1/(1 + r), roots 5 %, 20 %, 100 %
    const { status, roots } = irr([1000, -1000 * 4.25, 1000 * (1.26 + 2.1 + 2.4), -1000 * 2.52]);
    expect(status).toBe('ambiguous');
    [0.05, 0.2, 1].forEach((rate, k) => {
      expect(roots[k]).toBeCloseTo(rate, 10);
    });
  });

  test('one that touches zero without crossing counts once', () => {
    expect(irr([100, -220, 121])).toEqual({ status: 'unique', roots: [expect.closeTo(0.1, 10)], reason: null });
    expect(irr([100, -220, 121.001]).status).toBe('undefined');
    expect(irr([100, -220, 120.999]).roots).toHaveLength(2);
  });

  test('at 0 % exactly', () => {
    expect(irr([-100, 100])).toEqual({ status: 'unique', roots: [0], reason: null });
  });

  test('very high and very low ones', () => {
    expect(irr([-1, 1e12]).roots[0]).toBeCloseTo(1e12 - 1, -2);
    expect(irr([-1e6, 1]).roots[0]! + 1).toBeCloseTo(1e-6, 14);
    expect(irr([-1e30, 1])).toMatchObject({ status: 'undefined', reason: expect.stringMatching(/only root/) });
  });

  test('in a thousand dated flows', () => {
    const flows = Array.from({ length: 1000 }, () => ({
      date: new Date(Date.UTC(2010, 0, 1) + Math.floor(random() * 9000) * 86_400_000).toISOString().slice(0, 10),
      amount: (random() - 0.5) * 1e4,
    }));
    const { roots } = xirr(flows);
    const grid = rootsByBisection(datedFlows(flows), -6, 6, 1000);
    expect(roots.filter((rate) => Math.abs(Math.log1p(rate)) < 6).map((rate) => rate.toFixed(9))).toEqual(
      grid.map((rate) => rate.toFixed(9)),
    );
  });
});

describe('properties', () => {
  test('scaling every amount changes no rate, from 1e-6 to 1e15', () => {
    for (let i = 0; i < FLOWS / 6; i++) {
      const flows = randomFlows(8);
      const { roots } = ratesOfReturn(flows);
      for (const scale of [1e-10, 1e11, -1]) {
        const scaled = ratesOfReturn(flows.map(({ time, amount }) => ({ time, amount: amount * scale }))).roots;
        expect(scaled.length).toBe(roots.length);
        scaled.forEach((rate, k) => {
          expect(Math.abs(rate - roots[k]!)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(rate)));
        });
      }
    }
  });

  test('adding a flow that is worth nothing at a rate keeps that rate', () => {
    for (let i = 0; i < FLOWS / 6; i++) {
      const amounts = [-1000, 300 + random() * 400, 300 + random() * 400, 300];
      const rate = irr(amounts).roots[0]!;
      const sum = amounts.map((amount, k) => amount + [0, -200, 200 * (1 + rate), 0][k]!);
      expect(irr(sum).roots.some((root) => Math.abs(root - rate) < 1e-9)).toBe(true);
    }
  });

  test('shifting every date by the same days changes no rate', () => {
    const flows = [
      { date: '2019-03-01', amount: -900 },
      { date: '2019-09-15', amount: 400 },
      { date: '2020-02-29', amount: 650 },
    ];
    const later = [
      { date: '2021-03-01', amount: -900 },
      { date: '2021-09-15', amount: 400 },
      // 365 days after 1 March 2021, as 29 February 2020 is after 1 March 2019
      { date: '2022-03-01', amount: 650 },
    ];
    expect(xirr(later).roots[0]).toBeCloseTo(xirr(flows).roots[0]!, 12);
  });

  test('one change of sign means one rate', () => {
    for (let i = 0; i < FLOWS / 3; i++) {
      const losses = 1 + Math.floor(random() * 4);
      const amounts = Array.from({ length: 10 }, (_, k) => (k < losses ? -1 : 1) * (1 + random() * 1000));
      expect(irr(amounts).status).toBe('unique');
    }
  });
});
