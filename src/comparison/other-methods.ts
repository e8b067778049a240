import { segmentedDesign } from '../baseline/segmented-design.ts';
import { rowsIn } from '../baseline/timeline.ts';
import { bootstrapDifference } from '../statistics/bootstrap.ts';
import { heteroscedasticCovariance } from '../statistics/heteroscedastic-covariance.ts';
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts';
import { type Inconclusive, inconclusive } from '../statistics/inconclusive.ts';
import { mean } from '../statistics/mean.ts';
import { neweyWest } from '../statistics/newey-west.ts';
import { ols } from '../statistics/ols.ts';
import { createRandom } from '../statistics/random.ts';
import { welch } from '../statistics/welch.ts';
import { effectWeights } from './estimate-effect.ts';
import type { Estimated } from './estimate-series.ts';

/** Other ways to read a series, by the name that a command takes. None of them decides a verdict. */
export const OTHER_METHODS = ['welch', 'hodges-lehmann', 'bootstrap', 'newey-west', 'hc3'] as const;
export type OtherMethod = (typeof OTHER_METHODS)[number];

/** What another method finds: the same change, with its 95 % interval and what it leaves out. */
export interface OtherReading {
  method: OtherMethod;
  /** In words: what it is, and what it does not know. */
  name: string;
  estimate: number;
  low: number;
  high: number;
}

const NAMES: Record<OtherMethod, string> = {
  welch: 'Welch, plain before/after difference; knows neither trend, season nor autocorrelation',
  'hodges-lehmann': 'Hodges–Lehmann, shift of the middle whatever the distribution; knows neither trend nor season',
  bootstrap:
    'moving-block bootstrap (BCa) of the difference of means; keeps autocorrelation, knows neither trend nor season',
  'newey-west': 'least squares with the same terms, Newey–West errors (lag 3); too narrow in short series',
  hc3: 'least squares with the same terms, HC3 errors; knows no autocorrelation',
};

/** Every bootstrap starts here: what differs between two runs is never luck. */
const SEED = 1979;

/**
 * What would this method have said of the same series?
 *
 * The first three compare the windows as they stand (the difference from comparators, where there are some); the last two
 * estimate the average effect with the terms of the primary method.
 *
 * @param method     one of OTHER_METHODS
 * @param estimated  one series
 * @returns the change in the KPI's unit; or why this method has none
 * @example readOtherwise('welch', estimated)  // { estimate: −9.1, low: −10.4, high: −7.8, … }
 */
export function readOtherwise(method: OtherMethod, estimated: Estimated): OtherReading | Inconclusive {
  const found =
    method === 'newey-west' || method === 'hc3' ? sameTerms(method, estimated) : asTheyStand(method, estimated);
  if (found.kind === 'inconclusive') return found;
  const { estimate, low, high } = found;
  return { method, name: NAMES[method], estimate, low, high };
}

type Found = { kind: 'interval' | 'shift' | 'bootstrap'; estimate: number; low: number; high: number };

function asTheyStand(method: OtherMethod, { modelled }: Estimated): Found | Inconclusive {
  const [before, after] = (['baseline', 'post'] as const).map((phase) =>
    rowsIn(modelled, phase).map((row) => row.value),
  );
  if (method === 'welch') return welch(before!, after!);
  if (method === 'hodges-lehmann') return hodgesLehmann(before!, after!);
  return bootstrapDifference(before!, after!, mean, createRandom(SEED));
}

function sameTerms(method: 'newey-west' | 'hc3', { modelled, method: primary }: Estimated): Found | Inconclusive {
  const rows = modelled.rows.filter(({ phase }) => phase !== 'stabilization');
  const post = rowsIn(modelled, 'post');
  if (post.length === 0) return inconclusive('no post period', 0, 1);
  const design = segmentedDesign(rows, primary.terms, modelled.postStart, modelled.periodLength);
  const fit = ols(
    rows.map(({ value }) => value),
    design.columns,
  );
  if (fit.kind === 'inconclusive') return fit;
  const covariance =
    method === 'hc3' ? heteroscedasticCovariance(fit, 'HC3') : neweyWest(fit, { lag: 3, adjust: true });
  if ('kind' in covariance) return covariance;
  return fit.contrast(effectWeights(design, mean(post.map(({ t }) => t - modelled.postStart))), covariance);
}
