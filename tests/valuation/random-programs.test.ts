import { expect, test } from 'vitest';
import type { Verdict } from '../../src/comparison/comparison.ts';
import type { BenefitClass } from '../../src/program/register.ts';
import { grossToCash } from '../../src/results/gross-to-cash.ts';
import type { Results } from '../../src/results/schema.ts';
import { VARIANCE_PARTS } from '../../src/valuation/plan-variance.ts';
import { DRAWS } from '../../src/valuation/simulation.ts';
import { type ProgramValuation, valueProgram } from '../../src/valuation/value-program.ts';
import { generator } from '../support/generator.ts';
import { discountAt, type ProgramGiven, smallProgram, VALUE } from './small-program.ts';

/** `PROGRAMS=1000 npx vitest run tests/valuation/random-programs.test.ts` tries as many as were tried for docs/valuation.md. */
const PROGRAMS = Number(process.env['PROGRAMS'] ?? 40);
/** Amounts of up to 1e7 are added in binary: what is left over lies far below a cent. */
const CENT = 0.005;

const random = generator(20251201);
const between = (low: number, high: number) => low + (high - low) * random();
const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
const maybe = <T>(share: number, value: () => T): T | null => (random() < share ? value() : null);

const CLASSES: readonly BenefitClass[] = [
  'cash-releasing',
  'cash-avoiding',
  'income',
  'capacity',
  'quality',
  'societal',
];
const VERDICTS: readonly Verdict[] = [
  'improved',
  'improved, size uncertain',
  'worsened',
  'not demonstrated',
  'not comparable',
  'insufficient data',
];

/** A program such as nobody would write: every key of the register, in any combination. */
function randomProgram(): ProgramGiven {
  const ids = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, k) => `b${k}`);
  return {
    kpis: ids.map((id) => ({ id, direction: oneOf(['decrease', 'increase'] as const) })),
    benefits: ids.map((id) => {
      const likely = between(1, 900);
      const share = between(0.1, 1);
      const benefitClass = oneOf(CLASSES);
      const oneOff = maybe(0.15, () => 'working capital');
      return {
        id,
        kpi: id,
        class: benefitClass,
        value: { ...VALUE, low: likely * 0.7, likely, high: likely * 1.4 },
        attribution: { share, low: share * 0.6, high: Math.min(1, share * 1.2), reason: '' },
        drawsOn: maybe(0.5, () => oneOf(['minutes', 'reads'])),
        minimumBlock: maybe(0.2, () => ({ size: between(0.5, 8), reason: '' })),
        oneOff,
        planned: maybe(0.7, () => between(0, 90_000)),
        plan: {
          effect: maybe(0.5, () => between(0.5, 20)),
          value: maybe(0.3, () => between(1, 900)),
          from: maybe(0.3, () => oneOf(['2024-06-01', '2025-02-15', '2026-01-01'])),
          rampMonths: oneOf([0, 3, 7]),
        },
        ledger: maybe(0.4, () => ({ account: '1', costCentre: '2', signedOffBy: 'F', budget: null, actual: null })),
        conversion:
          benefitClass !== 'capacity'
            ? null
            : maybe(0.5, () => ({ by: 'post removed' as const, evidence: '', date: '2025-03-10' })),
      };
    }),
    effects: ids.flatMap((id) =>
      ['a', 'b'].map((unit) => ({
        kpi: id,
        unit,
        from: unit === 'a' ? '2024-12-01' : '2025-03-01',
        months: unit === 'a' ? 7 : 4,
        level: between(-12, 12),
        slope: between(-1, 1),
        naive: between(-12, 12),
        volume: between(0.2, 40),
        verdict: oneOf(VERDICTS),
        covariance: [between(0, 9), 0, 0, between(0, 0.2)] as const,
        transition: {
          periods: ['2024-10-01', '2024-11-01'],
          differences: [between(-5, 5), between(-5, 5)],
          covariance: [1, 0, 0, 1],
        },
      })),
    ),
    costs: [
      'date,amount,price_basis,category,status,recurring',
      `2024-05-10,${between(0, 90_000).toFixed(2)},2025,licence,actual,no`,
      `2025-04-10,${between(0, 9000).toFixed(2)},2025,maintenance,actual,yes`,
      `2025-09-10,${between(0, 9000).toFixed(2)},2025,maintenance,planned,yes`,
      `2026-02-10,${between(0, 9000).toFixed(2)},2025,interface,planned,no`,
    ].join('\n'),
    program: {
      discount: { ...discountAt(between(-0.02, 0.12)), timing: oneOf(['start', 'mid', 'end'] as const) },
      horizon: maybe(0.6, () => ({
        to: '2026-12-31',
        earliest: '2026-03-31',
        latest: '2027-06-30',
        decay: { low: 0, likely: between(0, 0.3), high: 0.6 },
        reason: '',
      })),
      optimismBias: maybe(0.5, () => ({
        benefits: { low: 0, likely: 0.1, high: 0.3 },
        costs: { low: 0, likely: 0.1, high: 0.4 },
        source: '',
      })),
    },
  };
}

