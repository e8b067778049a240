import { segmentedDesign, type Terms } from '../../src/baseline/segmented-design.ts';
import { rowsIn } from '../../src/baseline/timeline.ts';
import { claimP, conclude } from '../../src/comparison/compare-series.ts';
import { type Effect, effectWeights, estimateEffect } from '../../src/comparison/estimate-effect.ts';
import type { Estimated } from '../../src/comparison/estimate-series.ts';
import { gainOf, verdictOf } from '../../src/comparison/verdict.ts';
import type { Inconclusive } from '../../src/statistics/inconclusive.ts';
import type { Interval } from '../../src/statistics/interval.ts';
import { mean } from '../../src/statistics/mean.ts';
import { neweyWest } from '../../src/statistics/newey-west.ts';
import { ols } from '../../src/statistics/ols.ts';
import { welch } from '../../src/statistics/welch.ts';

/** What one method says of one series: its interval for the average effect, and whether it would claim an improvement. */
export interface Reading {
  /** Null where the method has none. */
  interval: { low: number; high: number } | null;
  improved: boolean;
}

export type Readings = Record<string, Reading>;

/** The verdict of the product, by its own rules. */
export function primary(estimated: Estimated, pAdjusted: number | null = null): Reading {
  const { effect, thin, method, question } = estimated;
  const found = effect === null || 'kind' in effect ? null : effect;
  const after = mean(rowsIn(estimated.own, 'post').map(({ value }) => value));
  const { verdict } = verdictOf({
    blocked: [],
    thin,
    gain: found === null ? null : gainOf(found.average, question.direction, after),
    minimumImportantChange: question.minimumImportantChange,
    mayImprove: method.mayImprove,
    trendAlone: false,
    pAdjusted,
  });
  return { interval: found?.average ?? null, improved: verdict.startsWith('improved') };
}

/** The verdict of the product, and what is left of it above grade C. */
export function product(estimated: Estimated): Readings {
  return { 'primary model': primary(estimated), 'primary model, graded A or B': wellGraded(estimated) };
}

/** The same, where the doubts of the product leave it a grade of A or B. */
function wellGraded(estimated: Estimated): Reading {
  const improved = primary(estimated).improved;
  const graded = () => conclude(estimated, { pAdjusted: claimP(estimated), size: 1 }).grade;
  return { interval: null, improved: improved && ['A', 'B'].includes(graded()) };
}

/** What the field commonly reports of the same series. */
export function common({ modelled, own, method, behaviour }: Estimated): Readings {
  const { postStart, periodLength } = modelled;
  const rows = modelled.rows.filter(({ phase }) => phase !== 'stabilization');
  const post = rowsIn(modelled, 'post');
  const design = segmentedDesign(rows, method.terms, postStart, periodLength);
  const fit = ols(
    rows.map(({ value }) => value),
    design.columns,
  );
  const average = effectWeights(design, mean(post.map(({ t }) => t - postStart)));
  const values = (phase: 'baseline' | 'post') => rowsIn(own, phase).map(({ value }) => value);
  const shifted = behaviour.signals.filter(({ period }) => period >= post[0]!.period);
  return {
    'OLS, same terms': reading(fit.kind === 'fit' ? fit.contrast(average) : null),
    'Newey–West(3), same terms': reading(
      fit.kind === 'fit' ? fit.contrast(average, neweyWest(fit, { lag: 3, adjust: true })) : null,
    ),
    'Welch, before/after': reading(welch(values('baseline'), values('post'))),
    'XmR signals alone': {
      interval: null,
      improved: shifted.length > 0 && shifted.every(({ direction }) => direction === 'improvement'),
    },
  };
}

/** The primary model with other terms. */
export function withTerms({ modelled, method }: Estimated, terms: Partial<Terms>): Reading {
  const effect = estimateEffect(modelled, {
    model: 'gls-ar1',
    terms: { ...method.terms, ...terms },
    drift: null,
  });
  return reading('kind' in effect ? null : effect.average);
}

/** An interval claims an improvement where it lies wholly below zero: lower is better in all simulations. */
function reading(found: Interval | Inconclusive | Effect['average'] | null): Reading {
  if (found === null || !('low' in found)) return { interval: null, improved: false };
  return { interval: found, improved: found.high < 0 };
}
