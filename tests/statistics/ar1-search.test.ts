import { expect, test } from 'vitest';
import { ar1Likelihood, type LikelihoodMethod } from '../../src/statistics/ar1-likelihood.ts';
import { ar1Products, ar1Search, rotatedResidual } from '../../src/statistics/ar1-search.ts';
import { qr } from '../../src/statistics/qr.ts';
import { ar1Errors, seededUniform } from '../support/series.ts';

const LENGTH = 60;
const times = Float64Array.from({ length: LENGTH }, (_, t) => t).filter((t) => t < 30 || (t > 36 && t !== 50));
const errors = ar1Errors(LENGTH, 0.5, seededUniform(3));
const y = times.map((t) => 1e4 + 3 * t + errors[t]!);
const columns = [times.map(() => 1), times, times.map((t) => (t > 36 ? 1 : 0)), times.map((t) => Math.sin(t / 8))];
const gaps = Array.from({ length: times.length - 1 }, (_, i) => times[i + 1]! - times[i]!);

test.each<LikelihoodMethod>(['reml', 'ml'])('%s: the likelihood by whitening every row, less a constant', (method) => {
  const factors = qr(columns);
  if (factors.kind === 'collinear') throw new Error('the columns of this test are independent');
  const fast = ar1Search(ar1Products(factors, gaps), rotatedResidual(factors, y), method);
  const exact = ar1Likelihood(y, columns, times, method);
  const constant = fast(0) - exact(0).logLikelihood;
  for (const phi of [-0.999, -0.5, 0.2, 0.6, 0.9, 0.999]) {
    expect(fast(phi) - exact(phi).logLikelihood).toBeCloseTo(constant, 8);
  }
});
