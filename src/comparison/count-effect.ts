import type { CountModel } from '../baseline/choose-method.ts';
import { type Design, segmentedDesign, type Terms } from '../baseline/segmented-design.ts';
import { type Row, rowsIn, type Timeline } from '../baseline/timeline.ts';
import type { GlmFit } from '../statistics/glm.ts';
import { type Inconclusive, inconclusive } from '../statistics/inconclusive.ts';
import type { Interval } from '../statistics/interval.ts';
import { mean } from '../statistics/mean.ts';
import { quasiBinomial } from '../statistics/quasi-binomial.ts';
import { quasiPoisson } from '../statistics/quasi-poisson.ts';

/** An effect on events per exposure, back on the scale of the rate or share. */
export interface CountEffect {
  fit: GlmFit;
  level: Interval;
  /** Mean change per period between the first and the last post period; null where the model has no slope. */
  slope: Interval | null;
  average: Interval;
  /** Level and slope of the line through the average effect with the mean slope, and their covariance: for money. */
  path: { level: number; slope: number; covariance: [number, number, number, number] };
}

/**
 * By how much did a rate or a share change, by a model of its counts?
 *
 * The segmented terms work on the logarithm of the rate (the log odds of the share); effects are differences of expected
 * rates with and without β2 and β3, by the delta method.
 *
 * @param timeline  rows with numerator and denominator
 * @param model     quasi-Poisson or quasi-binomial
 * @param terms     the segmented terms
 * @returns effects in the KPI's unit (`per` included); or inconclusive, e.g. coefficients without bound in a window of zeros
 * @source  McCullagh & Nelder 1989, ch. 4 and 6; Lopez Bernal 2017, Int J Epidemiol 46:348 (segmented, with offset)
 * @example countEffect(timeline, 'quasi-poisson', terms)
 */
export function countEffect(timeline: Timeline, model: CountModel, terms: Terms): CountEffect | Inconclusive {
  const { postStart, periodLength } = timeline;
  const rows = timeline.rows.filter(({ phase }) => phase !== 'stabilization');
  if (!rows.every(hasCounts)) return inconclusive('a period without counts', rows.length, rows.length);
  const design = segmentedDesign(rows, terms, postStart, periodLength);
  const fitCounts = model === 'quasi-poisson' ? quasiPoisson : quasiBinomial;
  const fit = fitCounts(
    rows.map((row) => row.numerator!),
    design.columns,
    rows.map((row) => row.denominator!),
  );
  if (fit.kind === 'inconclusive') return fit;

  const post = rowsIn(timeline, 'post');
  const effectOf = effectsOver(fit, design, rows, ratePer(rows));
  const times = post.map(({ t }) => t - postStart);
  const one = post.map(() => 1 / post.length);
  const first = post.map((_, i) => (i === 0 ? 1 : 0));
  const span = times.at(-1)! - times[0]!;
  const secant = post.map((_, i) => (i === 0 ? -1 / span : i === post.length - 1 ? 1 / span : 0));
  const sloped = terms.change === 'level and slope';
  const found = { level: effectOf(first), average: effectOf(one), slope: sloped ? effectOf(secant) : null };
  const { level, average, slope } = found;
  if (level.kind === 'inconclusive') return level;
  if (average.kind === 'inconclusive') return average;
  if (slope?.kind === 'inconclusive') return slope;
  const centre = mean(times);
  const start = one.map((weight, i) => weight - (sloped ? centre * secant[i]! : 0));
  return { fit, level, slope, average, path: pathOf(effectOf, start, sloped ? secant : null) };
}

type EffectOf = (weights: readonly number[]) => Interval | Inconclusive;

/** Weighted sums of the post periods' effects, in the KPI's unit. */
function effectsOver(fit: GlmFit, { terms, columns }: Design, rows: readonly Row[], per: number): EffectOf {
  const actual = columns.map((column) => column.filter((_, i) => rows[i]!.phase === 'post'));
  const without = actual.map((column, j) =>
    terms[j] === 'level' || terms[j] === 'slope' ? column.map(() => 0) : column,
  );
  return (weights) =>
    fit.effect(
      actual,
      without,
      weights.map((weight) => weight * per),
    );
}

/** Covariance of two sums of effects from three variances: Var(a + b) = Var(a) + Var(b) + 2 Cov(a, b). */
function pathOf(effectOf: EffectOf, start: readonly number[], secant: readonly number[] | null): CountEffect['path'] {
  const [level, levelVariance] = momentsOf(effectOf(start));
  if (secant === null) return { level, slope: 0, covariance: [levelVariance, 0, 0, 0] };
  const [slope, slopeVariance] = momentsOf(effectOf(secant));
  const [, both] = momentsOf(effectOf(start.map((weight, i) => weight + secant[i]!)));
  const shared = (both - levelVariance - slopeVariance) / 2;
  return { level, slope, covariance: [levelVariance, shared, shared, slopeVariance] };
}

function momentsOf(found: Interval | Inconclusive): [estimate: number, variance: number] {
  return found.kind === 'interval' ? [found.estimate, found.standardError ** 2] : [0, 0];
}

function hasCounts({ numerator, denominator }: Row): boolean {
  return numerator !== null && denominator !== null && denominator > 0;
}

/** The multiplier between events per exposure and the KPI's value: 10,000 for "per 10,000 days", 1 for a share. */
export function ratePer(rows: readonly Row[]): number {
  const events = rows.reduce((sum, { numerator }) => sum + numerator!, 0);
  return events === 0 ? 1 : rows.reduce((sum, { value, denominator }) => sum + value * denominator!, 0) / events;
}
