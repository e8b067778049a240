import { type Rhythm, weeklyFactors } from './process.ts';
import { lognormal, type RandomSource } from './random-source.ts';
import { CHANGES, weeklyChange } from './scenario.ts';

/** A room's day in the operating department, drawn once and lived twice: with the deployment and without. */

/** West does not operate. */
export const OPERATING_SITES = ['main', 'east'] as const;
export type OperatingSite = (typeof OPERATING_SITES)[number];

/** Rooms at scale 1. */
export const ROOMS: Record<OperatingSite, number> = { main: 6, east: 4 };

/** Minutes of a block, 07:30 to 15:30. */
export const BLOCK_MINUTES = 480;
/** Cases are booked while they are planned to end before this minute, with this much turnover between them. */
const BOOKED_UNTIL = 450;
const BOOKED_TURNOVER = 25;

const LINES = [
  { name: 'General', minutes: 110 },
  { name: '"Orthopedics, spine"', minutes: 150 },
  { name: 'Urology', minutes: 80 },
  { name: 'ENT', minutes: 75 },
  { name: 'Gynecology', minutes: 100 },
] as const;
const BOOKING_SIGMA = 0.35;
const OVERRUN_SIGMA = 0.18;
const CANCELLED = 0.055;

/** Mean minutes from wheels out to wheels in, and the spread of their logarithm. */
const TURNOVER = 31;
const TURNOVER_SIGMA = 0.3;
/** Share of gaps that are planned breaks of the list, longer than any turnover. */
const PLANNED_GAP = 0.04;

/** Share of first cases in the room on time. */
const FIRST_CASE: Record<OperatingSite, number> = { main: 0.55, east: 0.58 };

const PACE: Rhythm = { drift: 0, season: 0.01, peak: 4, shared: 0.01, own: 0.01 };
const TURNING: Rhythm = { drift: 0.02, season: 0.03, peak: 30, shared: 0.02, own: 0.02 };
const PUNCTUALITY: Rhythm = { drift: -0.02, season: 0.03, peak: 24, shared: 0.02, own: 0.02 };

/** A case on a list; minutes count from the block's start. NaN where it never came to the room. */
export interface ListedCase {
  scheduled: number;
  isCancelled: boolean;
  enters: number;
  leaves: number;
}

/** What a room's day shows of the KPIs, in both worlds. */
export interface RoomDay {
  serviceLine: string;
  cases: ListedCase[];
  /** Of the first case listed, if it was performed: on time, on time without the deployment, expected gain. */
  firstCase: [number, number, number] | null;
  /** Per turnover: minutes, minutes without the deployment, expected gain. */
  turnovers: [number, number, number][];
  /** Minutes in room within the block. */
  occupied: number;
  occupiedWithout: number;
}

/** One site's rooms. */
export class OperatingModel {
  readonly #site: OperatingSite;
  readonly #pace: Float64Array;
  readonly #turning: Float64Array;
  readonly #punctuality: Float64Array;
  readonly #turnoverChange: Float64Array;
  readonly #firstCaseChange: Float64Array;

  constructor(site: OperatingSite, seed: number) {
    this.#site = site;
    this.#pace = weeklyFactors(seed, 'or/pace', site, PACE);
    this.#turning = weeklyFactors(seed, 'or/turnover', site, TURNING);
    this.#punctuality = weeklyFactors(seed, 'or/punctuality', site, PUNCTUALITY);
    this.#turnoverChange = weeklyChange('or-platform', CHANGES.turnover, site);
    this.#firstCaseChange = weeklyChange('or-platform', CHANGES.firstCase, site);
  }

  /** One room on one day. */
  draw(room: number, weekday: number, week: number, random: RandomSource): RoomDay {
    const line = LINES[(room + weekday) % LINES.length]!;
    const day: RoomDay = {
      serviceLine: line.name,
      cases: [],
      firstCase: null,
      turnovers: [],
      occupied: 0,
      occupiedWithout: 0,
    };
    // When the room was last left, in either world; NaN before the first case.
    let [left, leftWithout] = [Number.NaN, Number.NaN];
    let scheduled = 0;
    for (;;) {
      const booked = Math.max(30, Math.round(lognormal(line.minutes, BOOKING_SIGMA, random()) / 15) * 15);
      if (day.cases.length > 0 && scheduled + booked > BOOKED_UNTIL) return day;
      if (random() < CANCELLED) {
        day.cases.push({ scheduled, isCancelled: true, enters: Number.NaN, leaves: Number.NaN });
      } else {
        const [enters, entersWithout] = Number.isNaN(left)
          ? this.#firstEntry(day, scheduled, week, random)
          : this.#nextEntry(day, left, leftWithout, week, random);
        const stay = lognormal(booked * this.#pace[week]!, OVERRUN_SIGMA, random());
        [left, leftWithout] = [enters + stay, entersWithout + stay];
        day.cases.push({ scheduled, isCancelled: false, enters, leaves: left });
        day.occupied += withinBlock(enters, left);
        day.occupiedWithout += withinBlock(entersWithout, leftWithout);
      }
      scheduled += booked + BOOKED_TURNOVER;
    }
  }

  #firstEntry(day: RoomDay, scheduled: number, week: number, random: RandomSource): [number, number] {
    const chance = FIRST_CASE[this.#site] * this.#punctuality[week]!;
    const change = this.#firstCaseChange[week]!;
    const [luck, size] = [random(), random()];
    // On time means up to four minutes late; late means six or more: any grace between them counts alike.
    const delay = (isOnTime: boolean) => (isOnTime ? Math.round(12 * size) - 8 : 6 + lognormal(14, 0.7, size));
    const [onTime, onTimeWithout] = [luck < chance + change, luck < chance];
    if (day.cases.length === 0) day.firstCase = [Number(onTime), Number(onTimeWithout), change];
    return [scheduled + delay(onTime), scheduled + delay(onTimeWithout)];
  }

  #nextEntry(day: RoomDay, left: number, leftWithout: number, week: number, random: RandomSource): [number, number] {
    if (random() < PLANNED_GAP) {
      const gap = 100 + 60 * random();
      return [left + gap, leftWithout + gap];
    }
    const mean = TURNOVER * this.#turning[week]!;
    const change = this.#turnoverChange[week]!;
    const without = lognormal(mean, TURNOVER_SIGMA, random());
    const turnover = without * (1 + change);
    day.turnovers.push([turnover, without, mean * change]);
    return [left + turnover, leftWithout + without];
  }
}

function withinBlock(enters: number, leaves: number): number {
  return Math.max(0, Math.min(leaves, BLOCK_MINUTES) - Math.max(enters, 0));
}
