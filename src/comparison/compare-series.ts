import { minimumDetectableChange } from '../baseline/adequacy.ts';
import { rowsIn } from '../baseline/timeline.ts';
import { mean } from '../statistics/mean.ts';
import { welch } from '../statistics/welch.ts';
import { assuranceOf } from './assurance.ts';
import type { Comparison, Estimate } from './comparison.ts';
import { counterfactualOf } from './counterfactual.ts';
import { effectModel } from './effect-model.ts';
import { asEstimate, type Effect } from './estimate-effect.ts';
import { type Estimated, estimateSeries, type Question } from './estimate-series.ts';
import { grade, type Support, UNGRADED } from './grade.ts';
import { gradeCaps } from './grade-caps.ts';
import { hangsOnTrend } from './hangs-on-trend.ts';
import { isBlocking } from './instrument-checks.ts';
import { reasonsFor } from './reasons.ts';
import { type Scrutiny, type Subject, scrutinize } from './scrutinize.ts';
import { type Branch, leastFavourable } from './specification-curve.ts';
import { gainOf, verdictOf } from './verdict.ts';

/** The family of claims that a comparison is judged in; null for an exploratory one. */
export type Family = {
  /** Adjusted over the family; null where nothing can be claimed (no interval, or a method that cannot show it). */
  pAdjusted: number | null;
  /** Claims judged together. */
  size: number;
} | null;

/** Added to the name of a count model whose own figures were not used. */
const FALLBACK = 'GLS with AR(1) errors on the rate used instead, its interval being wider or the only one';

/**
 * Did this series change when the deployment went live, in which direction, by how much, and how far can that be trusted?
 *
 * For one series by itself, a family of one. A program's series are estimated first and judged together
 * (compare-program.ts).
 *
 * @param question  a series with its windows, comparators and rules
 * @returns figures, verdict, grade and every reason
 * @example compareSeries(question).verdict  // 'improved'
 */
export function compareSeries(question: Question): Comparison {
  const estimated = estimateSeries(question);
  return conclude(estimated, { pAdjusted: claimP(estimated), size: 1 });
}

/** The unadjusted p of a series' average effect, if an improvement could be claimed at all; else null. */
export function claimP({ question, method, effect }: Estimated): number | null {
  return method.mayImprove && !question.instrument.some(isBlocking) ? (effectOf(effect)?.p ?? null) : null;
}

/**
 * What a series' scrutiny needs of it (scrutinize.ts).
 *
 * @param isClaim  whether it stands in the family of claims; of the others only what could be claimed is doubted
 * @example scrutinize([subjectOf(estimated, true)])
 */
export function subjectOf(estimated: Estimated, isClaim: boolean): Subject {
  const { question, modelled, method } = estimated;
  const { direction, minimumImportantChange } = question;
  const isDoubted = isClaim || !UNGRADED.includes(decide(estimated, null).verdict);
  return {
    adjustment: question.series.adjustment,
    modelled,
    method,
    rule: { direction, minimumImportantChange },
    isDoubted: isDoubted && effectOf(estimated.effect) !== null,
  };
}

/**
 * The verdict on an estimated series, with its grade and reasons.
 *
 * @param estimated  from estimateSeries
 * @param family     its place among the claims judged together
 * @param scrutiny   of its `subjectOf`, and what it could have shown; by default made here, of a series without a twin
 * @example conclude(estimated, null).reasons.at(-1)  // 'Exploratory: …'
 */
