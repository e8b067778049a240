import { join } from 'node:path';
import { BROKEN_TIME } from './byte-writer.ts';
import { END_INSTANT, instantOf, isHoliday, months, weekdayOf, weekOf } from './calendar.ts';
import type { Generation } from './generation.ts';
import { mishapAt } from './monthly-source.ts';
import { BLOCK_COLUMNS, CASE_COLUMNS } from './or-columns.ts';
import {
  BLOCK_MINUTES,
  type ListedCase,
  OPERATING_SITES,
  OperatingModel,
  type OperatingSite,
  ROOMS,
  type RoomDay,
} from './or-model.ts';
import { lognormal, type RandomSource, randomSource, scramble } from './random-source.ts';
import { DUPLICATE_SHARE, type Mishap } from './scenario.ts';
import { TableFile } from './table-file.ts';
import type { Truth, TwoWorlds } from './truth.ts';

/** One case as a row shows it. Times are instants on the minute, NaN where nothing happened; texts empty where left out. */
export interface OperatingCase {
  id: number;
  salt: number;
  patient: number;
  site: string;
  room: string;
  serviceLine: string;
  caseClass: 'elective' | 'urgent' | 'emergency' | 'add-on';
  status: 'performed' | 'cancelled';
  scheduledAt: number;
  inRoomAt: number;
  outRoomAt: number;
  cancelledAt: number;
  mishap: Mishap | null;
}

/** One block of resource hours. */
export interface OperatingBlock {
  id: number;
  site: OperatingSite;
  room: string;
  serviceLine: string;
  startsAt: number;
  endsAt: number;
  released: boolean;
}

const BLOCK_STARTS = 7.5 * 3600;
const RELEASED = 0.06;
const UNUSED = 0.01;
/** Chance of an emergency or urgent case in a room, after its list; at most one, for two would make a turnover. */
const UNPLANNED = 0.05;
/** Their distance from the list in minutes: more than any turnover. */
const AFTER_LIST = 100;

/** Writes cases and blocks of the operating department's one system, either or both, and counts their truth. */
export function writeOperatingDays(generation: Generation, wanted: { cases: boolean; blocks: boolean }): void {
  const { directory, truth } = generation;
  const folder = join(directory, 'extracts', 'or');
  const sites = OPERATING_SITES.map((site) => new OperatingDepartment(site, generation));
  for (const { name, from, to } of months()) {
    const cases = wanted.cases ? new TableFile(join(folder, `cases-${name}`), CASE_COLUMNS) : null;
    const blocks = wanted.blocks ? new TableFile(join(folder, `blocks-${name}`), BLOCK_COLUMNS) : null;
    for (let day = from; day < to; day++) for (const site of sites) site.work(day, cases, blocks);
    if (cases !== null) truth.countRows('or_case', cases.close());
    if (blocks !== null) truth.countRows('or_block', blocks.close());
  }
}

class OperatingDepartment {
  readonly #site: OperatingSite;
  readonly #random: RandomSource;
  readonly #model: OperatingModel;
  readonly #truth: Truth;
  readonly #followed: ReturnType<typeof follow>;
  readonly #rooms: string[];
  #cases = 0;
  #blocks = 0;

  constructor(site: OperatingSite, { scale, seed, truth }: Generation) {
    this.#site = site;
    this.#random = randomSource(seed, `or/${site}`);
    this.#model = new OperatingModel(site, seed);
    this.#truth = truth;
    this.#followed = follow(truth, site);
    const count = Math.max(1, Math.round(ROOMS[site] * scale));
    this.#rooms = Array.from({ length: count }, (_, i) => `${site.charAt(0).toUpperCase()}-OR${i + 1}`);
  }

  /** One day of every room: lists on working days, unplanned cases on any. */
  work(day: number, cases: TableFile<OperatingCase> | null, blocks: TableFile<OperatingBlock> | null): void {
    const isWorkday = weekdayOf(day) < 5 && !isHoliday(day);
    for (let room = 0; room < this.#rooms.length; room++) {
      const lastOut = isWorkday ? this.#workList(day, room, cases, blocks) : BLOCK_MINUTES;
      if (this.#random() < UNPLANNED) this.#unplanned(day, room, lastOut, cases);
    }
  }

  /** @returns the minute of the block's day at which the room is free */
  #workList(
    day: number,
    room: number,
    cases: TableFile<OperatingCase> | null,
    blocks: TableFile<OperatingBlock> | null,
  ): number {
    const week = weekOf(day);
    const use = this.#random();
    const drawn = this.#model.draw(room, weekdayOf(day), week, this.#random);
    const released = use < RELEASED;
    blocks?.write({
      id: scramble(this.#blocks++),
      site: this.#site,
      room: this.#rooms[room]!,
      serviceLine: drawn.serviceLine,
      startsAt: at(day, 0),
      endsAt: at(day, BLOCK_MINUTES),
      released,
    });
    const isUsed = use >= RELEASED + UNUSED;
    const mishaps = (isUsed ? drawn.cases : []).map((listed) =>
      this.#write(this.#row(day, room, drawn.serviceLine, 'elective', listed), cases),
    );
    if (!released) this.#countTruth(week, isUsed ? drawn : null, mishaps);
    return isUsed ? Math.max(BLOCK_MINUTES, ...drawn.cases.map(({ leaves }) => leaves || 0)) : BLOCK_MINUTES;
  }

  #unplanned(day: number, room: number, lastOut: number, cases: TableFile<OperatingCase> | null): void {
    const random = this.#random;
    const enters = lastOut + AFTER_LIST + lognormal(90, 0.7, random());
    const leaves = enters + lognormal(95, 0.4, random());
    const caseClass = random() < 0.6 ? 'emergency' : 'urgent';
    const listed = { scheduled: enters - 20, isCancelled: false, enters, leaves };
    this.#write(this.#row(day, room, 'General', caseClass, listed), cases);
  }