const sum = (amounts: readonly (number | null)[]) =>
  amounts.reduce((total: number, amount) => total + (amount ?? 0), 0);

/** Every table of a valuation as [name, what is shown as its total, what its lines come to]. */
function* tables({
  benefits,
  plan,
  appraisal,
  bridge,
  figures,
}: ProgramValuation): Generator<[string, number, number]> {
  const net = figures['total.financial.net']?.value ?? 0;
  yield ['bridge', bridge.at(-1)!.amount, sum(bridge.slice(0, -1).map(({ amount }) => amount))];
  yield ['bridge and financial case', bridge.at(-1)!.amount, net];
  for (const { id, demonstrated, transition, forecast, planned, units, by_month, variance } of benefits) {
    yield [`${id} by unit`, demonstrated.likely ?? 0, sum(units.map((unit) => unit.demonstrated))];
    yield [`${id} by unit, transition`, transition.likely ?? 0, sum(units.map((unit) => unit.transition))];
    const realized = (demonstrated.likely ?? 0) + (transition.likely ?? 0);
    yield [`${id} by month`, realized, sum(by_month.map((row) => row.realized))];
    yield [`${id} planned by month`, planned ?? 0, sum(by_month.map((row) => row.planned))];
    yield [`${id} forecast by month`, forecast.likely ?? 0, sum(by_month.map((row) => row.forecast))];
    if (variance !== null) {
      yield [`${id} variance`, variance.realized - variance.planned, sum(VARIANCE_PARTS.map((part) => variance[part]))];
    }
  }
  yield ['plan by month', net, sum(plan.months.map((row) => row.realized))];
  if (plan.variance !== null) {
    const { realized, planned } = plan.variance;
    yield ['plan variance', realized - planned, sum(VARIANCE_PARTS.map((part) => plan.variance![part]))];
    yield ['plan, promised', planned, sum(plan.months.map((row) => row.planned))];
  }
  const classes = Object.keys(figures).filter((id) => /^total\.[a-z-]+\.net$/.test(id));
  const whole = sum(benefits.map((row) => (row.demonstrated.likely ?? 0) + (row.transition.likely ?? 0)));
  const beside = classes.filter((id) => !/financial|cash-|income/.test(id));
  yield ['financial case and the classes beside it', whole, net + sum(beside.map((id) => figures[id]!.value))];
  for (const { view, span, npv, benefits: worth, costs, lines, flows } of appraisal) {
    const side = (wanted: string) => lines.filter((line) => line.side === wanted);
    yield [`${view} ${span} NPV`, npv.likely!, worth! - costs!];
    yield [`${view} ${span} benefits`, worth!, sum(side('benefits').map((line) => line.present_value))];
    yield [`${view} ${span} costs`, costs!, sum(side('costs').map((line) => line.present_value))];
    const last = flows.at(-1)!.cumulative;
    yield [`${view} ${span} cumulative`, last, sum(flows.map((flow) => flow.benefits - flow.costs))];
    yield [
      `${view} ${span} lines and flows`,
      last,
      sum(side('benefits').map(({ amount }) => amount)) - sum(side('costs').map(({ amount }) => amount)),
    ];
  }
  let level = 0;
  for (const { step, amount, whole: stands } of grossToCash({ benefits } as unknown as Results)) {
    if (stands && level !== 0) yield [`gross to cash: ${step}`, amount, level];
    level = stands ? amount : level + amount;
  }
  yield ['gross to cash and financial case', net, netCash(benefits)];
}

function netCash(benefits: ProgramValuation['benefits']): number {
  return grossToCash({ benefits } as unknown as Results).find(({ step }) => step === 'net cash')!.amount;
}

test(`the totals of ${PROGRAMS} random programs reconcile to 0.00 on every table`, { timeout: 1_200_000 }, () => {
  let compared = 0;
  for (let i = 0; i < PROGRAMS; i++) {
    const given = randomProgram();
    const valued = valueProgram(smallProgram(given));
    for (const [table, total, lines] of tables(valued)) {
      expect(
        Math.abs(total - lines),
        `program ${i}, ${table}: ${total} is shown, its lines come to ${lines}`,
      ).toBeLessThan(CENT);
      compared++;
    }
    for (const { distribution, sensitivity } of valued.appraisal) {
      expect(sum(distribution?.counts ?? [])).toBe(DRAWS);
      if (sensitivity.contributions.length > 0) {
        expect(sum(sensitivity.contributions.map(({ share }) => share))).toBeCloseTo(1, 9);
      }
    }
  }
  expect(compared).toBeGreaterThan(20 * PROGRAMS);
});
