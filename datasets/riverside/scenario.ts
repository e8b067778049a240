import { dayNumber, WEEKS, weekOf } from './calendar.ts';

/**
 * The story of Riverside, a synthetic program: three hospitals, three deployments, and what each really did. Everything
 * that decides an effect stands here; truth.json is computed from it and from the items drawn with it.
 */

export const SYNTHETIC =
  'Synthetic data: Riverside is an invented three-hospital program, made by a seeded generator; no patient, hospital or vendor is real.';

export const SITES = ['main', 'east', 'west'] as const;
export type Site = (typeof SITES)[number];

/** Weeks after a go-live that count as stabilization, the week of go-live first. */
export const STABILIZATION_WEEKS = 12;

export type DeploymentId = 'pacs' | 'lis' | 'or-platform' | 'alarms' | 'record';

/** What differs by site; west never receives anything and is the comparator. */
type BySite<T> = { main: T; east?: T };

/** Go-live days. */
export const GO_LIVE: Record<DeploymentId, BySite<string>> = {
  pacs: { main: '2024-07-01', east: '2024-10-07' },
  lis: { main: '2024-08-05', east: '2024-12-02' },
  'or-platform': { main: '2024-09-09', east: '2024-11-11' },
  alarms: { main: '2024-09-16' },
  record: { main: '2024-07-01' },
};

/**
 * What a deployment does to one quantity: `opening` in the week of go-live, moving on a straight line to `lasting` in the
 * first post-stabilization week, then on a straight line to `late` 52 weeks further on, and staying there.
 */
export interface Change {
  opening: number;
  lasting: number;
  late: number;
}

const lasting = (opening: number, value: number): Change => ({ opening, lasting: value, late: value });
const atMain = (opening: number, value: number) => ({ main: lasting(opening, value) });

/** Changes by site. Relative ones multiply by 1 + change; the others are added in the unit named. */
export const CHANGES = {
  /** Relative, order to exam begin of STAT exams. */
  statWait: { main: lasting(0.1, -0.15), east: lasting(0.1, -0.12) },
  /** Relative, exam end to final report, by priority. */
  statRead: { main: lasting(0.15, -0.38), east: lasting(0.15, -0.34) },
  urgentRead: { main: lasting(0.12, -0.15), east: lasting(0.12, -0.13) },
  routineRead: { main: lasting(0.1, -0.1), east: lasting(0.1, -0.09) },
  /** Relative, the chance that an exam is read by the outside service. */
  outsourcing: { main: lasting(0.05, -0.5), east: lasting(0.05, -0.42) },
  /** Share of exams that repeat one of the last three days, added. */
  repeatShare: { main: lasting(0.004, -0.02), east: lasting(0.004, -0.016) },
  /** Unplanned outages a week, added: the disbenefit of the shared platform. */
  pacsOutages: { main: lasting(6, 3.2), east: lasting(5, 3) },
  /** Relative, receipt to verification: main gains, east loses. */
  processing: { main: lasting(0.18, -0.12), east: lasting(0.25, 0.2) },
  /** Hours a month, added. */
  overtimeHours: { main: lasting(30, -22), east: lasting(25, 6) },
  /** Share of first cases in the room on time, added. */
  firstCase: { main: lasting(-0.08, 0.15), east: lasting(-0.08, 0.12) },
  /** Relative, wheels out to wheels in: the gain that fades. */
  turnover: {
    main: { opening: 0.12, lasting: -0.22, late: -0.03 },
    east: { opening: 0.12, lasting: -0.2, late: -0.03 },
  },
} satisfies Record<string, BySite<Change>>;

