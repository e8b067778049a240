import { join } from 'node:path';
import { dayName, END_INSTANT, localDayOf, WEEKS, weekOf } from './calendar.ts';
import type { Generation } from './generation.ts';
import { drawOutages, OUTAGE_MINUTES, type Outage, weekMinutes } from './outage-model.ts';
import { type RandomSource, randomSource, scramble } from './random-source.ts';
import { CHANGES, weeklyChange } from './scenario.ts';
import { type Column, TableFile } from './table-file.ts';
import type { Truth } from './truth.ts';

/** An outage as a ticket records it. */
interface Ticket extends Outage {
  number: number;
  users: number;
  /** The row's cell, blank where it was left out. */
  plannedText: 'true' | 'false' | '';
}

/** The service desk's system exports UTC under its own header names. */
const COLUMNS: Column<Ticket>[] = [
  {
    name: 'number',
    write: (out, { number }) => {
      out.text('INC');
      out.hex(number);
    },
  },
  { name: 'service', write: (out, ticket) => out.text(ticket.service) },
  { name: 'failed_utc', write: (out, ticket) => out.utcTime(ticket.startedAt) },
  { name: 'restored_utc', write: (out, ticket) => out.utcTime(ticket.endedAt) },
  { name: 'planned', write: (out, ticket) => out.text(ticket.plannedText) },
  { name: 'severity', write: (out, { users }) => out.text(users > 150 ? 'P1' : users > 60 ? 'P2' : 'P3') },
  { name: 'users_affected', write: (out, ticket) => out.whole(ticket.users) },
  { name: 'cause', write: (out, ticket) => out.text(ticket.cause) },
];

/** Share of failures that a second ticket describes, inside the first. */
const REPORTED_TWICE = 0.03;
/** Rows that the service desk spoiled, by what is wrong with them; they stand beside the true ones. */
const SPOILED = { 'exact-duplicate': 5, 'missing-required': 3, 'negative-interval': 2, 'unknown-service': 2 } as const;
/** The OR board fails on the last evening, outside its agreed hours, and is down when the extract ends. */
const DOWN_AT_THE_END: Outage = {
  service: 'or-board',
  startedAt: END_INSTANT - 2 * 3600,
  endedAt: Number.NaN,
  planned: false,
  cause: '',
  isBrought: false,
};

/** Writes the outage tickets, a file a year, and counts their truth. */
export function writeOutages({ directory, seed, truth }: Generation): void {
  const outages = drawOutages(seed);
  countTruth(outages, truth);
  const tickets = ticketsOf([...outages, DOWN_AT_THE_END], randomSource(seed, 'outage/tickets'), truth);
  for (const year of ['2023', '2024', '2025']) {
    const file = new TableFile(join(directory, 'extracts', 'itsm', `outages-${year}`), COLUMNS);
    for (const ticket of tickets) if (yearOf(ticket) === year) file.write(ticket);
    truth.countRows('outage', file.close());
  }
}

function ticketsOf(outages: readonly Outage[], random: RandomSource, truth: Truth): Ticket[] {
  const tickets: Ticket[] = [];
  const record = (outage: Outage) => {
    const plannedText = outage.planned ? 'true' : 'false';
    const users = outage.planned ? 0 : 5 + Math.floor(240 * random() ** 2);
    tickets.push({ ...outage, number: scramble(tickets.length), users, plannedText });
  };
  for (const outage of outages) {
    record(outage);
    if (outage.planned || random() >= REPORTED_TWICE || outage.endedAt - outage.startedAt < 240) continue;
    record({ ...outage, startedAt: outage.startedAt + 60, endedAt: outage.endedAt - 60 });
    truth.countDirt('outage', 'overlap');
  }
  const clean = tickets.length;
  for (const [code, rows] of Object.entries(SPOILED)) {
    for (let i = 0; i < rows; i++) {
      const model = tickets[Math.floor(random() * (clean - 1))]!;
      tickets.push(spoiled(model, code as keyof typeof SPOILED, scramble(tickets.length)));
      truth.countDirt('outage', code);
    }
  }
  return tickets;
}

function spoiled(ticket: Ticket, code: keyof typeof SPOILED, number: number): Ticket {
  switch (code) {
    case 'exact-duplicate':
      return ticket;
    case 'missing-required':
      return { ...ticket, number, plannedText: '' };
    case 'negative-interval':
      return { ...ticket, number, endedAt: ticket.startedAt - 600 };
    case 'unknown-service':
      return { ...ticket, number, service: 'pacs-north' };
  }
}

const NOTHING = { minutes: 0, without: 0, count: 0, countWithout: 0, planned: 0 };

function countTruth(outages: readonly Outage[], truth: Truth): void {
  for (const site of ['main', 'east'] as const) {
    const { downtime, availability, restore, maintenance } = follow(truth, site);
    const change = weeklyChange('pacs', CHANGES.pacsOutages, site);
    const own = outages.filter(({ service }) => service === `pacs-${site}`);
    const sums = Array.from({ length: WEEKS }, () => ({ ...NOTHING }));
    for (const { startedAt, endedAt, planned, isBrought } of own) {
      const week = sums[weekOf(localDayOf(startedAt))]!;
      const minutes = (endedAt - startedAt) / 60;
      week.planned += planned ? minutes : 0;
      if (planned) continue;
      week.minutes += minutes;
      week.without += isBrought ? 0 : minutes;
      week.count++;
      week.countWithout += isBrought ? 0 : 1;
    }
    for (const [week, { minutes, without, count, countWithout, planned }] of sums.entries()) {
      const expected = change[week]! * OUTAGE_MINUTES;
      const agreed = weekMinutes(week) - planned;
      downtime.add(week, minutes, without, expected);
      availability.add(week, agreed - minutes, agreed - without, -expected, agreed);
      maintenance.add(week, planned, planned, 0);
      if (count > 0) restore.add(week, minutes, without, 0, count, countWithout);
    }
  }
}

function follow(truth: Truth, site: 'main' | 'east') {
  const card = { deployment: 'pacs', site, department: 'imaging' } as const;
  const story = 'disbenefit: the shared platform fails more often';
  return {
    downtime: truth.follow({ ...card, kpi: 'pacs_downtime', statistic: 'total', measure: 'minutes per week', story }),
    availability: truth.follow({ ...card, kpi: 'pacs_availability', statistic: 'ratio', measure: '1', story }),
    maintenance: truth.follow({
      ...card,
      kpi: 'pacs_maintenance',
      statistic: 'total',
      measure: 'minutes per week',
      story: 'no change',
    }),
    restore: truth.follow({
      ...card,
      kpi: 'pacs_restore',
      maturityDays: 7,
      statistic: 'mean',
      measure: 'minutes',
      story: 'too few outages a week to judge; no change in truth',
    }),
  };
}

function yearOf({ startedAt }: Outage): string {
  return dayName(localDayOf(startedAt)).slice(0, 4);
}
