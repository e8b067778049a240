import { isoDay } from './byte-writer.ts';
import { AS_OF, dayNumber, FIRST_DAY, mondayOf, WEEKS } from './calendar.ts';
import { CARE_SITES, type CareSite, CareSource, type CareStream, WARD_DAY } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, number, text } from './plain-columns.ts';
import { randomSource, scramble } from './random-source.ts';
import { GO_LIVE } from './scenario.ts';
import type { Column } from './table-file.ts';

/** A user of the record; days count from 1970. */
export interface User {
  id: number;
  startsOn: number;
  /** NaN while the entitlement has no end. */
  endsOn: number;
  /** In (0, 1): users below the share of a week work in the application. */
  reluctance: number;
  /** Days on which a training was completed, in order. */
  trainings: number[];
}

/** The application that the deployment brings. */
export const APPLICATION = 'record';
const USERS: Record<CareSite, number> = { main: 36, west: 24 };
const WORKING_SHARE = 0.65;
const VALID_DAYS = 365;
/** Share of users who repeat their training when it runs out. */
const REFRESHED = 0.6;
const FIRST = dayNumber(FIRST_DAY);
const END = dayNumber(AS_OF);

/** Who may use the application at a site? The same answer to whoever asks. */
export function rosterOf(site: CareSite, scale: number): User[] {
  const random = randomSource(0, `users/${site}`);
  const goLive = dayNumber(GO_LIVE.record.main);
  return Array.from({ length: Math.max(4, Math.round(USERS[site] * scale)) }, (_, i) => {
    const [start, leaves, reluctance] = [random(), random(), random()];
    const startsOn = start < 0.85 ? FIRST - 200 : FIRST + Math.floor(start * 900);
    const endsOn = leaves < 0.1 ? startsOn + 500 + Math.floor(leaves * 4000) : Number.NaN;
    const trainings: number[] = [];
    for (let day = startsOn + Math.floor(20 * random()); day < END; day += VALID_DAYS + Math.floor(60 * random())) {
      if (trainings.length === 0 || random() < REFRESHED) trainings.push(day);
    }
    // Main trains everybody for the go-live.
    if (site === 'main') trainings.push(goLive - 1 - Math.floor(40 * random()));
    const id = scramble(i + (site === 'main' ? 0 : 2 ** 31));
    return { id, startsOn, endsOn, reluctance, trainings: [...new Set(trainings)].sort((a, b) => a - b) };
  });
}

/** How many users of a roster are entitled on a day? */
export function entitledOn(roster: readonly User[], day: number): number {
  return roster.filter((user) => isEntitled(user, day)).length;
}

export function isEntitled({ startsOn, endsOn }: User, day: number): boolean {
  return day >= startsOn && !(day > endsOn);
}

interface UserRow {
  user: User;
  unit: string;
  day: number;
  actions: number;
}

const userId = code<UserRow>('user_id', 'U', ({ user }) => user.id);
const unitId = text<UserRow>('unit_id', ({ unit }) => unit);
const application = text<UserRow>('application', () => APPLICATION);
const dayOf = (name: string, of: (row: UserRow) => number): Column<UserRow> =>
  text(name, (row) => (Number.isNaN(of(row)) ? '' : isoDay(of(row))));

const ENTITLEMENTS = [
  userId,
  unitId,
  application,
  dayOf('starts_on', ({ user }) => user.startsOn),
  dayOf('ends_on', ({ user }) => user.endsOn),
];
const TRAININGS = [
  userId,
  application,
  dayOf('completed_on', ({ day }) => day),
  dayOf('valid_until', ({ day }) => day + VALID_DAYS),
];
const ACTIVITY = [
  userId,
  unitId,
  application,
  dayOf('activity_date', ({ day }) => day),
  number<UserRow>('action_count', ({ actions }) => actions),
];
const common = { deployment: 'record', department: 'ward', shape: WARD_DAY, perWeek: { main: 0, west: 0 } } as const;

/** Writes who may use the record. */
export function writeEntitlements(generation: Generation): void {
  writeRows(generation, { ...common, kind: 'entitlement', system: 'identity' }, ENTITLEMENTS, (_, user) => [
    { day: 0, actions: 0, user },
  ]);
}

/** Writes the trainings that users completed. */
export function writeTrainings(generation: Generation): void {
  writeRows(generation, { ...common, kind: 'training', system: 'learning' }, TRAININGS, (_, user) =>
    user.trainings.map((day) => ({ day, actions: 0, user })),
  );
}

/** Writes who worked in the record on which days. */
export function writeActivity(generation: Generation): void {
  writeRows(generation, { ...common, kind: 'user_activity', system: 'audit-log' }, ACTIVITY, (source, user) =>
    workOf(user, source),
  );
}

/** Two days a week of those who have taken to the application. */
function workOf(user: User, source: CareSource): Omit<UserRow, 'unit'>[] {
  const { random } = source;
  const adoption = source.change('adoption');
  const rows: Omit<UserRow, 'unit'>[] = [];
  for (let week = 0; week < WEEKS; week++) {
    if (user.reluctance > WORKING_SHARE + adoption[week]!) continue;
    const first = Math.floor(random() * 3);
    for (const weekday of [first, first + 2 + Math.floor(random() * 2)]) {
      const day = mondayOf(week) + weekday;
      if (isEntitled(user, day)) rows.push({ day, actions: 8 + Math.floor(random() * 40), user });
    }
  }
  return rows;
}

function writeRows(
  generation: Generation,
  stream: CareStream,
  columns: readonly Column<UserRow>[],
  rowsOf: (source: CareSource, user: User) => readonly Omit<UserRow, 'unit'>[],
): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, stream, site);
    const file = source.open(columns);
    const roster = rosterOf(site, generation.scale);
    if (stream.kind === 'user_activity') nameChanges(source);
    for (const user of roster)
      for (const row of rowsOf(source, user)) source.write(file, { ...row, unit: source.unit });
    source.close(file);
  }
}

function nameChanges(source: CareSource): void {
  source.name(['active_users'], 'share of users who work in it', 'added', 'adoption');
  source.name(['training_valid'], 'trainings kept valid', 'added', null);
}
