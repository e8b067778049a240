import { countWords } from '../count-words.ts';
import type { Family } from './compare-series.ts';
import type { Grade } from './comparison.ts';
import type { Estimated, Question } from './estimate-series.ts';
import type { Support } from './grade.ts';
import { isBlocking } from './instrument-checks.ts';
import type { Gain, Ground } from './verdict.ts';
import { type Measure, sayAmount, sayBand, sayChange, sayDeclared } from './wording.ts';

/** What was decided, for the sentences. */
export interface Decision {
  ground: Ground;
  gain: Gain | null;
  family: Family;
  breakdownDrift: number | null;
  grade: Grade;
  support: Support;
  /** In the KPI's unit; null where nothing could be shown. */
  minimumDetectableChange: number | null;
}

/**
 * Which sentence tells the verdict? With it, where nothing is shown, the change that could have been.
 *
 * @param estimated  one series
 * @param decision   what was decided
 * @returns one or two sentences
 * @example decisiveReason(estimated, decision)[0]
 *   // 'STAT report in Main Imaging: 14 minutes lower (95 % interval 11 to 17) than it would have been without PACS integration, …'
 */
export function decisiveReason(estimated: Estimated, decision: Decision): string[] {
  const { ground, gain, family, breakdownDrift } = decision;
  const { question, effect, thin } = estimated;
  const { words, minimumImportantChange: delta } = question;
  const name = `${words.label} in ${words.names[question.series.unit]}`;
  if (ground === 'instrument changed') {
    const changes = question.instrument.filter(isBlocking).map(({ message }) => message);
    return [`${name} cannot be compared, because what measures it changed: ${changes.join('; ')}.`];
  }
  if (ground === 'too thin') return [`${name} cannot be judged: ${thin}.`];
  const measure = measureOf(estimated);
  if (effect === null || 'kind' in effect || gain === null) {
    const why = effect !== null && 'kind' in effect ? plainly(effect.reason) : 'no interval can be had';
    return [`${name} allows no interval for its change: ${why}.`, ...detectable(decision, measure)];
  }
  const change = `${name}: ${sayChange(effect.average, measure, question.series.periodLength)} than it would have been without ${words.without}${bandNote(question, gain, measure)}`;
  const important = delta === null ? '' : sayDeclared(delta, measure);
  switch (ground) {
    case 'beyond the importance':
      return [`${change}, beyond the least change that matters (${important}).`];
    case 'beyond zero':
      return delta === null
        ? [`${change}; how much would matter is not declared, so its size cannot be judged.`]
        : [`${change}; better, but not surely by the least change that matters (${important}).`];
    case 'inside the importance':
      return [`${change}: whichever of these values is true, it is less than what matters (${important}).`];
    case 'wrong side of zero':
      return [`${change}, and that is the wrong way.`];
    case 'short baseline':
      return [
        `${change}, if nothing else was moving; ${countWords(estimated.adequacy.periods, 'baseline period')} cannot show that, and no valid bound on ${estimated.method.comparators ? 'the drift of their difference from the comparators' : 'its drift'} stands in for them${breakdownNote(breakdownDrift, measure)}.`,
      ];
    case 'trend alone':
      return [
        `${change}, but only because the trend of the baseline is carried on: by itself the level did not improve. Nobody had claimed this change, and such a sign alone is not taken for one.`,
      ];
    case 'not after adjustment':
      return [
        `${change}; by itself clear of zero, but not among the ${family?.size} claims that are judged together (adjusted p ${sayP(family?.pAdjusted ?? null)}).`,
      ];
    default:
      return [`${change}: no change can be shown.`, ...detectable(decision, measure)];
  }
}

/** How the numbers of a series are said. */
export function measureOf({ question }: Estimated): Measure {
  return { statistic: question.series.statistic, unit: question.words.measure };
}

/** What a method's own words for degenerate data mean to someone who reads the chart. */
const PLAINLY: readonly [RegExp, string][] = [
  [
    /no residual variation/,
    'apart from a step or a line its values do not vary at all, which measured values never do',
  ],
  [
    /autocorrelation at its bound/,
    'each period follows the one before so closely that drift and effect cannot be told apart',
  ],
  [/autocorrelation without/, 'the series does not tell how long a disturbance lasts'],
  [/collinear/, 'trend, season and change cannot be told apart in these periods'],
];

function plainly(reason: string): string {
  return PLAINLY.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
}

function bandNote({ direction }: Question, gain: Gain, measure: Measure): string {
  if (typeof direction === 'string') return '';
  const { estimate, low, high } = gain;
  const by = sayAmount(Math.abs(estimate), (high - low) / 2, measure);
  const band = `the band of ${sayBand(direction, measure)}`;
  // An amount that rounds to nothing is neither here nor there.
  if (!/[1-9]/.test(by)) return `, no nearer to ${band}`;
  return `, ${by} ${estimate > 0 ? 'nearer to' : 'further from'} ${band}`;
}

function detectable({ minimumDetectableChange: smallest }: Decision, measure: Measure): string[] {
  if (smallest === null) return [];
  return [
    `The smallest change that this baseline would show in 80 of 100 cases is ${sayAmount(smallest, smallest / 10, measure)}.`,
  ];
}

function breakdownNote(breakdownDrift: number | null, measure: Measure): string {
  if (breakdownDrift === null || breakdownDrift === 0) return '';
  return `: a steady drift of ${sayAmount(breakdownDrift, breakdownDrift / 10, measure)} a year would explain it`;
}

function sayP(p: number | null): string {
  return p === null ? 'unknown' : p.toFixed(p < 0.1 ? 3 : 2);
}
