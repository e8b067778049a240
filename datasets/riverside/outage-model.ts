import { END_INSTANT, localDayOf, mondayOf, startOfDay, WEEKS, weekOf } from './calendar.ts';
import { type Rhythm, weeklyFactors } from './process.ts';
import { lognormal, poisson, type RandomSource, randomSource } from './random-source.ts';
import { CHANGES, type Site, weeklyChange } from './scenario.ts';

/** Outages of the program's services, once with the deployments and once without. */

/** A span of down time; instants, and whether the deployment brought it. */
export interface Outage {
  service: string;
  startedAt: number;
  /** NaN while the service is still down. */
  endedAt: number;
  planned: boolean;
  /** Shared by services that fail together, empty otherwise. */
  cause: string;
  isBrought: boolean;
}

/** A service as its outages know it. */
interface ServiceModel {
  id: string;
  site: Site;
  /** Unplanned outages a week. */
  rate: number;
  /** Fails with the site's network. */
  isNetworked: boolean;
  /** Fails in working hours, when it is used. */
  isDaytime: boolean;
}

export const SERVICES: readonly ServiceModel[] = [
  { id: 'pacs-main', site: 'main', rate: 1, isNetworked: true, isDaytime: false },
  { id: 'pacs-east', site: 'east', rate: 1, isNetworked: true, isDaytime: false },
  { id: 'pacs-west', site: 'west', rate: 1, isNetworked: true, isDaytime: false },
  { id: 'lis-main', site: 'main', rate: 0.6, isNetworked: true, isDaytime: false },
  { id: 'lis-east', site: 'east', rate: 0.6, isNetworked: true, isDaytime: false },
  { id: 'or-board', site: 'main', rate: 0.8, isNetworked: false, isDaytime: true },
];

/** Mean minutes of an unplanned outage, and the spread of their logarithm. */
export const OUTAGE_MINUTES = 24;
const OUTAGE_SIGMA = 0.8;
/** Chance a week that a site's network takes its services down together. */
const NETWORK = 0.06;
const RHYTHM: Rhythm = { drift: 0, season: 0.05, peak: 28, shared: 0.05, own: 0.05 };
const MINUTE = 60;
const HOUR = 3600;

/** All outages of all services, in order of their start; none overlaps another of its service. */
export function drawOutages(seed: number): Outage[] {
  const random = randomSource(seed, 'outage');
  const calendars = new Map(SERVICES.map(({ id }) => [id, new ServiceCalendar(id)]));
  for (const { id } of SERVICES) planMaintenance(calendars.get(id)!, random);
  for (const site of ['main', 'east', 'west'] as const) failNetwork(site, calendars, random);
  for (const service of SERVICES) failAlone(service, calendars.get(service.id)!, seed);
  return [...calendars.values()]
    .flatMap(({ outages }) => outages)
    .sort((a, b) => a.startedAt - b.startedAt || (a.service < b.service ? -1 : 1));
}

/** Minutes of the week, 24 hours a day; the weeks of the clock changes have an hour less or more. */
export function weekMinutes(week: number): number {
  return (startOfDay(mondayOf(week + 1)) - startOfDay(mondayOf(week))) / MINUTE;
}

/** One service's outages, kept apart from each other. */
class ServiceCalendar {
  readonly outages: Outage[] = [];
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  /** Adds the outage unless it would touch another one. */
  add(startedAt: number, minutes: number, kind: { planned?: true; cause?: string; isBrought?: true }): boolean {
    const endedAt = startedAt + Math.max(1, Math.round(minutes)) * MINUTE;
    const isFree = this.outages.every((other) => endedAt < other.startedAt || startedAt > other.endedAt);
    if (!isFree || endedAt >= END_INSTANT) return false;
    const { planned = false, cause = '', isBrought = false } = kind;
    this.outages.push({ service: this.#id, startedAt, endedAt, planned, cause, isBrought });
    return true;
  }
}

/** Every fourth Sunday at 02:00, an hour and a half to two and a half. */
function planMaintenance(calendar: ServiceCalendar, random: RandomSource): void {
  for (let week = 1; week < WEEKS; week += 4) {
    calendar.add(startOfDay(mondayOf(week) + 6) + 2 * HOUR, 90 + 60 * random(), { planned: true });
  }
}

function failNetwork(site: Site, calendars: Map<string, ServiceCalendar>, random: RandomSource): void {
  const hit = SERVICES.filter((service) => service.site === site && service.isNetworked);
  for (let week = 0; week < WEEKS; week++) {
    if (random() >= NETWORK) continue;
    const startedAt = someTime(week, false, random);
    const minutes = lognormal(OUTAGE_MINUTES, OUTAGE_SIGMA, random());
    for (const { id } of hit) {
      calendars.get(id)!.add(startedAt, minutes + 4 * random(), { cause: `network-${site}-${week}` });
    }
  }
}

/** The service's own failures, and those that the deployment brings; each has its own luck. */
function failAlone(service: ServiceModel, calendar: ServiceCalendar, seed: number): void {
  const { id, site, rate, isDaytime } = service;
  const own = randomSource(seed, `outage/${id}`);
  const brought = randomSource(seed, `outage/${id}/brought`);
  const factor = weeklyFactors(seed, 'outage/rate', id, RHYTHM);
  const extra = id.startsWith('pacs-') ? weeklyChange('pacs', CHANGES.pacsOutages, site) : null;
  for (let week = 0; week < WEEKS; week++) {
    place(calendar, poisson(rate * factor[week]!, own), week, isDaytime, own);
    if (extra !== null) place(calendar, poisson(extra[week]!, brought), week, isDaytime, brought, true);
  }
}

function place(
  calendar: ServiceCalendar,
  count: number,
  week: number,
  isDaytime: boolean,
  random: RandomSource,
  isBrought = false,
): void {
  for (let i = 0; i < count; i++) {
    const minutes = lognormal(OUTAGE_MINUTES, OUTAGE_SIGMA, random());
    // A week has room for all; a time that is taken is drawn again.
    for (let tries = 0; tries < 100; tries++) {
      const startedAt = someTime(week, isDaytime, random);
      const isInWeek = weekOf(localDayOf(startedAt + (minutes + 1) * MINUTE)) === week;
      if (isInWeek && calendar.add(startedAt, minutes, isBrought ? { isBrought } : {})) break;
    }
  }
}

/** An instant of the week: any, or a working hour of a weekday. */
function someTime(week: number, isDaytime: boolean, random: RandomSource): number {
  const [dayLuck, timeLuck] = [random(), random()];
  const day = mondayOf(week) + Math.floor(dayLuck * (isDaytime ? 5 : 7));
  const seconds = isDaytime ? (6 + 11 * timeLuck) * HOUR : 24 * HOUR * timeLuck;
  return startOfDay(day) + Math.floor(seconds);
}
