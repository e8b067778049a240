import { dayNumber, FIRST_DAY, mondayOf, startOfDay, WEEKS } from './calendar.ts';
import { CARE_SITES, CareSource, type CareStream, known, OFFICE } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, flag, number, text, time } from './plain-columns.ts';
import { lognormal, poisson } from './random-source.ts';
import type { Column } from './table-file.ts';
import { entitledOn, rosterOf } from './users.ts';

interface Ticket {
  id: number;
  unit: string;
  service: string;
  category: string;
  priority: 'P2' | 'P3' | 'P4';
  status: 'open' | 'resolved';
  openedAt: number;
  assignedAt: number;
  resolvedAt: number;
  dueAt: number;
  firstContact: boolean | null;
  reopened: number;
  reassigned: number;
  vendorMinutes: number;
}

const COLUMNS: Column<Ticket>[] = [
  code('ticket_id', 'K', (row) => row.id),
  text('unit_id', (row) => row.unit),
  text('service_id', (row) => row.service),
  text('category', (row) => row.category),
  text('priority', (row) => row.priority),
  text('status', (row) => row.status),
  time('opened_at', (row) => row.openedAt),
  time('assigned_at', (row) => row.assignedAt),
  time('resolved_at', (row) => row.resolvedAt),
  time('due_at', (row) => row.dueAt),
  flag('first_contact', (row) => row.firstContact),
  number('reopened_count', (row) => row.reopened),
  number('reassigned_count', (row) => row.reassigned),
  number('vendor_waiting_minutes', (row) => row.vendorMinutes),
];

const STREAM: CareStream = {
  kind: 'support_ticket',
  deployment: 'record',
  department: 'ward',
  system: 'itsm',
  perWeek: { main: 10, west: 6 },
  shape: OFFICE,
};
const CATEGORIES = ['how-to', 'how-to', 'defect', 'access', 'request'] as const;
/** Priority, share, hours in which it is due. */
const PRIORITIES = [
  ['P2', 0.2, 24],
  ['P3', 0.5, 72],
  ['P4', 0.3, 168],
] as const;
const FIRST_CONTACT = 0.4;
const REOPENED = 0.09;
const REASSIGNED = 0.8;
const WAITS_FOR_VENDOR = 0.3;
/** Mean hours until owned and until resolved; the share of the latter that the vendor takes lies in 0.2–0.7. */
const OWNING = [2.5, 1] as const;
const RESOLVING = [38, 0.9] as const;
const HOUR = 3600;

/** Writes the tickets of the service desk and counts their truth. */
export function writeTickets(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const file = source.open(COLUMNS);
    const draw = drawing(source);
    const growth = source.change('tickets');
    const per = 3000;
    const rate = source.follow({
      kpi: 'ticket_rate',
      statistic: 'rate',
      measure: 'tickets per 100 users and 30 days',
      period: 'month',
      story: 'many more during stabilization, hardly more after',
    });
    const roster = rosterOf(site, generation.scale);
    for (let day = dayNumber(FIRST_DAY); day < mondayOf(WEEKS); day++) {
      rate(startOfDay(day), 0, 0, 0, entitledOn(roster, day));
    }
    for (const { at, week } of source.happenings(growth)) {
      const without = 1 / (1 + growth[week]!);
      rate(at, per, per * without, per * (1 - without), 0);
      source.write(file, draw(at, week));
    }
    source.close(file);
  }
}

function drawing(source: CareSource): (at: number, week: number) => Ticket {
  const { random } = source;
  const judge = judging(source);
  const same = ['time_to_resolve', 'agreed_time_to_resolve', 'tickets_in_time', 'unowned_tickets', 'vendor_waiting'];
  source.name([...same, 'vendor_share_of_waiting'], 'handling of a ticket', 'relative', null);
  source.name(['backlog_age'], 'tickets a week', 'relative', 'tickets');
  return (at, week) => {
    const [priority, , due] = pickPriority(random());
    const resolvedAt = at + Math.round(lognormal(...RESOLVING, random()) * HOUR) + 600;
    const ownedAt = Math.min(at + Math.round(lognormal(...OWNING, random()) * HOUR), resolvedAt);
    const isResolved = known(resolvedAt) === resolvedAt;
    const waits = random() < WAITS_FOR_VENDOR ? 0.2 + 0.5 * random() : 0;
    const { isFirst, reopened, reassigned } = judge(at, week, isResolved);
    return {
      id: source.nextId(),
      unit: source.unit,
      service: `record-${source.site}`,
      category: CATEGORIES[Math.floor(random() * CATEGORIES.length)]!,
      priority,
      status: isResolved ? 'resolved' : 'open',
      openedAt: at,
      assignedAt: known(ownedAt),
      resolvedAt: known(resolvedAt),
      dueAt: at + due * HOUR,
      firstContact: isResolved ? isFirst : null,
      reopened,
      reassigned,
      vendorMinutes: isResolved ? Math.round((waits * (resolvedAt - at)) / 60) : 0,
    };
  };
}

/** First contact, reopenings and changes of owner, counted in both worlds. */
function judging(source: CareSource) {
  const { random } = source;
  const change = {
    first: source.change('firstContact'),
    reopened: source.change('reopened'),
    reassigned: source.change('reassigned'),
  };
  const share = { statistic: 'proportion', measure: '1', period: 'month', maturityDays: 30 } as const;
  const first = source.follow({ ...share, kpi: 'first_contact', story: 'gain: the desk knows the record' });
  const again = source.follow({
    ...share,
    kpi: 'reopened_tickets',
    story: 'more during stabilization, no lasting change',
  });
  const moved = source.follow({
    ...share,
    statistic: 'mean',
    measure: 'changes of owner',
    kpi: 'reassignments',
    story: 'gain',
  });
  return (at: number, week: number, isResolved: boolean) => {
    const [firstLuck, againLuck, before] = [random(), random(), poisson(REASSIGNED, random)];
    const [f, r, m] = [change.first[week]!, change.reopened[week]!, change.reassigned[week]!];
    const is = (luck: number, p: number) => (luck < p ? 1 : 0);
    // Changes of owner thin out, or come twice: the same luck, another number.
    const moves = Array.from({ length: before }, () => (m < 0 ? is(random(), 1 + m) : 1 + is(random(), m)));
    const reassigned = moves.reduce((sum, count) => sum + count, 0);
    const [isFirst, reopened] = [is(firstLuck, FIRST_CONTACT + f), is(againLuck, REOPENED + r)];
    if (isResolved) {
      first(at, isFirst, is(firstLuck, FIRST_CONTACT), f);
      again(at, reopened, is(againLuck, REOPENED), r);
      moved(at, reassigned, before, REASSIGNED * m);
    }
    return { isFirst: isFirst === 1, reopened, reassigned };
  };
}

function pickPriority(p: number): (typeof PRIORITIES)[number] {
  return PRIORITIES[p < 0.2 ? 0 : p < 0.7 ? 1 : 2];
}
