import { normalCdf } from '../../src/statistics/normal.ts';
import type { Hour } from './calendar.ts';
import type { PatientClass, Priority } from './imaging-model.ts';
import { pick, type Shares, shares, weekShape } from './monthly-source.ts';
import { type Rhythm, weeklyFactors } from './process.ts';
import { lognormal, type RandomSource } from './random-source.ts';
import type { Site } from './scenario.ts';

/** The laboratories as they would be without the deployment. */

/** Results a week at scale 1, and how long processing takes there against main. */
export const RESULTS_PER_WEEK: Record<Site, number> = { main: 380, east: 220, west: 180 };
const SLOWNESS: Record<Site, number> = { main: 1, east: 0.95, west: 1.04 };

const VOLUME: Rhythm = { drift: 0.02, season: 0.04, peak: 5, shared: 0.02, own: 0.02 };
const DURATION: Rhythm = { drift: 0.02, season: 0.04, peak: 4, shared: 0.025, own: 0.02 };

const BUSY = [4, 3, 3, 2, 2, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 7, 6, 5];
const MORNING_DRAW = [2, 2, 2, 4, 14, 16, 9, 5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2];
const CLINIC = [0, 0, 0, 0, 0, 0, 2, 8, 10, 10, 9, 7, 5, 6, 6, 5, 3, 1, 0, 0, 0, 0, 0, 0];
const HOLIDAY_CLINIC = 0.1;

const GROUPS: readonly { name: PatientClass; share: number; shape: Float64Array; priorities: Shares<Priority> }[] = [
  {
    name: 'ed',
    share: 0.35,
    shape: weekShape(BUSY, [1.1, 1, 1, 1, 1, 1, 1.05]),
    priorities: shares({ stat: 0.6, urgent: 0.1, routine: 0.3 }),
  },
  {
    name: 'inpatient',
    share: 0.4,
    shape: weekShape(MORNING_DRAW, [1.05, 1.05, 1.05, 1.05, 1, 0.9, 0.9]),
    priorities: shares({ stat: 0.2, urgent: 0.15, routine: 0.65 }),
  },
  {
    name: 'outpatient',
    share: 0.25,
    shape: weekShape(CLINIC, [1.15, 1.05, 1, 1, 0.9, 0.15, 0.02]),
    priorities: shares({ stat: 0.03, urgent: 0, routine: 0.97 }),
  },
];

/** LOINC code, share of the results, mean minutes from receipt to verification of a routine result. */
const TESTS: readonly (readonly [{ code: string; minutes: number }, number])[] = [
  [{ code: '2823-3', minutes: 26 }, 0.16],
  [{ code: '718-7', minutes: 17 }, 0.16],
  [{ code: '2345-7', minutes: 25 }, 0.13],
  [{ code: '2160-0', minutes: 27 }, 0.14],
  [{ code: '89579-7', minutes: 38 }, 0.08],
  [{ code: '5902-2', minutes: 24 }, 0.07],
  [{ code: '1920-8', minutes: 30 }, 0.08],
  [{ code: '3016-3', minutes: 62 }, 0.06],
  [{ code: '2085-9', minutes: 45 }, 0.05],
  [{ code: '4548-4', minutes: 70 }, 0.07],
];
const QUICKNESS: Record<Priority, number> = { stat: 0.62, urgent: 0.8, routine: 1.15 };
export const PROCESSING_SIGMA = 0.5;

/** Mean minutes from collection to receipt, and the spread of their logarithm. */
const TRANSPORT: Record<Priority, Record<PatientClass, number>> = {
  stat: { ed: 13, inpatient: 15, outpatient: 18 },
  urgent: { ed: 18, inpatient: 22, outpatient: 30 },
  routine: { ed: 24, inpatient: 34, outpatient: 55 },
};
const TRANSPORT_SIGMA = 0.5;

/** Added to a specimen already there; part of a timed protocol. Neither changes how long the work takes here. */
const ADD_ON = 0.04;
const TIMED = 0.03;

/** What one specimen meets, the deployment apart; durations and their means in minutes. */
export interface ResultDraw {
  patientClass: PatientClass;
  priority: Priority;
  test: string;
  addOn: boolean;
  timed: boolean;
  transport: number;
  processing: number;
  processingMean: number;
  /** Verification to the chart. */
  posting: number;
}

/** The specimens of one site. */
export class LabModel {
  readonly #perWeek: number;
  readonly #slowness: number;
  readonly #volume: Float64Array;
  readonly #pace: Float64Array;
  readonly #rates = [0, 0, 0];

  constructor(site: Site, scale: number, seed: number) {
    this.#perWeek = RESULTS_PER_WEEK[site] * scale;
    this.#slowness = SLOWNESS[site];
    this.#volume = weeklyFactors(seed, 'lab/volume', site, VOLUME);
    this.#pace = weeklyFactors(seed, 'lab/duration', site, DURATION);
  }

  /** Specimens collected in this hour; the next draws are of this hour too. */
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

  /** One specimen of the hour that `rate` was last asked for. */
  draw({ week }: Hour, random: RandomSource): ResultDraw {
    const group = this.#group(random());
    const priority = pick(group.priorities, random());
    const test = pick(TESTS, random());
    const transportMean = TRANSPORT[priority][group.name];
    const processingMean = test.minutes * QUICKNESS[priority] * this.#pace[week]! * this.#slowness;
    return {
      patientClass: group.name,
      priority,
      test: test.code,
      addOn: random() < ADD_ON,
      timed: random() < TIMED,
      transport: lognormal(transportMean, TRANSPORT_SIGMA, random()),
      processing: lognormal(processingMean, PROCESSING_SIGMA, random()),
      processingMean,
      posting: 0.1 + 1.4 * random(),
    };
  }

  #group(p: number): (typeof GROUPS)[number] {
    const [first, second, third] = this.#rates as [number, number, number];
    const at = p * (first + second + third);
    return GROUPS[at < first ? 0 : at < first + second ? 1 : 2]!;
  }
}

/** How likely does processing with this mean take longer than a deadline, both in minutes? */
export function lateShare(mean: number, deadline: number): number {
  const z = (Math.log(deadline / mean) + PROCESSING_SIGMA ** 2 / 2) / PROCESSING_SIGMA;
  return normalCdf(-z);
}
