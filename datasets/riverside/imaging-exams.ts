import { join } from 'node:path';
import { BROKEN_TIME } from './byte-writer.ts';
import { END_INSTANT, type Hour, isJustSkipped, isRepeated, localDayOf, WEEKS, weekOf } from './calendar.ts';
import type { Generation } from './generation.ts';
import { imagingColumns, imagingPacking } from './imaging-columns.ts';
import { EXAMS_PER_WEEK, type ExamDraw, ImagingModel, type PatientClass, type Priority } from './imaging-model.ts';
import { exportMonths, mishapAt } from './monthly-source.ts';
import { type RandomSource, randomSource, scramble } from './random-source.ts';
import { CHANGES, type Mishap, SITES, type Site, weeklyChange } from './scenario.ts';
import { TableFile } from './table-file.ts';
import type { NewCard, Truth } from './truth.ts';

/** One exam as a row shows it. Times are instants, NaN where nothing happened yet; texts are empty where left out. */
export interface ImagingExam {
  id: number;
  salt: number;
  patient: number;
  department: string;
  modality: string;
  priority: Priority | '';
  patientClass: PatientClass;
  status: 'ordered' | 'completed' | 'cancelled' | 'no-show';
  orderedAt: number;
  beginAt: number;
  endAt: number;
  preliminaryAt: number;
  finalAt: number;
  /** When a forgotten order was cancelled for its age; NaN for all others. */
  expiredAt: number;
  outsourced: boolean;
  mishap: Mishap | null;
  /** The order was stamped by a clock that nobody had moved to summer time. */
  isClockUnmoved: boolean;
}

/** Shares of orders that end without a report; forgotten ones are cancelled after days. No-shows are outpatients only. */
const CANCELLED = 0.03;
const NO_SHOW = 0.02;
const FORGOTTEN = 0.002;
const PRELIMINARY = 0.6;

/** Writes the exams of the three radiology information systems and counts their truth. */
export function writeImagingExams(generation: Generation): void {
  for (const site of SITES) {
    const random = randomSource(generation.seed, `imaging_exam/${site}`);
    const world = new ImagingWorld(site, generation, random);
    exportMonths<ImagingExam>({
      kind: 'imaging_exam',
      random,
      truth: generation.truth,
      open: ({ name }) =>
        new TableFile(
          join(generation.directory, 'extracts', `ris-${site}`, `exams-${name}`),
          imagingColumns(site),
          imagingPacking(site, name),
        ),
      rate: (hour) => world.rate(hour),
      draw: (instant, hour) => world.draw(instant, hour),
      seenAt,
    });
  }
}

/** One site with its deployment: every exam is drawn once and lived twice. */
class ImagingWorld {
  readonly #site: Site;
  readonly #random: RandomSource;
  readonly #model: ImagingModel;
  readonly #truth: Truth;
  readonly #followed: ReturnType<typeof follow> | null;
  readonly #patients: number;
  readonly #statWait: Float64Array;
  readonly #read: Record<Priority, Float64Array>;
  readonly #outsourcing: Float64Array;
  #count = 0;

