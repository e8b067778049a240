import { segmentedDesign } from '../baseline/segmented-design.ts';
import { rowsIn } from '../baseline/timeline.ts';
import { mean } from '../statistics/mean.ts';
import { ols } from '../statistics/ols.ts';
import { withoutTrend } from './estimate-effect.ts';
import type { Estimated } from './estimate-series.ts';
import { gainOf } from './verdict.ts';

/**
 * Is there a gain only because the trend of the baseline is carried on?
 *
 * The plain change, season and comparators taken out, shows none or a loss: the level did not get better, it only failed to
 * get as bad as a line foretold. That may be a real effect, where somebody expected it. Among many series that are looked
 * at, short rising baselines make such signs by the dozen.
 *
 * @param estimated  one series
 * @returns false where the method has no trend, or there is no effect
 * @source  the plain change by least squares with the method's terms, trend and change of slope left out
 * @example hangsOnTrend(estimated)  // true for a median that rose to 60, was foretold to reach 75, and stands at 62
 */
export function hangsOnTrend({ question, method, effect, modelled, own }: Estimated): boolean {
  if (!method.terms.trend || effect === null || 'kind' in effect) return false;
  const rows = modelled.rows.filter(({ phase }) => phase !== 'stabilization');
  const { terms, columns } = segmentedDesign(
    rows,
    withoutTrend(method.terms),
    modelled.postStart,
    modelled.periodLength,
  );
  const plain = ols(
    rows.map(({ value }) => value),
    columns,
  );
  if (plain.kind === 'inconclusive') return false;
  const change = plain.coefficients[terms.indexOf('level')]!;
  const after = mean(rowsIn(own, 'post').map(({ value }) => value));
  const gain = (estimate: number) =>
    gainOf({ estimate, low: estimate, high: estimate }, question.direction, after).estimate;
  return gain(effect.average.estimate) > 0 && gain(change) <= 0;
}
