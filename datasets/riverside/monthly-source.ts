import { type Hour, hoursOf, type Month, months, startOfDay } from './calendar.ts';
import type { RandomSource } from './random-source.ts';
import { DUPLICATE_SHARE, MISHAPS, type Mishap } from './scenario.ts';
import type { TableFile } from './table-file.ts';
import type { Truth } from './truth.ts';

/** A source system that keeps one kind of item and exports them month by month, as known when the month ends. */
export interface MonthlySource<Item extends { mishap: Mishap | null }> {
  kind: string;
  random: RandomSource;
  truth: Truth;
  open(month: Month): TableFile<Item>;
  /** Items an hour. */
  rate(hour: Hour): number;
  draw(instant: number, hour: Hour): Item;
  /** The item as its row stood at an instant; the item itself once nothing is left to happen. */
  seenAt(item: Item, instant: number): Item;
}

/**
 * Which rows does a source system export, file by file?
 *
 * Items arrive as a Poisson process, so a file is in the order of arrival. An item unfinished at the end of its month
 * stands there unfinished and again, finished, on top of the next file. Some clean rows are written twice.
 *
 * @returns nothing; the files are written, rows and dirt counted in `truth`
 */
export function exportMonths<Item extends { mishap: Mishap | null }>(source: MonthlySource<Item>): void {
  const { kind, random, truth } = source;
  let unfinished: Item[] = [];
  for (const month of months()) {
    const file = source.open(month);
    const exportedAt = startOfDay(month.to);
    const again = unfinished;
    unfinished = [];
    const write = (item: Item) => {
      const seen = item.mishap === null ? source.seenAt(item, exportedAt) : item;
      file.write(seen);
      if (item.mishap !== null) return truth.countDirt(kind, item.mishap);
      if (seen !== item) unfinished.push(item);
      if (random() >= DUPLICATE_SHARE) return;
      file.write(seen);
      truth.countDirt(kind, 'exact-duplicate');
    };
    for (const item of again) {
      write(item);
      truth.countDirt(kind, 'sent-again');
    }
    for (const hour of hoursOf(month)) arrivals(source, hour, write);
    truth.countRows(kind, file.close());
  }
}

function arrivals<Item extends { mishap: Mishap | null }>(
  source: MonthlySource<Item>,
  hour: Hour,
  write: (item: Item) => void,
): void {
  const gap = -3600 / source.rate(hour);
  for (let after = gap * Math.log(source.random()); after < 3600; after += gap * Math.log(source.random())) {
    write(source.draw(hour.at + Math.floor(after), hour));
  }
}

/** Which mishap, if any, does this uniform number stand for? */
export function mishapAt(p: number): Mishap | null {
  let left = p;
  for (const [mishap, share] of MISHAPS) {
    left -= share;
    if (left < 0) return mishap;
  }
  return null;
}

/**
 * How do the arrivals of a week spread over its 168 hours?
 *
 * @param hours     24 weights
 * @param weekdays  7 weights, Monday first
 * @returns shares of the week by weekday × 24 + hour; they sum to 1
 */
export function weekShape(hours: readonly number[], weekdays: readonly number[]): Float64Array {
  const shape = Float64Array.from({ length: 168 }, (_, i) => hours[i % 24]! * weekdays[Math.floor(i / 24)]!);
  const sum = shape.reduce((total, weight) => total + weight, 0);
  return shape.map((weight) => weight / sum);
}

/** Values with their shares of the whole. */
export type Shares<T> = readonly (readonly [T, number])[];

/** A table of shares, written as an object: `{ stat: 0.6, routine: 0.4 }`. */
export function shares<T extends string>(table: Record<T, number>): Shares<T> {
  return Object.entries(table) as [T, number][];
}

/** Which entry of a table of shares does this uniform number fall on? The last one takes what is left. */
export function pick<T>(table: Shares<T>, p: number): T {
  let left = p;
  for (const [value, share] of table) {
    left -= share;
    if (left < 0) return value;
  }
  return table[table.length - 1]![0];
}
