import { join } from 'node:path';
import { AS_OF, dayName, mondayOf, WEEKS } from './calendar.ts';
import type { Generation } from './generation.ts';
import { EXAMS_PER_WEEK } from './imaging-model.ts';
import { seasonOf, weeklyFactors } from './process.ts';
import { binomial, normal, poisson, randomSource } from './random-source.ts';
import { CHANGES, goLiveWeek, SITES, type Site, weeklyChange } from './scenario.ts';
import { type Column, TableFile } from './table-file.ts';
import { monthIndex } from './truth.ts';

interface TallyRow {
  measure: string;
  unit: string;
  period: string;
  /** NaN where the source wrote N/A. */
  numerator: number;
  denominator: number;
}

const COLUMNS: Column<TallyRow>[] = [
  { name: 'measure', write: (out, row) => out.text(row.measure) },
  { name: 'unit_id', write: (out, row) => out.text(row.unit) },
  { name: 'period_start', write: (out, row) => out.text(row.period) },
  { name: 'numerator', write: (out, row) => out.text(Number.isNaN(row.numerator) ? 'N/A' : String(row.numerator)) },
  { name: 'denominator', write: (out, row) => out.text(String(row.denominator)) },
];

const REPEAT_SHARE = 0.075;
const OVERTIME_HOURS: Record<Site, number> = { main: 120, east: 70, west: 60 };
const OVERTIME_SPREAD = 6;
/** West did not count in these weeks. */
const NOT_COUNTED = ['2023-07-03', '2024-12-23'];
/** This week's rows stand twice. */
const TWICE = '2024-03-04';

/** Writes what the quality office and the payroll count, a file a year, and the truth of both. */
export function writeTallies(generation: Generation): void {
  const { directory, truth } = generation;
  const rows = SITES.flatMap((site) => [...repeatRows(site, generation), ...overtimeRows(site, generation)]);
  rows.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0));
  for (const year of ['2023', '2024', '2025']) {
    const file = new TableFile(join(directory, 'extracts', 'quality', `tally-${year}`), COLUMNS);
    for (const row of rows.filter(({ period }) => period.startsWith(year))) {
      file.write(row);
      if (Number.isNaN(row.numerator)) truth.countDirt('tally', 'missing-required');
      if (row.period !== TWICE) continue;
      file.write(row);
      truth.countDirt('tally', 'exact-duplicate');
    }
    truth.countRows('tally', file.close());
  }
}

/** Exams repeated within three days and all exams, by week. */
function repeatRows(site: Site, { seed, scale, truth }: Generation): TallyRow[] {
  const factor = weeklyFactors(seed, 'imaging/repeats', site, {
    drift: 0,
    season: 0.02,
    peak: 5,
    shared: 0.02,
    own: 0.02,
  });
  const change = weeklyChange('pacs', CHANGES.repeatShare, site);
  const followed =
    site === 'west'
      ? null
      : truth.follow({
          kpi: 'repeat_imaging',
          deployment: 'pacs',
          site,
          department: 'imaging',
          statistic: 'proportion',
          measure: '1',
          story: 'gain: outside images are seen',
        });
  return Array.from({ length: WEEKS }, (_, week) => {
    const period = dayName(mondayOf(week));
    const exams = poisson(EXAMS_PER_WEEK[site] * scale, randomSource(seed, `tally/exams/${site}/${week}`));
    const share = REPEAT_SHARE * factor[week]!;
    // One stream for both worlds: the same luck.
    const luck = () => randomSource(seed, `tally/repeats/${site}/${week}`);
    const numerator = binomial(exams, share + change[week]!, luck());
    followed?.add(week, numerator, binomial(exams, share, luck()), exams * change[week]!, exams);
    const isCounted = site !== 'west' || !NOT_COUNTED.includes(period);
    return {
      measure: 'repeat_imaging',
      unit: `${site}/imaging`,
      period,
      numerator: isCounted ? numerator : Number.NaN,
      denominator: exams,
    };
  });
}

/** Overtime hours paid in the laboratory, by month. */
function overtimeRows(site: Site, { seed, truth }: Generation): TallyRow[] {
  const random = randomSource(seed, `tally/overtime/${site}`);
  const followed =
    site === 'west'
      ? null
      : truth.follow({
          kpi: 'lab_overtime',
          deployment: 'lis',
          site,
          department: 'lab',
          statistic: 'total',
          measure: 'hours per month',
          period: 'month',
          story: site === 'main' ? 'gain' : 'a small loss',
        });
  return Array.from({ length: monthIndex(AS_OF) }, (_, month) => {
    const without =
      OVERTIME_HOURS[site] * (1 + 0.03 * seasonOf((month * 52.18) / 12, 4)) + OVERTIME_SPREAD * normal(random());
    const change = overtimeChange(site, month);
    const numerator = Math.round((without + change) * 2) / 2;
    followed?.add(month, numerator, without, change);
    return {
      measure: 'lab_overtime_hours',
      unit: `${site}/lab`,
      period: dayName(Date.UTC(2023, month, 1) / 86_400_000),
      numerator,
      denominator: 1,
    };
  });
}

/** The change of the month's middle week. */
function overtimeChange(site: Site, month: number): number {
  const middle = Math.floor(((month + 0.5) * 365.25) / 12 / 7);
  const start = goLiveWeek('lis', site);
  return start === null || middle < start
    ? 0
    : weeklyChange('lis', CHANGES.overtimeHours, site)[Math.min(middle, WEEKS - 1)]!;
}
