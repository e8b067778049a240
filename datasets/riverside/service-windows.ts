import { join } from 'node:path';
import { AS_OF, dayNumber, FIRST_DAY, instantOf, isHoliday, weekdayOf } from './calendar.ts';
import type { Generation } from './generation.ts';
import { type Column, TableFile } from './table-file.ts';

interface AgreedWindow {
  startsAt: number;
  endsAt: number;
}

const COLUMNS: Column<AgreedWindow>[] = [
  { name: 'service_id', write: (out) => out.text('or-board') },
  { name: 'starts_at', write: (out, window) => out.isoMinute(window.startsAt) },
  { name: 'ends_at', write: (out, window) => out.isoMinute(window.endsAt) },
];

/** Writes the agreed hours of the OR board: 06:00 to 18:00 on working days. All other services are agreed round the clock. */
export function writeServiceWindows({ directory, truth }: Generation): void {
  const file = new TableFile(join(directory, 'extracts', 'itsm', 'agreed-windows'), COLUMNS);
  for (let day = dayNumber(FIRST_DAY); day < dayNumber(AS_OF); day++) {
    if (weekdayOf(day) >= 5 || isHoliday(day)) continue;
    file.write({ startsAt: instantOf(day * 86_400 + 6 * 3600), endsAt: instantOf(day * 86_400 + 18 * 3600) });
  }
  truth.countRows('service', file.close());
}
