import type { EffectModel, TransitionModel } from './comparison.ts';
import type { Effect } from './estimate-effect.ts';
import type { Transition } from './estimate-transition.ts';

const NO_TRANSITION: TransitionModel = {
  periods: [],
  differences: [],
  covariance: [],
  withLasting: { level: [], slope: [] },
  df: 1,
};

/**
 * The lasting effect and the transition as a model that money can be drawn from.
 *
 * @param effect      of one series
 * @param postStart   t of the first post period
 * @param transition  null where there was none
 * @example effectModel(effect, 64, transition).level
 */
export function effectModel(effect: Effect, postStart: number, transition: Transition | null): EffectModel {
  const { fit, rows, path } = effect;
  const post = rows.filter(({ phase }) => phase === 'post');
  return {
    periods: post.map(({ period }) => period),
    times: post.map(({ t }) => t - postStart),
    level: path.level,
    slope: path.slope,
    covariance: path.covariance,
    df: effect.average.df!,
    phi: fit.phi,
    driftHalfWidth: effect.driftHalfWidth,
    transition: transition === null ? NO_TRANSITION : heldTo(effect, transition.model),
    residuals: rows.flatMap(({ phase, period }, i) =>
      phase === 'baseline' ? [{ period, residual: fit.whitened[i]! }] : [],
    ),
  };
}

/** A count model's lasting effect is another fit than the transition's: how they err together is not known, and taken as nil. */
function heldTo({ model }: Effect, transition: TransitionModel): TransitionModel {
  if (model === 'gls-ar1') return transition;
  const none = transition.periods.map(() => 0);
  return { ...transition, withLasting: { level: none, slope: none } };
}
