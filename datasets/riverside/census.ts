import { isoDay } from './byte-writer.ts';
import { AS_OF, dayNumber, END_INSTANT, FIRST_DAY, startOfDay, weekdayOf } from './calendar.ts';
import { AROUND_THE_CLOCK, CARE_SITES, type CareSite, CareSource, type CareStream } from './care-source.ts';
import type { Generation } from './generation.ts';
import { number, text } from './plain-columns.ts';
import { randomSource } from './random-source.ts';
import type { Column } from './table-file.ts';

interface CensusDay {
  unit: string;
  day: number;
  occupied: number;
  monitored: number;
  staffed: number;
}

const COLUMNS: Column<CensusDay>[] = [
  text('unit_id', (row) => row.unit),
  text('census_date', (row) => isoDay(row.day)),
  number('occupied_bed_days', (row) => row.occupied),
  number('monitored_bed_days', (row) => row.monitored),
  number('staffed_bed_days', (row) => row.staffed),
];

type Department = 'icu' | 'ward';
const BEDS: Record<Department, Record<CareSite, number>> = {
  icu: { main: 14, west: 10 },
  ward: { main: 32, west: 20 },
};
const STREAM = { kind: 'census', deployment: 'record', system: 'adt', shape: AROUND_THE_CLOCK } as const;

/** How many beds of a unit had a patient, a monitor and staff on a day? The same answer to whoever asks. */
export function bedsOf(
  site: CareSite,
  department: Department,
  day: number,
  { seed, scale }: { seed: number; scale: number },
) {
  const random = randomSource(seed, `census/${site}/${department}/${day}`);
  const staffed = Math.max(1, Math.round(BEDS[department][site] * scale));
  const weekend = weekdayOf(day) >= 5 ? -0.05 : 0;
  const occupied = Math.round(staffed * Math.min(1, 0.82 + weekend + 0.16 * (random() - 0.5)));
  return { staffed, occupied, monitored: department === 'icu' ? occupied : Math.round(occupied / 3) };
}

/** Writes the bed-days of critical care and the wards. Nothing changes them. */
export function writeCensus(generation: Generation): void {
  for (const site of CARE_SITES) {
    const stream: CareStream = { ...STREAM, department: 'ward', perWeek: { main: 0, west: 0 } };
    const source = new CareSource(generation, stream, site);
    const file = source.open(COLUMNS);
    const occupancy = source.follow({
      kpi: 'bed_occupancy',
      statistic: 'ratio',
      measure: '1',
      period: 'month',
      story: 'no change',
    });
    for (let day = dayNumber(FIRST_DAY); day < dayNumber(AS_OF) && startOfDay(day) < END_INSTANT; day++) {
      for (const department of ['icu', 'ward'] as const) {
        const beds = bedsOf(site, department, day, generation);
        source.write(file, { unit: `${site}/${department}`, day, ...beds });
        if (department === 'ward') occupancy(startOfDay(day), beds.occupied, beds.occupied, 0, beds.staffed);
      }
    }
    source.close(file);
  }
}
