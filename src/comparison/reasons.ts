import { countWords } from '../count-words.ts';
import { type Decision, decisiveReason, measureOf } from './decisive-reason.ts';
import type { Estimated } from './estimate-series.ts';
import { CLEAN_PLACEBO, LEAST_PLACEBO_DATES } from './grade.ts';
import { hangsOnTrend } from './hangs-on-trend.ts';
import { isBlocking } from './instrument-checks.ts';
import { settledFrom } from './stabilization-evidence.ts';
import type { Ground } from './verdict.ts';
import { decimalsFor, type Measure, sayAmount, sayDeclared, sayNumber } from './wording.ts';

/**
 * Why this verdict, in sentences a ward manager understands? The decisive one first, then what weakens or qualifies it.
 *
 * @example reasonsFor(estimated, decision)[0]
 *   // 'STAT report in Main Imaging: 14 minutes lower (95 % interval 11 to 17) than it would have been without PACS integration, …'
 */
export function reasonsFor(estimated: Estimated, decision: Decision): string[] {
  const first = decisiveReason(estimated, decision);
  if (decision.ground === 'instrument changed' || decision.ground === 'too thin') {
    return [...first, ...instrumentNotes(estimated), ...baselineNotes(estimated)];
  }
  return [
    ...first,
    ...instrumentNotes(estimated),
    ...driftNotes(estimated, decision),
    ...decayNote(estimated, decision),
    ...baselineNotes(estimated),
    ...supportNotes(decision),
    ...familyNote(decision),
  ];
}

function instrumentNotes({ question }: Estimated): string[] {
  const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return question.instrument
    .filter((check) => !isBlocking(check))
    .map(({ message, acknowledged }) =>
      acknowledged === null
        ? `${sentence(message)}.`
        : `${sentence(message)}; accepted by the program: ${acknowledged}.`,
    );
}

/** Where there is something that a drift could leave unproven. */
const CLEAR_OF_ZERO: readonly Ground[] = [
  'beyond the importance',
  'beyond zero',
  'wrong side of zero',
  'not after adjustment',
];

function driftNotes(estimated: Estimated, { breakdownDrift, ground }: Decision): string[] {
  const measure = measureOf(estimated);
  const { drift } = estimated.method;
  const notes: string[] = [];
  if (drift?.void) {
    notes.push(
      `The declared drift bound of ${sayDeclared(drift.atMost, measure)} a year is void: the baseline itself drifted faster.`,
    );
  }
  if (estimated.question.unsealedBound) {
    notes.push('The declared drift bound is not used: it was not sealed before go-live.');
  }
  if ((ground === 'beyond zero' || ground === 'beyond the importance') && hangsOnTrend(estimated)) {
    notes.push(
      'Without the trend there would be no improvement: the level stayed where it was, or got worse, and only a line carried on from the baseline foretold more.',
    );
  }
  if (breakdownDrift === null || breakdownDrift === 0 || !CLEAR_OF_ZERO.includes(ground)) return notes;
  const slope = estimated.adequacy.drift;
  const seen =
    slope.kind === 'interval'
      ? `; the baseline drifted by ${sayPerYear(slope.estimate, slope, measure)} (95 % interval ${sayPerYear(slope.low, slope, measure)} to ${sayPerYear(slope.high, slope, measure)})`
      : '';
  const enough = sayAmount(breakdownDrift, breakdownDrift / 10, measure);
  const opening = estimated.method.terms.trend ? 'Were the trend not in the model, a' : 'A';
  notes.push(`${opening} steady drift of ${enough} a year would be enough to leave it unproven${seen}.`);
  return notes;
}

function decayNote(estimated: Estimated, { ground }: Decision): string[] {
  const { decay } = estimated;
  if (decay === null || (ground !== 'beyond zero' && ground !== 'beyond the importance')) return [];
  const fading = Math.abs(decay.last) < Math.abs(decay.first) && decay.change.low * decay.change.high > 0;
  if (!fading) return [];
  const measure = measureOf(estimated);
  const width = (decay.change.high - decay.change.low) / 2;
  return [
    `It is fading: ${sayAmount(Math.abs(decay.first), width, measure)} in the first quarter after stabilization, ${sayAmount(Math.abs(decay.last), width, measure)} in the last.`,
  ];
}

function baselineNotes({ adequacy, own, comparators, question }: Estimated): string[] {
  const { names } = question.words;
  const notes: string[] = [];
  if (adequacy.regressionToTheMean) {
    notes.push(
      `The last quarter of the baseline was ${sayNumber(adequacy.lastQuarterWorseBy!, 1)} standard deviations worse than the whole: some of a later improvement may be a return to the usual.`,
    );
  }
  const settled = settledFrom(own);
  if (settled !== null && settled > own.postStart) {
    notes.push(
      `The process had not settled when the declared stabilization ended: it took ${countWords(settled - own.postStart, 'more period')}.`,
    );
  }
  for (const unit of comparators.dropped) {
    notes.push(`Comparator ${names[unit]} has too few of the same periods and was not used.`);
  }
  for (const unit of question.unsound) {
    notes.push(`Comparator ${names[unit]} was not used, because what measures it changed.`);
  }
  for (const { window, at, reason } of question.windows.cuts) {
    notes.push(`${window === 'baseline' ? 'The baseline begins' : 'The post window ends'} at ${at}: ${reason}.`);
  }
  return notes;
}

/** What a B without comparators rests on, and cannot test. */
const WANDERING =
  'it rests on the unit’s own past, and no test of that sees a level that wanders slowly by itself; comparators that wander along would';

function supportNotes({ grade, support }: Decision): string[] {
  if (grade === '–' || grade === 'A') return [];
  const { placebo, specifications, coversYear } = support;
  const notes: string[] = [];
  if (placebo === null || placebo.dates < LEAST_PLACEBO_DATES) {
    notes.push(
      `no placebo test is possible (${countWords(placebo?.dates ?? 0, 'feasible date')}, ${LEAST_PLACEBO_DATES} needed)`,
    );
  } else if (placebo.falseImproved > CLEAN_PLACEBO * placebo.dates) {
    notes.push(
      `the same method claims a benefit at ${placebo.falseImproved} of ${countWords(placebo.dates, 'date')} when nothing went live`,
    );
  }
  if (!coversYear) notes.push('the baseline is short of a year');
  if (specifications === null || specifications.n === 0)
    notes.push('no other defensible specification stands beside it');
  else if (specifications.agree < 0.8 * specifications.n) {
    notes.push(`${specifications.agree} of ${specifications.n} defensible specifications agree`);
  }
  notes.push(...support.caps);
  if (grade === 'B' && !support.comparators) notes.push(WANDERING);
  return notes.length === 0 ? [] : [`Evidence grade ${grade}: ${notes.join('; ')}.`];
}

function familyNote({ family }: Decision): string[] {
  return family !== null ? [] : ['Exploratory: no benefit rests on this comparison.'];
}

function sayPerYear(value: number, { low, high }: { low: number; high: number }, measure: Measure): string {
  const share = measure.unit === '1' && (measure.statistic === 'proportion' || measure.statistic === 'ratio') ? 100 : 1;
  return sayNumber(value * share, Math.max(0, decimalsFor(((high - low) / 2) * share)));
}
