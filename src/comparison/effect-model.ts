import type { EffectModel } from './comparison.ts';
import type { Effect } from './estimate-effect.ts';
import type { Transition } from './estimate-transition.ts';

const NO_TRANSITION: EffectModel['transition'] = { periods: [], differences: [], covariance: [], df: 1 };

/**
 * The lasting effect and the transition as a model that money can be drawn from.
 *
 * @param effect      of one series
 * @param postStart   t of the first post period
 * @param transition  null where there was none
 * @example effectModel(effect, 64, transition).level
 */
export function effectModel(effect: Effect, postStart: number, transition: Transition | null): EffectModel {
  const { fit, design, rows } = effect;
  const post = rows.filter(({ phase }) => phase === 'post');
  const at = (a: number, b: number) => (a < 0 || b < 0 ? 0 : fit.covariance[a * design.terms.length + b]!);
  const level = design.terms.indexOf('level');
  const slope = design.terms.indexOf('slope');
  return {
    periods: post.map(({ period }) => period),
    times: post.map(({ t }) => t - postStart),
    level: fit.coefficients[level]!,
    slope: slope < 0 ? 0 : fit.coefficients[slope]!,
    covariance: [at(level, level), at(level, slope), at(slope, level), at(slope, slope)],
    df: effect.average.df!,
    phi: fit.phi,
    driftHalfWidth: effect.driftHalfWidth,
    transition: transition?.model ?? NO_TRANSITION,
    residuals: rows.flatMap(({ phase, period }, i) =>
      phase === 'baseline' ? [{ period, residual: fit.whitened[i]! }] : [],
    ),
  };
}
