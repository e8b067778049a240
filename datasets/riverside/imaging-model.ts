import type { Hour } from './calendar.ts';
import { pick, type Shares, shares, weekShape } from './monthly-source.ts';
import { type Rhythm, weeklyFactors } from './process.ts';
import { lognormal, type RandomSource } from './random-source.ts';
import type { Site } from './scenario.ts';

/** Imaging as it would be without the deployment: who comes when, with what, and how long it takes. */

export type PatientClass = 'ed' | 'inpatient' | 'outpatient';
export type Priority = 'stat' | 'urgent' | 'routine';

/** Exams a week at scale 1, and how long things take there against main. */
export const EXAMS_PER_WEEK: Record<Site, number> = { main: 400, east: 240, west: 220 };
const SLOWNESS: Record<Site, number> = { main: 1, east: 1.05, west: 0.97 };

const VOLUME: Rhythm = { drift: 0.03, season: 0.05, peak: 6, shared: 0.02, own: 0.02 };
const DURATION: Rhythm = { drift: 0.03, season: 0.05, peak: 5, shared: 0.03, own: 0.02 };

const BUSY = [4, 3, 2, 2, 2, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 7, 6, 5];
const ROUNDS = [2, 2, 2, 2, 3, 5, 8, 9, 9, 8, 8, 7, 6, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2];
const OFFICE = [0, 0, 0, 0, 0, 0, 1, 5, 9, 9, 9, 8, 6, 8, 8, 7, 4, 1, 0, 0, 0, 0, 0, 0];
const HOLIDAY_CLINIC = 0.15;

interface Group {
  name: PatientClass;
  share: number;
  /** Spread over the hours of the week. */
  shape: Float64Array;
  priorities: Shares<Priority>;
  modalities: Shares<string>;
}

const GROUPS: readonly Group[] = [
  {
    name: 'ed',
    share: 0.3,
    shape: weekShape(BUSY, [1.1, 1, 1, 1, 1, 1, 1.05]),
    priorities: shares({ stat: 0.45, urgent: 0.4, routine: 0.15 }),
    modalities: shares({ XR: 0.42, CT: 0.36, US: 0.17, MR: 0.05 }),
  },
  {
    name: 'inpatient',
    share: 0.25,
    shape: weekShape(ROUNDS, [1.1, 1.1, 1.05, 1.05, 1, 0.7, 0.65]),
    priorities: shares({ stat: 0.15, urgent: 0.3, routine: 0.55 }),
    modalities: shares({ XR: 0.45, CT: 0.27, US: 0.14, MR: 0.07, FL: 0.04, NM: 0.03 }),
  },
  {
    name: 'outpatient',
    share: 0.45,
    shape: weekShape(OFFICE, [1.1, 1.05, 1, 1, 0.9, 0.22, 0.04]),
    priorities: shares({ stat: 0.02, urgent: 0.08, routine: 0.9 }),
    modalities: shares({ XR: 0.33, MG: 0.2, US: 0.17, CT: 0.14, MR: 0.12, NM: 0.03, other: 0.01 }),
  },
];

/** Mean minutes from order to exam begin, and the spread of their logarithm. */
const WAIT: Record<Priority, Record<PatientClass, number>> = {
  stat: { ed: 24, inpatient: 24, outpatient: 24 },
  urgent: { ed: 45, inpatient: 45, outpatient: 45 },
  routine: { ed: 60, inpatient: 150, outpatient: 40 },
};
const WAIT_SIGMA = 0.6;

/** Mean minutes of the exam itself. */
const EXAM: Record<string, number> = { CT: 14, MR: 38, XR: 9, US: 24, NM: 55, MG: 16, FL: 25, other: 20 };
const EXAM_SIGMA = 0.35;

/** Mean minutes from exam end to first final report. */
const READ: Record<Priority, Record<PatientClass, number>> = {
  stat: { ed: 58, inpatient: 58, outpatient: 58 },
  urgent: { ed: 120, inpatient: 120, outpatient: 120 },
  routine: { ed: 180, inpatient: 290, outpatient: 320 },
};
const READ_SIGMA = 0.55;

/** Chance that the outside service reads an exam: by day, and by night and at weekends. */
const OUTSOURCED = { day: 0.04, night: 0.55 };

/** What one order asks for and meets, the deployment apart; durations and their means in minutes. */
export interface ExamDraw {
  patientClass: PatientClass;
  priority: Priority;
  modality: string;
  wait: number;
  waitMean: number;
  exam: number;
  read: number;
  readMean: number;
  /** Chance of an outside read, and the luck it is held against. */
  outsourcedChance: number;
  outsourcedLuck: number;
}

/** The orders of one site. */
export class ImagingModel {
  readonly #perWeek: number;
  readonly #slowness: number;
  readonly #volume: Float64Array;
  readonly #pace: Float64Array;
  readonly #rates = [0, 0, 0];

  constructor(site: Site, scale: number, seed: number) {
    this.#perWeek = EXAMS_PER_WEEK[site] * scale;
    this.#slowness = SLOWNESS[site];
    this.#volume = weeklyFactors(seed, 'imaging/volume', site, VOLUME);
    this.#pace = weeklyFactors(seed, 'imaging/duration', site, DURATION);
  }

  /** Orders in this hour; the next draws are of this hour too. */
  rate({ weekday, hour, week, holiday }: Hour): number {
    const base = this.#perWeek * this.#volume[week]!;
    let sum = 0;
    for (const [i, { share, shape, name }] of GROUPS.entries()) {
      const open = holiday && name === 'outpatient' ? HOLIDAY_CLINIC : 1;
      this.#rates[i] = base * share * shape[weekday * 24 + hour]! * open;
      sum += this.#rates[i];
    }
    return sum;
  }

  /** One order of the hour that `rate` was last asked for. */
  draw({ week, weekday, hour }: Hour, random: RandomSource): ExamDraw {
    const group = this.#group(random());
    const priority = pick(group.priorities, random());
    const modality = pick(group.modalities, random());
    const pace = this.#pace[week]! * this.#slowness;
    const waitMean = WAIT[priority][group.name] * pace;
    const readMean = READ[priority][group.name] * pace;
    const isNight = hour < 7 || hour >= 19 || weekday >= 5;
    return {
      patientClass: group.name,
      priority,
      modality,
      wait: lognormal(waitMean, WAIT_SIGMA, random()),
      waitMean,
      exam: lognormal(EXAM[modality]!, EXAM_SIGMA, random()),
      read: lognormal(readMean, READ_SIGMA, random()),
      readMean,
      outsourcedChance: isNight ? OUTSOURCED.night : OUTSOURCED.day,
      outsourcedLuck: random(),
    };
  }

  #group(p: number): Group {
    const [first, second, third] = this.#rates as [number, number, number];
    const at = p * (first + second + third);
    return GROUPS[at < first ? 0 : at < first + second ? 1 : 2]!;
  }
}
