import type { Random } from '../../src/statistics/random.ts';
import type { Reading } from './readings.ts';

/** What one method did in one cell. */
export interface Tally {
  series: number;
  /** Intervals given, those that held the truth, and their summed half-widths. */
  answered: number;
  covered: number;
  halfWidths: number;
  /** Series called an improvement. */
  improved: number;
}

/** One simulated series, or program, read by every method: by name, with the truth. */
export type Trial = (random: Random) => { truth: number; readings: Record<string, Reading> };

/** A cell of a table: many trials of one kind. */
export interface Cell {
  table: string;
  row: string;
  column: string;
  trial: Trial;
}

/** Runs a cell. */
export function tallyCell({ trial }: Cell, series: number, random: Random): Record<string, Tally> {
  const tallies: Record<string, Tally> = {};
  for (let i = 0; i < series; i++) {
    const { truth, readings } = trial(random);
    for (const [method, { interval, improved }] of Object.entries(readings)) {
      const tally = tallies[method] ?? { series: 0, answered: 0, covered: 0, halfWidths: 0, improved: 0 };
      tallies[method] = tally;
      tally.series++;
      if (improved) tally.improved++;
      if (interval === null) continue;
      tally.answered++;
      tally.halfWidths += (interval.high - interval.low) / 2;
      if (interval.low <= truth && truth <= interval.high) tally.covered++;
    }
  }
  return tallies;
}

/** Coverage in %, the mean half-width behind it, and how often there was no answer. */
export function coverageText({ series, answered, covered, halfWidths }: Tally): string {
  if (answered === 0) return '–';
  const figures = `${percent(covered, answered)} (${shortest(halfWidths / answered)})`;
  return answered === series ? figures : `${figures}, n/a ${percent(series - answered, series)} %`;
}

/** Share called an improvement, in %. */
export function improvedText({ series, improved }: Tally): string {
  return percent(improved, series);
}

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(1);
}

function shortest(width: number): string {
  return width < 0.1 ? width.toPrecision(2) : width.toFixed(2);
}