  #row(
    day: number,
    room: number,
    serviceLine: string,
    caseClass: OperatingCase['caseClass'],
    listed: ListedCase,
  ): OperatingCase {
    const random = this.#random;
    const scheduledAt = at(day, listed.scheduled);
    return {
      id: scramble(this.#cases++),
      salt: Math.floor(random() * 4294967296),
      patient: Math.floor(random() * 4294967296),
      site: this.#site,
      room: this.#rooms[room]!,
      serviceLine,
      caseClass,
      status: listed.isCancelled ? 'cancelled' : 'performed',
      scheduledAt,
      inRoomAt: at(day, listed.enters),
      outRoomAt: at(day, listed.leaves),
      cancelledAt: listed.isCancelled ? scheduledAt - Math.round(lognormal(600, 1, random())) * 60 : Number.NaN,
      mishap: null,
    };
  }

  /** @returns what spoiled the row; null for a clean one */
  #write(row: OperatingCase, cases: TableFile<OperatingCase> | null): Mishap | null {
    row.mishap = spoil(row, mishapAt(this.#random()), this.#random());
    const isTwice = row.mishap === null && this.#random() < DUPLICATE_SHARE;
    if (cases !== null) {
      cases.write(row);
      if (isTwice) cases.write(row);
      if (row.mishap !== null) this.#truth.countDirt('or_case', row.mishap);
      if (isTwice) this.#truth.countDirt('or_case', 'exact-duplicate');
    }
    return row.mishap;
  }

  /** What the extract shows of a room's day. Turnovers and use need every row of it; when the first case began stands in its own. */
  #countTruth(week: number, drawn: RoomDay | null, mishaps: readonly (Mishap | null)[]): void {
    const { firstCase, turnover, utilization } = this.#followed;
    const [first = null] = mishaps;
    const firstIsSeen = first === null || first === 'negative-interval';
    if (drawn !== null && drawn.firstCase !== null && firstIsSeen) firstCase.add(week, ...drawn.firstCase);
    if (mishaps.some((mishap) => mishap !== null)) return;
    const occupied = drawn?.occupied ?? 0;
    const without = drawn?.occupiedWithout ?? 0;
    utilization.add(week, occupied, without, occupied - without, BLOCK_MINUTES);
    if (drawn === null) return;
    for (const worlds of drawn.turnovers) turnover.add(week, ...worlds);
  }
}

function follow(truth: Truth, site: OperatingSite): Record<'firstCase' | 'turnover' | 'utilization', TwoWorlds> {
  const card = { deployment: 'or-platform', site, department: 'or' } as const;
  return {
    firstCase: truth.follow({ ...card, kpi: 'first_case', statistic: 'proportion', measure: '1', story: 'gain' }),
    turnover: truth.follow({
      ...card,
      kpi: 'turnover',
      statistic: 'mean',
      measure: 'minutes',
      story: 'the gain fades',
    }),
    utilization: truth.follow({
      ...card,
      kpi: 'utilization',
      statistic: 'ratio',
      measure: '1',
      story: 'nearly no change: freed minutes are not filled',
    }),
  };
}

/** The instant of a minute of the block's day, to the minute. */
function at(day: number, minute: number): number {
  return Number.isNaN(minute) ? Number.NaN : instantOf(day * 86_400 + BLOCK_STARTS + Math.round(minute) * 60);
}

/** Spoils a row as its source would. @returns the mishap, or null where it cannot happen to this row */
function spoil(row: OperatingCase, mishap: Mishap | null, p: number): Mishap | null {
  switch (mishap) {
    case 'missing-required':
      row.room = '';
      return mishap;
    case 'negative-interval':
      if (row.status !== 'performed') return null;
      row.outRoomAt = row.inRoomAt - Math.round(5 + 55 * p) * 60;
      return mishap;
    case 'bad-timestamp':
      row.scheduledAt = BROKEN_TIME;
      return mishap;
    case 'not-in-list':
      row.caseClass = 'add-on';
      return mishap;
    case 'unknown-unit':
      row.site = 'surgicenter';
      return mishap;
    case 'future-dated':
      row.scheduledAt = END_INSTANT + Math.round(30 + 300 * p) * 86_400;
      row.inRoomAt = row.outRoomAt = Number.NaN;
      row.status = 'cancelled';
      return mishap;
    default:
      return null;
  }
}
