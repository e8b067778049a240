import { join } from 'node:path';
import { BROKEN_TIME } from './byte-writer.ts';
import { END_INSTANT, type Hour, isRepeated, localDayOf, weekOf } from './calendar.ts';
import type { Generation } from './generation.ts';
import type { PatientClass, Priority } from './imaging-model.ts';
import { labColumns, labPacking } from './lab-columns.ts';
import { LabModel, lateShare, RESULTS_PER_WEEK, type ResultDraw } from './lab-model.ts';
import { exportMonths, mishapAt } from './monthly-source.ts';
import { lognormal, type RandomSource, randomSource, scramble } from './random-source.ts';
import {
  CHANGES,
  goLiveWeek,
  LAB_DEADLINE_MINUTES,
  MAIN_COLLECTION_CLOCK,
  type Mishap,
  SITES,
  type Site,
  weeklyChange,
} from './scenario.ts';
import { TableFile } from './table-file.ts';
import type { Truth } from './truth.ts';

/** One result as a row shows it. Times are instants, NaN where nothing happened yet; texts are empty where left out. */
export interface LabResult {
  id: number;
  salt: number;
  patient: number;
  department: string;
  test: string;
  priority: Priority | '' | 'timed';
  patientClass: PatientClass;
  status: 'collected' | 'final' | 'cancelled';
  addOn: boolean;
  timed: boolean;
  collectedAt: number;
  receivedAt: number;
  verifiedAt: number;
  availableAt: number;
  mishap: Mishap | null;
}

const CANCELLED = 0.015;
/** Share of collections charted only after the result, where nothing changes. */
const CHARTED_LATE = 0.015;

/** Writes the results of the three laboratory systems and counts their truth. */
export function writeLabResults(generation: Generation): void {
  for (const site of SITES) {
    const random = randomSource(generation.seed, `lab_result/${site}`);
    const world = new LabWorld(site, generation, random);
    exportMonths<LabResult>({
      kind: 'lab_result',
      random,
      truth: generation.truth,
      open: ({ name }) =>
        new TableFile(
          join(generation.directory, 'extracts', `lis-${site}`, `results-${name}`),
          labColumns(site),
          labPacking(site, name),
        ),
      rate: (hour) => world.rate(hour),
      draw: (instant, hour) => world.draw(instant, hour),
      seenAt,
    });
  }
}

/** One laboratory with its deployment: every specimen is drawn once and lived twice. */
class LabWorld {
  readonly #site: Site;
  readonly #random: RandomSource;
  readonly #model: LabModel;
  readonly #truth: Truth;
  readonly #followed: ReturnType<typeof follow> | null;
  readonly #patients: number;
  readonly #change: Float64Array;
  readonly #newClockFrom: number;
  #count = 0;

  constructor(site: Site, { scale, seed, truth }: Generation, random: RandomSource) {
    this.#site = site;
    this.#random = random;
    this.#model = new LabModel(site, scale, seed);
    this.#truth = truth;
    this.#followed = site === 'west' ? null : follow(truth, site);
    this.#patients = Math.ceil(RESULTS_PER_WEEK[site] * scale * 40);
    this.#change = weeklyChange('lis', CHANGES.processing, site);
    this.#newClockFrom = goLiveWeek('lis', 'main')!;
  }

  rate(hour: Hour): number {
    return this.#model.rate(hour);
  }

  draw(takenAt: number, hour: Hour): LabResult {
    const random = this.#random;
    const drawn = this.#model.draw(hour, random);
    const item = this.#live(drawn, takenAt, hour.week);
    const isLate = this.#stampCollection(item, hour.week);
    if (isRepeated(item.collectedAt)) this.#truth.countDirt('lab_result', 'dst-overlap');
    if (random() < CANCELLED) cancel(item);
    item.mishap = spoil(item, mishapAt(random()), random());
    if (item.mishap === null && item.status === 'final') this.#countTruth(drawn, item, hour.week, isLate);
    return item;
  }

