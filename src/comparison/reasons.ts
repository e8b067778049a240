import type { Family } from './compare-series.ts';
import type { Grade } from './comparison.ts';
import type { Estimated, Question } from './estimate-series.ts';
import { CLEAN_PLACEBO, LEAST_PLACEBO_DATES, type Support } from './grade.ts';
import { isBlocking } from './instrument-checks.ts';
import { settledFrom } from './stabilization-evidence.ts';
import type { Gain, Ground } from './verdict.ts';
import { decimalsFor, type Measure, sayAmount, sayChange, sayDeclared, sayNumber } from './wording.ts';

/** What was decided, for the sentences. */
export interface Decision {
  ground: Ground;
  gain: Gain | null;
  family: Family;
  breakdownDrift: number | null;
  grade: Grade;
  support: Support;
}

/**
 * Why this verdict, in sentences a ward manager understands? The decisive one first, then what weakens or qualifies it.
 *
 * @example reasonsFor(estimated, decision)[0]
 *   // 'STAT report in Main Imaging: 14 minutes lower (95 % interval 11 to 17) than it would have been without PACS integration, …'
 */
export function reasonsFor(estimated: Estimated, decision: Decision): string[] {
  return [
    ...decisive(estimated, decision),
    ...instrumentNotes(estimated),
    ...driftNotes(estimated, decision),
    ...decayNote(estimated, decision),
    ...baselineNotes(estimated),
    ...supportNotes(decision),
    ...familyNote(decision),
  ];
}

function decisive(estimated: Estimated, { ground, gain, family, breakdownDrift }: Decision): string[] {
  const { question, effect, thin } = estimated;
  const { words, minimumImportantChange: delta } = question;
  const name = `${words.label} in ${words.unitName}`;
  if (ground === 'instrument changed') {
    const changes = question.instrument.filter(isBlocking).map(({ message }) => message);
    return [`${name} cannot be compared, because what measures it changed: ${changes.join('; ')}.`];
  }
  if (ground === 'too thin') return [`${name} cannot be judged: ${thin}.`];
  const measure = measureOf(estimated);
  if (effect === null || 'kind' in effect || gain === null) {
    const why = effect !== null && 'kind' in effect ? effect.reason : 'no interval';
    return [`${name} allows no interval for its change: ${why}.`, ...detectable(estimated, measure)];
  }
  const change = `${name}: ${sayChange(effect.average, measure)} than it would have been without ${words.without}${bandNote(question, gain, measure)}`;
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
        `${change}, if nothing else was moving; ${estimated.adequacy.periods} baseline periods cannot show that, and neither a valid drift bound nor comparators stand in for them${breakdownNote(breakdownDrift, measure)}.`,
      ];
    case 'not after adjustment':
      return [
        `${change}; by itself clear of zero, but not among the ${family?.size} claims that are judged together (adjusted p ${sayP(family?.pAdjusted ?? null)}).`,
      ];
    default:
      return [`${change}: no change can be shown.`, ...detectable(estimated, measure)];
  }
}

function bandNote({ direction }: Question, gain: Gain, measure: Measure): string {
  if (typeof direction === 'string') return '';
  const { estimate, low, high } = gain;
  const by = sayAmount(Math.abs(estimate), (high - low) / 2, measure);
  const band = `the band of ${sayDeclared(direction.low, measure)} to ${sayDeclared(direction.high, measure)}`;
  if (estimate === 0) return `, and no nearer to ${band} or further from it`;
  return `, ${by} ${estimate > 0 ? 'nearer to' : 'further from'} ${band}`;
}

function detectable({ adequacy }: Estimated, measure: Measure): string[] {
  const { minimumDetectableChange: smallest } = adequacy;
  if (smallest === null) return [];
  return [
    `The smallest change that this baseline would show in 80 of 100 cases is ${sayAmount(smallest, smallest / 10, measure)}.`,
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

function driftNotes(estimated: Estimated, { breakdownDrift, ground }: Decision): string[] {
  const measure = measureOf(estimated);
  const { drift } = estimated.method;
  const notes: string[] = [];
  if (drift?.void) {
    notes.push(
      `The declared drift bound of ${sayDeclared(drift.atMost, measure)} a year is void: the baseline itself drifted faster.`,
    );
  }
  if (breakdownDrift === null || breakdownDrift === 0 || ground === 'short baseline') return notes;
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

function breakdownNote(breakdownDrift: number | null, measure: Measure): string {
  if (breakdownDrift === null || breakdownDrift === 0) return '';
  return `: a steady drift of ${sayAmount(breakdownDrift, breakdownDrift / 10, measure)} a year would explain it`;
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
  const notes: string[] = [];
  if (adequacy.regressionToTheMean) {
    notes.push(
      `The last quarter of the baseline was ${sayNumber(adequacy.lastQuarterWorseBy!, 1)} standard deviations worse than the whole: some of a later improvement may be a return to the usual.`,
    );
  }
  const settled = settledFrom(own);
  if (settled !== null && settled > own.postStart) {
    notes.push(
      `The process had not settled when the declared stabilization ended: it took ${settled - own.postStart} periods more.`,
    );
  }
  for (const unit of comparators.dropped) {
    notes.push(`Comparator ${unit} has too few of the same periods and was not used.`);
  }
  for (const unit of question.unsound) {
    notes.push(`Comparator ${unit} was not used, because what measures it changed.`);
  }
  for (const { window, at, reason } of question.windows.cuts) {
    notes.push(`${window === 'baseline' ? 'The baseline begins' : 'The post window ends'} at ${at}: ${reason}.`);
  }
  return notes;
}

function supportNotes({ grade, support }: Decision): string[] {
  if (grade === '–' || grade === 'A') return [];
  const { placebo, specifications, coversYear } = support;
  const notes: string[] = [];
  if (placebo === null || placebo.dates < LEAST_PLACEBO_DATES) {
    notes.push(`no placebo test is possible (${placebo?.dates ?? 0} feasible dates, ${LEAST_PLACEBO_DATES} needed)`);
  } else if (placebo.falseImproved > CLEAN_PLACEBO * placebo.dates) {
    notes.push(
      `the same method claims a benefit at ${placebo.falseImproved} of ${placebo.dates} dates when nothing went live`,
    );
  }
  if (!coversYear) notes.push('the baseline is short of a year');
  if (specifications === null || specifications.n === 0)
    notes.push('no other defensible specification stands beside it');
  else if (specifications.agree < 0.8 * specifications.n) {
    notes.push(`${specifications.agree} of ${specifications.n} defensible specifications agree`);
  }
  return notes.length === 0 ? [] : [`Evidence grade ${grade}: ${notes.join('; ')}.`];
}

function familyNote({ family, ground }: Decision): string[] {
  if (family !== null || ground === 'instrument changed' || ground === 'too thin') return [];
  return ['Exploratory: no benefit rests on this comparison.'];
}

function measureOf({ question }: Estimated): Measure {
  return { statistic: question.series.statistic, unit: question.words.measure };
}

function sayPerYear(value: number, { low, high }: { low: number; high: number }, measure: Measure): string {
  const share = measure.unit === '1' && (measure.statistic === 'proportion' || measure.statistic === 'ratio') ? 100 : 1;
  return sayNumber(value * share, Math.max(0, decimalsFor(((high - low) / 2) * share)));
}

function sayP(p: number | null): string {
  return p === null ? 'unknown' : p.toFixed(p < 0.1 ? 3 : 2);
}