export function conclude(
  estimated: Estimated,
  family: Family,
  scrutiny: Scrutiny & Pick<Comparison, 'minimumDetectableChange'> = {
    ...scrutinize([subjectOf(estimated, family !== null)])[0]!,
    minimumDetectableChange: minimumDetectableChange(estimated.modelled, estimated.method),
  },
): Comparison {
  const { question, own, method, behaviour, adequacy } = estimated;
  const { minimumDetectableChange: smallest } = scrutiny;
  const effect = effectOf(estimated.effect);
  const [before, after] = [valuesIn(estimated, 'baseline'), valuesIn(estimated, 'post')];
  const { verdict, ground, gain } = decide(estimated, family);
  const support = supportFor(estimated, verdict, scrutiny);
  const graded = grade(support);
  const breakdownDrift = effect === null ? null : breakdownOf(estimated);
  const naive = welch(before, after);
  const decision = { ground, gain, family, breakdownDrift, grade: graded, support, minimumDetectableChange: smallest };
  return {
    kpi: question.series.kpi,
    statistic: question.series.statistic,
    adjustment: question.series.adjustment,
    unit: question.series.unit,
    deployment: question.deployment,
    method: effect !== null && effect.model !== method.model ? `${method.name}; ${FALLBACK}` : method.name,
    sealed: question.sealed,
    nBaseline: before.length,
    nPost: after.length,
    baseline: before.length === 0 ? null : mean(before),
    post: after.length === 0 ? null : mean(after),
    naive: naive.kind === 'interval' ? asEstimate(naive) : null,
    ...estimatesOf(effect),
    transition: estimated.transition?.average ?? null,
    verdict,
    grade: graded,
    reasons: reasonsFor(estimated, decision),
    p: effect?.p ?? null,
    pAdjusted: family?.pAdjusted ?? null,
    breakdownDrift,
    placebo: support.placebo,
    specifications: support.specifications,
    baselineDrift: adequacy.drift.kind === 'interval' ? asEstimate(adequacy.drift) : null,
    adequacy,
    minimumDetectableChange: smallest,
    counterfactual: effect === null ? [] : counterfactualOf(effect, own, estimated.modelled),
    assurance: assuranceOf(behaviour.limits, question.target, question.direction),
    ...behaviour,
    model: effect === null ? null : effectModel(effect, own.postStart, estimated.transition),
  };
}

function decide(estimated: Estimated, family: Family) {
  const { question, thin, method } = estimated;
  const effect = effectOf(estimated.effect);
  const gain = effect === null ? null : gainOf(effect.average, question.direction, mean(valuesIn(estimated, 'post')));
  const decided = verdictOf({
    blocked: question.instrument.filter(isBlocking).map(({ message }) => message),
    thin,
    gain,
    minimumImportantChange: question.minimumImportantChange,
    mayImprove: method.mayImprove,
    trendAlone: family === null && hangsOnTrend(estimated),
    pAdjusted: family?.pAdjusted ?? null,
  });
  return { ...decided, gain };
}

function supportFor(
  estimated: Estimated,
  verdict: Comparison['verdict'],
  { placebo, branches }: Scrutiny,
): Support & Pick<Comparison, 'specifications' | 'placebo'> {
  const { question, adequacy, comparators } = estimated;
  const effect = effectOf(estimated.effect);
  const base = { verdict, comparators: comparators.used.length > 0, coversYear: adequacy.coversYear };
  if (effect === null || branches === null) {
    return { ...base, parallelBefore: null, caps: [], placebo: null, specifications: null };
  }
  const { direction, minimumImportantChange: delta } = question;
  const sign = Math.sign(effect.average.estimate);
  // A claim of no material change is borne out by estimates that are immaterial, whatever their sign.
  const agrees = ({ estimate }: Branch) =>
    verdict === 'no material change' ? Math.abs(estimate) < delta! : Math.sign(estimate) === sign;
  const counted = branches.filter((branch) => branch.counted);
  const parallel = parallelBefore(estimated);
  return {
    ...base,
    parallelBefore: parallel,
    caps: gradeCaps(estimated, effect, parallel),
    placebo,
    specifications: {
      n: counted.length,
      agree: counted.filter(agrees).length,
      least: leastFavourable(branches, direction),
      branches,
    },
  };
}

/** Would the drift of the difference before go-live, carried on to the post window, stay inside ±δ? */
function parallelBefore({ adequacy, flat, question, comparators }: Estimated): boolean | null {
  const delta = question.minimumImportantChange;
  const years = effectOf(flat)?.yearsApart;
  if (delta === null || years === undefined || comparators.used.length === 0) return null;
  const { drift } = adequacy;
  return drift.kind === 'interval' && drift.low * years > -delta && drift.high * years < delta;
}

/** max(0, |effect without trend| − half-width) / years between the centres of the windows. */
function breakdownOf({ flat }: Estimated): number | null {
  const effect = effectOf(flat);
  if (effect === null || !(effect.yearsApart > 0)) return null;
  const { estimate, low, high } = effect.average;
  return Math.max(0, Math.abs(estimate) - (high - low) / 2) / effect.yearsApart;
}

function estimatesOf(effect: Effect | null): Record<'level' | 'slope' | 'average' | 'cumulative', Estimate | null> {
  const { level, slope, average, cumulative } = effect ?? { level: null, slope: null, average: null, cumulative: null };
  return { level, slope, average, cumulative };
}

function effectOf(found: Estimated['effect']): Effect | null {
  return found === null || 'kind' in found ? null : found;
}

function valuesIn({ own }: Estimated, phase: 'baseline' | 'post'): number[] {
  return rowsIn(own, phase).map(({ value }) => value);
}
