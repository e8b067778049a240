import { countWords } from '../count-words.ts';
import type { Finding, Severity } from '../finding.ts';
import type { KpiEntry } from '../program/program.ts';
import { spearman } from '../statistics/spearman.ts';
import { stepsWithoutChange } from './change-log.ts';
import type { Comparison } from './comparison.ts';
import type { Estimated } from './estimate-series.ts';
import { settledFrom } from './stabilization-evidence.ts';
import { sayNumber } from './wording.ts';

/** Rank correlation from which small periods count as noisier (measurement rules, §4). */
const NOISY = 0.3;

/**
 * What did the comparison of a series find out that someone should know or do something about?
 *
 * @param estimated  one series
 * @param entry      the program's entry: whom it concerns, and what it accepts
 * @example findingsOf(estimated, entry)[0]?.code  // 'regression-to-the-mean'
 */
export function findingsOf(estimated: Estimated, entry: KpiEntry): Finding[] {
  const { question, adequacy, method, comparators, own } = estimated;
  const { names } = question.words;
  const at = { kpi: entry.id, unit: question.series.unit };
  const findings: Finding[] = [];
  const say = (code: string, severity: Severity, message: string) => {
    const accepted = entry.acknowledge.find(({ check }) => check === code)?.reason;
    findings.push({
      code,
      severity,
      message,
      at,
      ...(entry.owner === null ? {} : { owner: entry.owner }),
      ...(accepted === undefined ? {} : { acknowledged: accepted }),
    });
  };
  for (const { check, blocks, message } of question.instrument) say(check, blocks ? 'fail' : 'warn', message);
  if (adequacy.regressionToTheMean) {
    const by = sayNumber(adequacy.lastQuarterWorseBy!, 1);
    say(
      'regression-to-the-mean',
      'warn',
      `the last quarter of the baseline was ${by} SD worse than the whole: some of an improvement may be a return to the usual`,
    );
  }
  if (adequacy.periods > 0 && !adequacy.coversYear) {
    const { periods, gaps } = adequacy;
    say(
      'baseline-short-of-a-year',
      'warn',
      `the baseline holds ${countWords(periods, 'period')} with ${countWords(gaps, 'gap')}: no season can be taken out`,
    );
  }
  const settled = settledFrom(own);
  if (settled !== null && settled > own.postStart) {
    const late = settled - own.postStart;
    say(
      'not-settled',
      'warn',
      `the process settled ${countWords(late, 'period')} after the declared end of stabilization`,
    );
  }
  if (method.drift?.void) {
    say('drift-bound-void', 'warn', 'the baseline itself drifted faster than the declared drift bound allows');
  }
  if (question.unsealedBound) {
    say('drift-bound-not-sealed', 'warn', 'the declared drift bound was not sealed before go-live, and is not used');
  }
  // Without a log every step would be one.
  const steps = question.changes.length === 0 ? [] : stepsWithoutChange(own, estimated.behaviour.signals);
  if (steps.length > 0) {
    say(
      'step-without-change',
      'info',
      `${steps.length === 1 ? 'a step begins in the period' : 'steps begin in the periods'} from ${steps.join(', ')}, and the change log has nothing beside ${steps.length === 1 ? 'it' : 'them'}`,
    );
  }
  if (noiseFollowsVolume(estimated)) {
    say(
      'noise-follows-volume',
      'info',
      'periods with few observations scatter more: see the specifications weighted by observations',
    );
  }
  for (const unit of comparators.dropped) {
    say('comparator-not-used', 'warn', `comparator «${names[unit]}» has too few of the same periods`);
  }
  for (const unit of question.unsound) {
    say('comparator-not-used', 'warn', `comparator «${names[unit]}» cannot be used, because what measures it changed`);
  }
  return findings;
}

/** Whether |residual| and 1/n rise together, as they do where small periods are noisier. */
function noiseFollowsVolume({ effect }: Estimated): boolean {
  if (effect === null || 'kind' in effect) return false;
  const counted = effect.rows.flatMap(({ n }, i) =>
    n > 0 ? [{ n, residual: Math.abs(effect.fit.residuals[i]!) }] : [],
  );
  const correlation = spearman(
    counted.map(({ residual }) => residual),
    counted.map(({ n }) => 1 / n),
  );
  return typeof correlation === 'number' && correlation > NOISY;
}

/**
 * Where does taking out the case mix turn the sign of an effect (Simpson's paradox)?
 *
 * @param comparisons  crude and standardised ones of the same statistic
 * @returns one finding per pair whose signs differ; no warning where both intervals hold 0, for chance can do that alone
 * @example signFindings(comparisons)[0]?.code  // 'sign-depends-on-mix'
 */
export function signFindings(comparisons: readonly Comparison[]): Finding[] {
  return comparisons.flatMap((crude): Finding[] => {
    if (crude.adjustment !== 'crude' || crude.average === null) return [];
    const { kpi, unit, statistic } = crude;
    const twin = comparisons.find(
      (other) =>
        other.adjustment === 'standardised' &&
        other.kpi === kpi &&
        other.unit === unit &&
        other.statistic === statistic,
    );
    if (!twin?.average || twin.average.estimate * crude.average.estimate >= 0) return [];
    const isNothing = [crude.average, twin.average].every(({ low, high }) => low <= 0 && high >= 0);
    const why = isNothing ? 'neither is demonstrated' : 'the mix made the difference';
    const message = `the ${statistic} moves one way as counted and the other way at a constant mix of cases: ${why}`;
    return [{ code: 'sign-depends-on-mix', severity: isNothing ? 'info' : 'warn', message, at: { kpi, unit } }];
  });
}
