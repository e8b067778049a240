import { type Inconclusive, inconclusive } from './inconclusive.ts';
import type { OlsFit } from './ols.ts';
import { sandwich } from './sandwich.ts';

export type HcType = 'HC0' | 'HC1' | 'HC2' | 'HC3';

/**
 * How uncertain are the coefficients when some periods are noisier than others?
 *
 * White's sandwich and its small-sample corrections: HC1 n / (n − k), HC2 divides each squared residual by 1 − h, HC3 by
 * (1 − h)². HC3 is the one to use below a few hundred rows. Autocorrelation is not covered: see gls-ar1.ts.
 *
 * @param fit   an ordinary least squares fit
 * @param type  the correction
 * @returns k × k covariance, row-major, for `fit.contrast`; or inconclusive: a row that the model fits by itself (its
 *          leverage is 1, so HC2 and HC3 do not exist)
 * @source  MacKinnon & White 1985, J Econometrics 29:305; checked against R sandwich::vcovHC
 * @example fit.contrast([0, 1], heteroscedasticCovariance(fit, 'HC3'))
 */
export function heteroscedasticCovariance(fit: OlsFit, type: HcType): Float64Array | Inconclusive {
  const power = type === 'HC2' ? 1 : type === 'HC3' ? 2 : 0;
  if (power > 0 && fit.leverages.some((leverage) => leverage > 1 - 1e-12)) {
    return inconclusive('a row that the model fits by itself', fit.n, fit.n + 1);
  }
  const factor = type === 'HC1' ? fit.n / fit.df : 1;
  const weights = fit.residuals.map((residual, i) => (factor * residual ** 2) / (1 - fit.leverages[i]!) ** power);
  return sandwich(fit, (i, j) => {
    const [left, right] = [fit.columns[i]!, fit.columns[j]!];
    return weights.reduce((sum, weight, row) => sum + weight * left[row]! * right[row]!, 0);
  });
}
