import { isoDay } from './byte-writer.ts';
import { dayName, mondayOf, startOfDay, WEEKS } from './calendar.ts';
import { CARE_SITES, CareSource, type CareStream, OFFICE } from './care-source.ts';
import { bedsOf } from './census.ts';
import type { Generation } from './generation.ts';
import { code, number, text } from './plain-columns.ts';
import { lognormal, poisson } from './random-source.ts';
import type { Column } from './table-file.ts';

const common = { deployment: 'record', department: 'ward', shape: OFFICE, perWeek: { main: 0, west: 0 } } as const;

interface Posting {
  id: number;
  unit: string;
  day: number;
  account: string;
  category: string;
  amount: number;
}

const POSTINGS: Column<Posting>[] = [
  code('entry_id', 'G', (row) => row.id),
  text('unit_id', (row) => row.unit),
  text('posted_on', (row) => isoDay(row.day)),
  text('account', (row) => row.account),
  text('category', (row) => row.category),
  number('amount', (row) => row.amount),
];
/** Category, account, and the mean amount a week. */
const CATEGORIES = [
  ['supplies', '6120', 9000],
  ['agency', '6340', 4200],
] as const;
const STREAM: CareStream = { ...common, kind: 'cost', system: 'ledger' };

/** Writes what the wards' cost centres bought, by week. Nothing changes it. */
export function writeCosts(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const file = source.open(POSTINGS);
    const card = { statistic: 'total', measure: 'USD per month', period: 'month', maturityDays: 45 } as const;
    const total = source.follow({ ...card, kpi: 'supplies', story: 'no change' });
    source.name(['supplies_per_bed_day'], 'cost of supplies', 'relative', null);
    for (let week = 0; week < WEEKS; week++) {
      for (const [category, account, mean] of CATEGORIES) {
        const day = mondayOf(week) + Math.floor(source.random() * 5);
        const amount = Math.round(lognormal(mean * generation.scale, 0.15, source.random()) * 100) / 100;
        if (category === 'supplies') total(startOfDay(day), amount, amount, 0);
        source.write(file, { id: source.nextId(), unit: source.unit, day, account, category, amount });
      }
    }
    source.close(file);
  }
}

interface Falls {
  unit: string;
  week: string;
  falls: number;
  bedDays: number;
}

const FALLS: Column<Falls>[] = [
  text('measure', () => 'falls'),
  text('unit_id', (row) => row.unit),
  text('period_start', (row) => row.week),
  number('numerator', (row) => row.falls),
  number('denominator', (row) => row.bedDays),
];
const FALLS_PER_BED_DAY = 0.006;

/** Writes falls and bed-days of the wards, by week. Nothing changes them. */
export function writeFalls(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, { ...common, kind: 'tally', system: 'quality' }, site);
    const file = source.open(FALLS);
    const card = { statistic: 'rate', measure: 'falls per 1,000 bed-days', period: 'month' } as const;
    const rate = source.follow({ ...card, kpi: 'falls', story: 'no change' });
    for (let week = 0; week < WEEKS; week++) {
      const monday = mondayOf(week);
      let bedDays = 0;
      for (let day = monday; day < monday + 7; day++) bedDays += bedsOf(site, 'ward', day, generation).occupied;
      const falls = poisson(bedDays * FALLS_PER_BED_DAY, source.random);
      rate(startOfDay(monday), falls * 1000, falls * 1000, 0, bedDays);
      file.write({ unit: source.unit, week: dayName(monday), falls, bedDays });
    }
    source.close(file);
  }
}
