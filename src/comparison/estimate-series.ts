import { type Adequacy, adequacyOf } from '../baseline/adequacy.ts';
import { chooseMethod, type DriftBound, type Method } from '../baseline/choose-method.ts';
import { differenceFrom, type Timeline, timelineOf } from '../baseline/timeline.ts';
import type { Windows } from '../baseline/windows.ts';
import type { Direction, Series } from '../kpi/kpi.ts';
import type { Inconclusive } from '../statistics/inconclusive.ts';
import { type LoggedChange, linkChanges } from './change-log.ts';
import { type Decay, estimateDecay } from './estimate-decay.ts';
import { type Effect, estimateEffect, withoutTrend } from './estimate-effect.ts';
import { estimateTransition, type Transition } from './estimate-transition.ts';
import type { InstrumentCheck } from './instrument-checks.ts';
import { type ProcessBehaviour, processBehaviour } from './limits.ts';
import type { ChartName } from './process-chart.ts';
import { thinness } from './thinness.ts';

/** One statistic of one KPI in one unit, and all that its comparison depends on. */
export interface Question {
  series: Series;
  windows: Windows;
  /** The same statistic in units that never receive the deployment, with windows around this unit's go-live. */
  comparators: readonly { series: Series; windows: Windows }[];
  /** Comparators left out because their own instrument changed. */
  unsound: readonly string[];
  direction: Direction;
  minimumImportantChange: number | null;
  target: number | null;
  drift: DriftBound | null;
  /** A drift bound is declared, but was not sealed before go-live, and so is not believed. */
  unsealedBound: boolean;
  instrument: readonly InstrumentCheck[];
  sealed: boolean;
  /** Logged changes that may have touched the unit. */
  changes: readonly LoggedChange[];
  /** How sentences name things: "STAT report" in "Main Imaging", "minutes", "without PACS integration". */
  words: { label: string; names: Readonly<Record<string, string>>; measure: string; without: string };
  deployment: string;
  /** The process chart asked for by name; null: as the values demand. */
  chart: ChartName | null;
}

/** A question with everything estimated and nothing judged yet: verdicts need the p-values of the whole family. */
export interface Estimated {
  question: Question;
  /** The unit's own values. */
  own: Timeline;
  /** What was modelled: the unit's own values, or their difference from comparators. */
  modelled: Timeline;
  /** Units of comparators that were used, and of those that had too few values beside the unit's. */
  comparators: { used: string[]; dropped: string[] };
  method: Method;
  adequacy: Adequacy;
  behaviour: ProcessBehaviour;
  thin: string | null;
  /** Null where the data are too thin to try. */
  effect: Effect | Inconclusive | null;
  /** The same without β1 and β3: what the breakdown drift is read from. */
  flat: Effect | Inconclusive | null;
  transition: Transition | null;
  decay: Decay | null;
}

/** Share of the unit's periods that a comparator must also have to be used. */
const COMPARATOR_COVERAGE = 0.9;

/**
 * What do the data say, before anything is judged?
 *
 * @example estimateSeries(question).method.name
 */
export function estimateSeries(question: Question): Estimated {
  const { series, windows, direction } = question;
  const own = timelineOf(series, windows);
  const { modelled, used, dropped } = againstComparators(own, question.comparators);
  const behaviour = processBehaviour(own, direction, series.statistic, question.chart);
  const method = chooseMethod(modelled, {
    statistic: series.statistic,
    comparators: used.length > 0,
    drift: question.drift,
  });
  // Items are counted in the unit itself; the difference must only have enough periods.
  const thin = thinness(own, series.statistic) ?? (used.length > 0 ? thinness(modelled, 'total') : null);
  const effect = thin === null ? estimateEffect(modelled, method) : null;
  const estimated = effect !== null && !('kind' in effect);
  const flatIsPrimary = method.model === 'gls-ar1' && !method.terms.trend && method.drift === null;
  const flatMethod = { model: 'gls-ar1' as const, terms: withoutTrend(method.terms), drift: null };
  return {
    question,
    own,
    modelled,
    comparators: { used, dropped },
    method,
    adequacy: adequacyOf(own, modelled, method, direction),
    behaviour: { ...behaviour, signals: linkChanges(behaviour.signals, question.changes, own.periodLength) },
    thin,
    effect,
    flat: thin !== null || flatIsPrimary ? effect : estimateEffect(modelled, flatMethod),
    transition: estimated ? estimateTransition(modelled, method) : null,
    decay: estimated ? estimateDecay(modelled, method.terms, effect) : null,
  };
}

/**
 * A unit's timeline against those of its comparators that have enough of the same periods.
 *
 * @returns the difference, or the unit's own timeline where no comparator can be used
 */
export function againstComparators(
  own: Timeline,
  comparators: Question['comparators'],
): { modelled: Timeline; used: string[]; dropped: string[] } {
  const candidates = comparators.map(({ series, windows }) => ({
    unit: series.unit,
    timeline: timelineOf(series, windows),
  }));
  const usable = candidates.filter(
    ({ timeline }) => differenceFrom(own, [timeline]).rows.length >= COMPARATOR_COVERAGE * own.rows.length,
  );
  const dropped = candidates.filter((candidate) => !usable.includes(candidate)).map(({ unit }) => unit);
  const modelled =
    usable.length === 0
      ? own
      : differenceFrom(
          own,
          usable.map(({ timeline }) => timeline),
        );
  return { modelled, used: usable.map(({ unit }) => unit), dropped };
}
