import { valueProgram } from '../src/valuation/value-program.ts';
import { discountAt, smallProgram, VALUE } from '../tests/valuation/small-program.ts';

/**
 * `node build/bench/money.js` (part of `make bench`; BENEFITS=100, MONTHS=120): how long does the money of a large register take? 10,000 joint draws, with
 * intervals, appraisals, sensitivities, bridge, audit checks and figures; CPU seconds of one core.
 */
const BENEFITS = Number(process.env['BENEFITS'] ?? 100);
const MONTHS = Number(process.env['MONTHS'] ?? 120);

const kpis = Array.from({ length: BENEFITS }, (_, k) => ({ id: `k${k}` }));
const residuals = Array.from({ length: 24 }, (_, i) => Math.sin(i * 1.7));
const register = (ahead: boolean) =>
  smallProgram({
    kpis,
    benefits: kpis.map(({ id }) => ({ id: `b-${id}`, kpi: id, value: { ...VALUE, low: 30, high: 60 } })),
    effects: kpis.map(({ id }, k) => ({
      kpi: id,
      unit: k % 2 === 0 ? 'a' : 'b',
      from: '2015-01-01',
      months: MONTHS,
      level: -3,
      slope: 0.01,
      covariance: [1, -0.01, -0.01, 0.001] as const,
      df: 9 + (k % 7),
      residuals: residuals.map((residual, i) => residual + Math.cos(i * (k + 1))),
      transition: { periods: ['2014-12-01'], differences: [1], covariance: [1] },
    })),
    costs: 'date,amount,price_basis,category,status\n2014-06-01,100000,2025,licence,actual\n',
    program: {
      discount: discountAt(0.035),
      horizon: ahead
        ? {
            to: '2029-12-31',
            earliest: '2028-12-31',
            latest: '2030-12-31',
            decay: { low: 0, likely: 0.05, high: 0.2 },
            reason: 'licence',
          }
        : null,
    },
  });

const title = `10,000 draws, ${BENEFITS} benefits, ${MONTHS} months`;
for (const [name, ahead] of [
  ['realized', false],
  ['realized and whole life', true],
] as const) {
  const input = register(ahead);
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    valueProgram(input);
    return process.cpuUsage(start).user / 1e6;
  });
  process.stdout.write(`| ${title}, ${name} | ${times.map((time) => time.toFixed(2)).join(', ')} s |\n`);
}