/** The same for critical care and the wards, where only main goes live. */
export const CARE_CHANGES = {
  /** Relative, alarms that reach the nurses: the middleware filters. */
  alarmCount: atMain(0, -0.18),
  /** Relative, raised to delivered and raised to answered. */
  alarmDelivery: atMain(0.3, -0.4),
  alarmAnswer: atMain(0.1, -0.25),
  /** Shares, added: actionable alarms that nobody answers, escalations that reach somebody within a minute. */
  alarmMissed: atMain(0.02, -0.06),
  escalationReached: atMain(-0.04, 0.14),
  /** Shares of messages, added: refused at first, filed without or with the wrong patient, not linked to an order. */
  messageRefused: atMain(0.03, -0.03),
  matchFailed: atMain(0.004, -0.01),
  orphaned: atMain(0.01, -0.02),
  /** Shares of required fields that are filled and of items with a standard code, added. */
  fieldsFilled: atMain(0, 0.035),
  standardCodes: atMain(0, 0.12),
  /** Relative, sent to filed and refused to accepted. */
  messageLatency: atMain(0.1, -0.3),
  queueTime: atMain(0.2, -0.35),
  /** Shares, added: registrations that make a second record, queries that find one. */
  duplicates: atMain(0.01, -0.018),
  queryMatched: atMain(0, 0.12),
  /** Chance that a test is ordered again within the retest interval, added. */
  repeats: atMain(0.01, -0.04),
  /** Relative, minutes in the record; share of them outside scheduled hours, added: documentation takes longer. */
  recordTime: atMain(0.2, 0.06),
  afterHours: atMain(0.05, 0.02),
  /** Shares of claims, added: clean at first, denied; of their fields, filled. */
  cleanClaims: atMain(-0.06, 0.05),
  denials: atMain(0.03, -0.035),
  claimFields: atMain(-0.01, 0.025),
  /** Relative, discharge to bill. */
  billing: atMain(0.25, -0.12),
  /** Tickets: relative; shares of them reopened and solved at first contact, added; changes of owner, relative. */
  tickets: atMain(1.6, 0.1),
  reopened: atMain(0.06, 0),
  firstContact: atMain(-0.1, 0.08),
  reassigned: atMain(0.3, -0.2),
  /** Share of users who work in the application, added. */
  adoption: atMain(-0.1, 0.15),
  /** Share of occasions worked around, added. */
  workarounds: atMain(0.06, -0.05),
  /** Share of reviewed accounts without ground, added; ground lost to access removed, relative. */
  invalidAccounts: atMain(0, -0.03),
  removal: atMain(0, -0.5),
  /** Relative, release to application of updates. */
  patching: atMain(0, -0.2),
  /** Relative, overtime hours of nurses. */
  overtime: atMain(0.4, 0),
} satisfies Record<string, BySite<Change>>;

/**
 * The recording of collection times at main's laboratory: before go-live the label printer stamps them, to the minute and
 * some minutes early, and nurses chart others late; the new system stamps the draw itself, to the second.
 */
export const MAIN_COLLECTION_CLOCK = {
  labelLeadMinutes: 9,
  chartedLateShare: { before: 0.075, after: 0.004 },
} as const;

/** The laboratories' own deadline for STAT results, receipt to availability; program.yaml gives the same. */
export const LAB_DEADLINE_MINUTES = 30;

/** How often the source systems spoil a row, as shares of the rows they write. */
export const MISHAPS = [
  ['missing-required', 0.0015],
  ['negative-interval', 0.003],
  ['bad-timestamp', 0.0003],
  ['not-in-list', 0.0003],
  ['unknown-unit', 0.0002],
  ['future-dated', 0.00005],
] as const;
export type Mishap = (typeof MISHAPS)[number][0];

/** Share of the clean rows that a source system writes twice, byte for byte. */
export const DUPLICATE_SHARE = 0.004;

/** The week of go-live at a site, or null where there is none. */
export function goLiveWeek(deployment: DeploymentId, site: Site): number | null {
  const day = site === 'west' ? undefined : GO_LIVE[deployment][site];
  return day === undefined ? null : weekOf(dayNumber(day));
}

/**
 * How large is a change in each week?
 *
 * @param deployment  brings the change
 * @param changes     by site, or null for a quantity that nothing changes
 * @param site        west stays at 0 throughout
 * @returns WEEKS numbers, 0 before go-live
 * @example weeklyChange('or-platform', CHANGES.turnover, 'main')  // …, 0, 0.12, 0.09, …, -0.22, …, -0.03
 */
export function weeklyChange(deployment: DeploymentId, changes: BySite<Change>, site: Site): Float64Array {
  const values = new Float64Array(WEEKS);
  const start = goLiveWeek(deployment, site);
  const change = site === 'west' ? undefined : changes[site];
  if (change === undefined || start === null) return values;
  const { opening, lasting, late } = change;
  for (let week = start; week < WEEKS; week++) {
    const since = week - start - STABILIZATION_WEEKS;
    const learned = (week - start) / STABILIZATION_WEEKS;
    values[week] =
      since < 0 ? opening + (lasting - opening) * learned : lasting + (late - lasting) * Math.min(1, since / 52);
  }
  return values;
}