  constructor(site: Site, { scale, seed, truth }: Generation, random: RandomSource) {
    this.#site = site;
    this.#random = random;
    this.#model = new ImagingModel(site, scale, seed);
    this.#truth = truth;
    this.#followed = site === 'west' ? null : follow(truth, site);
    this.#patients = Math.ceil(EXAMS_PER_WEEK[site] * scale * 60);
    this.#statWait = weeklyChange('pacs', CHANGES.statWait, site);
    this.#outsourcing = weeklyChange('pacs', CHANGES.outsourcing, site);
    this.#read = {
      stat: weeklyChange('pacs', CHANGES.statRead, site),
      urgent: weeklyChange('pacs', CHANGES.urgentRead, site),
      routine: weeklyChange('pacs', CHANGES.routineRead, site),
    };
  }

  rate(hour: Hour): number {
    return this.#model.rate(hour);
  }

  draw(orderedAt: number, hour: Hour): ImagingExam {
    const random = this.#random;
    const drawn = this.#model.draw(hour, random);
    const item = this.#live(drawn, orderedAt, hour.week);
    if (item.isClockUnmoved) this.#truth.countDirt('imaging_exam', 'dst-gap');
    if (isRepeated(orderedAt)) this.#truth.countDirt('imaging_exam', 'dst-overlap');
    endWithoutReport(item, random());
    item.mishap = spoil(item, mishapAt(random()), random());
    const isClean = item.mishap === null && !item.isClockUnmoved;
    if (isClean && item.status === 'completed') this.#countTruth(drawn, item, hour.week);
    return item;
  }

  #live(drawn: ExamDraw, orderedAt: number, week: number): ImagingExam {
    const { priority, wait, exam, read } = drawn;
    const beginAt = Math.round(orderedAt + wait * (1 + (priority === 'stat' ? this.#statWait[week]! : 0)) * 60);
    const endAt = Math.round(beginAt + exam * 60);
    const finalAt = Math.round(endAt + read * (1 + this.#read[priority][week]!) * 60);
    const hasPreliminary = priority !== 'routine' && this.#random() < PRELIMINARY;
    return {
      id: scramble(this.#count++),
      salt: Math.floor(this.#random() * 4294967296),
      patient: scramble(Math.floor(this.#random() * this.#patients)),
      department: 'imaging',
      modality: drawn.modality,
      priority,
      patientClass: drawn.patientClass,
      status: 'completed',
      orderedAt,
      beginAt,
      endAt,
      preliminaryAt: hasPreliminary ? Math.round(endAt + (finalAt - endAt) * 0.4) : Number.NaN,
      finalAt,
      expiredAt: Number.NaN,
      outsourced: drawn.outsourcedLuck < drawn.outsourcedChance * (1 + this.#outsourcing[week]!),
      mishap: null,
      isClockUnmoved: this.#site === 'main' && isJustSkipped(orderedAt),
    };
  }

  #countTruth(drawn: ExamDraw, item: ImagingExam, week: number): void {
    if (this.#followed === null) return;
    const { priority, wait, waitMean, exam, read, readMean, outsourcedChance, outsourcedLuck } = drawn;
    const { all, stat, share, bought, reading } = this.#followed;
    const waitChange = priority === 'stat' ? this.#statWait[week]! : 0;
    const readChange = this.#read[priority][week]!;
    const without = wait + exam + read;
    const observed = without + wait * waitChange + read * readChange;
    const expected = waitMean * waitChange + readMean * readChange;
    all.add(week, observed, without, expected);
    if (priority === 'stat') stat.add(week, observed, without, expected);
    const isStat = priority === 'stat' ? 1 : 0;
    share.add(week, isStat, isStat, 0);
    // These two count in the week of the exam, not of the order.
    const endWeek = weekOf(localDayOf(item.endAt));
    if (endWeek >= WEEKS) return;
    reading.add(endWeek, read * (1 + readChange), read, readMean * readChange);
    const boughtWithout = outsourcedLuck < outsourcedChance ? 1 : 0;
    bought.add(endWeek, item.outsourced ? 1 : 0, boughtWithout, outsourcedChance * this.#outsourcing[week]!);
  }
}

function follow(truth: Truth, site: Site) {
  const follow = (kpi: string, statistic: NewCard['statistic'], measure: string, story: string, maturityDays = 14) =>
    truth.follow({ kpi, deployment: 'pacs', site, department: 'imaging', statistic, measure, story, maturityDays });
  return {
    stat: follow('stat_report', 'mean', 'minutes', 'strong gain', 2),
    all: follow('imaging_report', 'mean', 'minutes', 'a third of what was intended'),
    reading: follow('exam_report', 'mean', 'minutes', 'a third of what was intended'),
    share: follow('stat_share', 'proportion', '1', 'no change', 0),
    bought: follow('outsourced_reads', 'total', 'reads per week', 'gain in cash: nights are read in house'),
  };
}

function endWithoutReport(item: ImagingExam, p: number): void {
  if (p < FORGOTTEN + CANCELLED) item.status = 'cancelled';
  else if (item.patientClass === 'outpatient' && p < FORGOTTEN + CANCELLED + NO_SHOW) item.status = 'no-show';
  else return;
  if (p < FORGOTTEN) item.expiredAt = item.orderedAt + Math.round((2 + (10 * p) / FORGOTTEN) * 86_400);
  item.beginAt = item.endAt = item.preliminaryAt = item.finalAt = Number.NaN;
  item.outsourced = false;
}

/** Spoils an item as its source would. @returns the mishap, or null where it cannot happen to this item */
function spoil(item: ImagingExam, mishap: Mishap | null, p: number): Mishap | null {
  switch (mishap) {
    case 'missing-required':
      if (p < 0.5) item.priority = '';
      else item.orderedAt = Number.NaN;
      return mishap;
    case 'negative-interval':
      if (item.status !== 'completed') return null;
      item.preliminaryAt = Number.NaN;
      item.finalAt = item.orderedAt - Math.round((5 + 55 * p) * 60);
      return mishap;
    case 'bad-timestamp':
      item.orderedAt = BROKEN_TIME;
      return mishap;
    case 'not-in-list':
      item.modality = 'XA';
      return mishap;
    case 'unknown-unit':
      item.department = 'breast-center';
      return mishap;
    case 'future-dated':
      item.orderedAt = END_INSTANT + Math.round((30 + 300 * p) * 86_400);
      item.status = 'ordered';
      item.beginAt = item.endAt = item.preliminaryAt = item.finalAt = Number.NaN;
      return mishap;
    default:
      return null;
  }
}

/** The exam as its row stood at an instant. */
function seenAt(item: ImagingExam, instant: number): ImagingExam {
  if (item.expiredAt > instant) return { ...item, status: 'ordered' };
  if (item.status !== 'completed' || item.finalAt <= instant) return item;
  const known = (at: number) => (at <= instant ? at : Number.NaN);
  return {
    ...item,
    status: item.endAt <= instant ? 'completed' : 'ordered',
    beginAt: known(item.beginAt),
    endAt: known(item.endAt),
    preliminaryAt: known(item.preliminaryAt),
    finalAt: Number.NaN,
    outsourced: false,
  };
}