  #live(drawn: ResultDraw, takenAt: number, week: number): LabResult {
    const receivedAt = Math.round(takenAt + drawn.transport * 60);
    const verifiedAt = Math.round(receivedAt + drawn.processing * (1 + this.#change[week]!) * 60);
    return {
      id: scramble(this.#count++),
      salt: Math.floor(this.#random() * 4294967296),
      patient: scramble(Math.floor(this.#random() * this.#patients)),
      department: 'lab',
      test: drawn.test,
      priority: drawn.priority,
      patientClass: drawn.patientClass,
      status: 'final',
      addOn: drawn.addOn,
      timed: drawn.timed,
      collectedAt: takenAt,
      receivedAt,
      verifiedAt,
      availableAt: Math.round(verifiedAt + drawn.posting * 60),
      mishap: null,
    };
  }

  /** Writes down when the specimen was taken, as the site's clock of that week does. @returns whether only afterwards */
  #stampCollection(item: LabResult, week: number): boolean {
    const [luck, delay] = [this.#random(), this.#random()];
    const isOldMain = this.#site === 'main' && week < this.#newClockFrom;
    const { chartedLateShare, labelLeadMinutes } = MAIN_COLLECTION_CLOCK;
    const lateShare = isOldMain
      ? chartedLateShare.before
      : this.#site === 'main'
        ? chartedLateShare.after
        : CHARTED_LATE;
    const isLate = luck < lateShare;
    if (isLate) {
      item.collectedAt = Math.round(item.availableAt + lognormal(40, 0.6, delay) * 60);
      this.#truth.countDirt('lab_result', 'charted-late');
    } else if (isOldMain) item.collectedAt -= Math.round(lognormal(labelLeadMinutes, 0.5, delay) * 60);
    if (isOldMain) {
      item.collectedAt = toMinute(item.collectedAt);
      item.availableAt = toMinute(item.availableAt + 30);
    }
    return isLate;
  }

  #countTruth(drawn: ResultDraw, item: LabResult, taken: number, isLate: boolean): void {
    if (this.#followed === null || drawn.addOn || item.verifiedAt >= END_INSTANT) return;
    const { processing, processingMean, transport, posting } = drawn;
    const { receipt, collection, outlier } = this.#followed;
    const week = weekOf(localDayOf(item.receivedAt));
    const change = this.#change[taken]!;
    const observed = processing * (1 + change);
    receipt.add(week, observed, processing, processingMean * change);
    if (!isLate) {
      const rest = transport + posting;
      collection.add(taken, rest + observed, rest + processing, processingMean * change);
    }
    if (drawn.priority !== 'stat' || drawn.timed) return;
    const deadline = LAB_DEADLINE_MINUTES - posting;
    const late = (minutes: number) => (minutes > deadline ? 1 : 0);
    const gain = lateShare(processingMean * (1 + change), deadline) - lateShare(processingMean, deadline);
    outlier.add(week, late(observed), late(processing), gain);
  }
}

function follow(truth: Truth, site: Site) {
  const card = { deployment: 'lis', site, department: 'lab' } as const;
  const isMain = site === 'main';
  const story = isMain ? 'gain' : 'disbenefit: results queue for verification';
  const minutes = { ...card, statistic: 'mean', measure: 'minutes', maturityDays: 7 } as const;
  return {
    receipt: truth.follow({ ...minutes, kpi: 'lab_processing', story }),
    collection: truth.follow({
      ...minutes,
      kpi: 'lab_turnaround',
      story: isMain ? 'the clock changed: not comparable' : story,
      comparable: !isMain,
    }),
    outlier: truth.follow({
      ...card,
      kpi: 'lab_stat_outliers',
      statistic: 'proportion',
      measure: '1',
      story,
      maturityDays: 1,
    }),
  };
}

function toMinute(instant: number): number {
  return instant - (((instant % 60) + 60) % 60);
}

function cancel(item: LabResult): void {
  item.status = 'cancelled';
  item.verifiedAt = item.availableAt = Number.NaN;
}

/** Spoils an item as its source would. @returns the mishap, or null where it cannot happen to this item */
function spoil(item: LabResult, mishap: Mishap | null, p: number): Mishap | null {
  switch (mishap) {
    case 'missing-required':
      if (p < 0.5) item.test = '';
      else item.collectedAt = Number.NaN;
      return mishap;
    case 'negative-interval':
      if (item.status !== 'final') return null;
      item.verifiedAt = item.receivedAt - Math.round((2 + 28 * p) * 60);
      return mishap;
    case 'bad-timestamp':
      item.collectedAt = BROKEN_TIME;
      return mishap;
    case 'not-in-list':
      item.priority = 'timed';
      return mishap;
    case 'unknown-unit':
      item.department = 'blood-bank';
      return mishap;
    case 'future-dated':
      item.collectedAt = END_INSTANT + Math.round((30 + 300 * p) * 86_400);
      item.status = 'collected';
      item.receivedAt = item.verifiedAt = item.availableAt = Number.NaN;
      return mishap;
    default:
      return null;
  }
}

/** The result as its row stood at an instant. */
function seenAt(item: LabResult, instant: number): LabResult {
  if (item.status !== 'final' || item.availableAt <= instant) return item;
  const known = (at: number) => (at <= instant ? at : Number.NaN);
  return {
    ...item,
    status: 'collected',
    receivedAt: known(item.receivedAt),
    verifiedAt: known(item.verifiedAt),
    availableAt: Number.NaN,
  };
}
