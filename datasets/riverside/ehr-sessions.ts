import { isoDay } from './byte-writer.ts';
import { AS_OF, dayNumber, FIRST_DAY, isHoliday, startOfDay, weekdayOf, weekOf } from './calendar.ts';
import { CARE_SITES, type CareSite, CareSource, type CareStream, WARD_DAY } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, flag, number, text, time } from './plain-columns.ts';
import { lognormal, poisson, randomSource } from './random-source.ts';
import type { Column } from './table-file.ts';

interface Session {
  id: number;
  user: number;
  unit: string;
  role: Role;
  activity: string;
  startedAt: number;
  minutes: number;
  scheduled: boolean;
}

const SESSIONS: Column<Session>[] = [
  code('session_id', 'S', (row) => row.id),
  code('user_id', 'U', (row) => row.user),
  text('unit_id', (row) => row.unit),
  text('role', (row) => row.role),
  text('activity', (row) => row.activity),
  time('started_at', (row) => row.startedAt),
  number('active_minutes', (row) => row.minutes),
  flag('scheduled', (row) => row.scheduled),
];

interface Hours {
  unit: string;
  day: number;
  role: Role;
  type: 'scheduled-patient' | 'overtime';
  hours: number;
}

const HOURS: Column<Hours>[] = [
  text('unit_id', (row) => row.unit),
  text('work_date', (row) => isoDay(row.day)),
  text('role', (row) => row.role),
  text('hours_type', (row) => row.type),
  number('hours', (row) => row.hours),
];

const ROLES = ['physician', 'nurse'] as const;
type Role = (typeof ROLES)[number];
const ACTIVITIES = ['notes', 'notes', 'orders', 'review', 'inbox'] as const;
/** Scheduled patient hours of a working day, and what share of them is spent in the record. */
const SCHEDULED: Record<Role, Record<CareSite, number>> = {
  physician: { main: 16, west: 10 },
  nurse: { main: 32, west: 20 },
};
const IN_RECORD: Record<Role, number> = { physician: 0.6, nurse: 0.3 };
const WEEKEND = 0.6;
/** Mean minutes of a stretch of work. */
const STRETCH = 100;
const AFTER_HOURS = 0.14;
/** Overtime of nurses a day, hours. */
const OVERTIME: Record<CareSite, number> = { main: 5, west: 3 };
const OVERTIME_LEAST = 0.5;

const common = { deployment: 'record', department: 'ward', shape: WARD_DAY, perWeek: { main: 0, west: 0 } } as const;
const SESSION_STREAM: CareStream = { ...common, kind: 'ehr_session', system: 'audit-log' };
const HOURS_STREAM: CareStream = { ...common, kind: 'staff_hours', system: 'roster' };

/** Writes the work in the record and counts its truth. */
export function writeSessions(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, SESSION_STREAM, site);
    const file = source.open(SESSIONS);
    const [longer, later] = [source.change('recordTime'), source.change('afterHours')];
    const rate = { statistic: 'rate', measure: 'hours per 8 scheduled hours' } as const;
    const story = 'disbenefit: documentation takes longer';
    const all = source.follow({ ...rate, kpi: 'record_time', story });
    const outside = source.follow({ ...rate, kpi: 'record_after_hours', story });
    for (const day of days()) {
      const week = weekOf(day);
      for (const role of ROLES) {
        const hours = scheduledHours(site, role, day) * generation.scale;
        all(startOfDay(day), 0, 0, 0, hours);
        outside(startOfDay(day), 0, 0, 0, hours);
        const count = poisson((hours * 60 * IN_RECORD[role]) / STRETCH, source.random);
        for (let i = 0; i < count; i++) {
          const session = drawSession(source, day, role, { longer: longer[week]!, later: later[week]! });
          source.write(file, session.row);
          const { minutes, without, isLater, isLaterWithout } = session;
          const [eighths, p] = [8 / 60, AFTER_HOURS + later[week]!];
          all(startOfDay(day), minutes * eighths, without * eighths, STRETCH * longer[week]! * eighths, 0);
          const expected = STRETCH * ((1 + longer[week]!) * p - AFTER_HOURS) * eighths;
          outside(
            startOfDay(day),
            isLater ? minutes * eighths : 0,
            isLaterWithout ? without * eighths : 0,
            expected,
            0,
          );
        }
      }
    }
    source.close(file);
  }
}

/** Writes scheduled patient hours and the overtime of nurses. */
export function writeStaffHours(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, HOURS_STREAM, site);
    const file = source.open(HOURS);
    const change = source.change('overtime');
    const overtime = source.follow({
      kpi: 'nurse_overtime',
      statistic: 'total',
      measure: 'hours per month',
      period: 'month',
      story: 'more during stabilization, no lasting change',
    });
    for (const day of days()) {
      for (const role of ROLES) {
        const hours = scheduledHours(site, role, day) * generation.scale;
        if (hours > 0) source.write(file, { unit: source.unit, day, role, type: 'scheduled-patient', hours });
      }
      const mean = OVERTIME[site] * generation.scale;
      const luck = randomSource(generation.seed, `overtime/${site}/${day}`)();
      const worked = (relative: number) => quarters(OVERTIME_LEAST + lognormal(mean * (1 + relative), 0.5, luck));
      const [observed, without] = [worked(change[weekOf(day)]!), worked(0)];
      overtime(startOfDay(day), observed, without, mean * change[weekOf(day)]!);
      source.write(file, { unit: source.unit, day, role: 'nurse', type: 'overtime', hours: observed });
    }
    source.close(file);
  }
}

function drawSession(source: CareSource, day: number, role: Role, change: { longer: number; later: number }) {
  const { random } = source;
  const without = lognormal(STRETCH, 0.5, random());
  const minutes = Math.max(1, Math.round(without * (1 + change.longer)));
  const [luck, start] = [random(), random()];
  const isLater = luck < AFTER_HOURS + change.later;
  const hour = isLater ? 19 + 4 * start : 7 + 11 * start;
  const row: Session = {
    id: source.nextId(),
    user: Math.floor(random() * 20),
    unit: source.unit,
    role,
    activity: ACTIVITIES[Math.floor(random() * ACTIVITIES.length)]!,
    startedAt: startOfDay(day) + Math.floor(hour * 3600),
    minutes,
    scheduled: !isLater,
  };
  return { row, minutes, without, isLater, isLaterWithout: luck < AFTER_HOURS };
}

function scheduledHours(site: CareSite, role: Role, day: number): number {
  return SCHEDULED[role][site] * (weekdayOf(day) >= 5 || isHoliday(day) ? WEEKEND : 1);
}

function* days(): Generator<number> {
  for (let day = dayNumber(FIRST_DAY); day < dayNumber(AS_OF); day++) yield day;
}

function quarters(hours: number): number {
  return Math.round(hours * 4) / 4;
}
