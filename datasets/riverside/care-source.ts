import { join } from 'node:path';
import { END_INSTANT, instantOf, mondayOf, WEEKS } from './calendar.ts';
import type { Generation } from './generation.ts';
import { weekShape } from './monthly-source.ts';
import { type Rhythm, weeklyFactors } from './process.ts';
import { poisson, type RandomSource, randomSource, scramble } from './random-source.ts';
import { CARE_CHANGES, type DeploymentId, DUPLICATE_SHARE, weeklyChange } from './scenario.ts';
import { type Column, TableFile } from './table-file.ts';
import type { NamedChange, NewCard } from './truth.ts';

/** The hospitals with critical care and wards in the program: west never receives anything. */
export const CARE_SITES = ['main', 'west'] as const;
export type CareSite = (typeof CARE_SITES)[number];

/** What one system records of one kind at one site. */
export interface CareStream {
  kind: string;
  deployment: DeploymentId;
  department: 'icu' | 'ward';
  /** Folder of its extracts. */
  system: string;
  /** Things a week, the deployment apart. */
  perWeek: Record<CareSite, number>;
  shape: Float64Array;
  rhythm?: Rhythm;
}

/** Counts an item in both worlds; see TwoWorlds.add. */
export type Count = (
  instant: number,
  observed: number,
  without: number,
  expected: number,
  weight?: number,
  weightWithout?: number,
) => void;

const MILD: Rhythm = { drift: 0.01, season: 0.03, peak: 4, shared: 0.02, own: 0.02 };
const ALL_DAYS = [1, 1, 1, 1, 1, 1, 1];
export const AROUND_THE_CLOCK = weekShape(Array<number>(24).fill(1), ALL_DAYS);
export const WARD_DAY = weekShape(
  [1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 7, 6, 7, 7, 6, 6, 5, 4, 4, 3, 3, 2, 1],
  [1.1, 1, 1, 1, 1, 0.8, 0.8],
);
export const OFFICE = weekShape(
  [0, 0, 0, 0, 0, 0, 1, 6, 10, 10, 9, 8, 6, 8, 8, 7, 4, 1, 0, 0, 0, 0, 0, 0],
  [1.2, 1.1, 1, 1, 0.9, 0.05, 0.02],
);

/** One system at one site: when things happen there, what the deployment changes, where rows and effects go. */
export class CareSource {
  readonly site: CareSite;
  readonly unit: string;
  readonly random: RandomSource;
  readonly #generation: Generation;
  readonly #stream: CareStream;
  #count: number;

  constructor(generation: Generation, stream: CareStream, site: CareSite) {
    this.site = site;
    this.unit = `${site}/${stream.department}`;
    this.random = randomSource(generation.seed, `${stream.kind}/${site}`);
    this.#generation = generation;
    this.#stream = stream;
    // Sites count in ranges of their own, so that no number stands for two things.
    this.#count = site === 'main' ? 0 : 2 ** 31;
  }

  /** How large a change is in each week at this site. */
  change(name: keyof typeof CARE_CHANGES): Float64Array {
    return weeklyChange(this.#stream.deployment, CARE_CHANGES[name], this.site);
  }

  /** The instants of the stream week by week, in order within each; `growth` is a relative change of how many there are. */
  *happenings(growth: Float64Array = new Float64Array(WEEKS)): Generator<{ at: number; week: number }> {
    const { kind, perWeek, shape, rhythm } = this.#stream;
    const factors = weeklyFactors(this.#generation.seed, kind, this.site, rhythm ?? MILD);
    for (let week = 0; week < WEEKS; week++) {
      const mean = perWeek[this.site] * this.#generation.scale * factors[week]! * (1 + growth[week]!);
      const instants = Array.from({ length: poisson(mean, this.random) }, () => timeIn(week, shape, this.random));
      for (const at of instants.sort((a, b) => a - b)) if (at < END_INSTANT) yield { at, week };
    }
  }

  /** A number that no other item of this source has. */
  nextId(): number {
    return scramble(this.#count++);
  }

  open<Row>(columns: readonly Column<Row>[]): TableFile<Row> {
    const { system, kind } = this.#stream;
    return new TableFile(join(this.#generation.directory, 'extracts', system, `${kind}-${this.site}`), columns);
  }

  /** Writes a row, some twice. */
  write<Row>(file: TableFile<Row>, row: Row): void {
    file.write(row);
    if (this.random() >= DUPLICATE_SHARE) return;
    file.write(row);
    this.#generation.truth.countDirt(this.#stream.kind, 'exact-duplicate');
  }

  close<Row>(file: TableFile<Row>): void {
    this.#generation.truth.countRows(this.#stream.kind, file.close());
  }

  /** Follows a KPI in both worlds; at west, where nothing changes, what is counted goes nowhere. */
  follow(card: Omit<NewCard, 'deployment' | 'site' | 'department'>): Count {
    if (this.site === 'west') return () => undefined;
    const { deployment, department } = this.#stream;
    const worlds = this.#generation.truth.follow({ ...card, deployment, department, site: this.site });
    return (instant, ...counted) => worlds.add(worlds.periodAt(instant), ...counted);
  }

  /** Names what was put into KPIs that nothing follows; null where that is nothing. */
  name(kpis: readonly string[], of: string, sense: NamedChange['sense'], name: keyof typeof CARE_CHANGES | null): void {
    if (this.site === 'west') return;
    const change = name === null ? null : CARE_CHANGES[name].main;
    for (const kpi of kpis) this.#generation.truth.name({ kpi, unit: this.unit, of, sense, change });
  }
}

/** An instant as the extract knows it: NaN for what happens after it was drawn. */
export function known(instant: number): number {
  return instant < END_INSTANT ? instant : Number.NaN;
}

/** An instant of the week, by the shares of its hours. */
function timeIn(week: number, shape: Float64Array, random: RandomSource): number {
  let left = random();
  let hour = 0;
  while (hour < 167 && left >= shape[hour]!) left -= shape[hour++]!;
  return instantOf(mondayOf(week) * 86_400 + hour * 3600 + Math.floor(random() * 3600));
}
