import { AS_OF, dayName, dayNumber, FIRST_DAY, localDayOf, mondayOf, WEEKS, weekOf } from './calendar.ts';
import {
  type Change,
  type DeploymentId,
  GO_LIVE,
  goLiveWeek,
  type Site,
  STABILIZATION_WEEKS,
  SYNTHETIC,
} from './scenario.ts';

/** Which KPI of program.yaml an effect belongs to, and what a reader should make of it. */
export interface EffectCard {
  kpi: string;
  deployment: DeploymentId;
  site: Site;
  unit: string;
  statistic: 'mean' | 'proportion' | 'ratio' | 'rate' | 'total';
  period: 'week' | 'month';
  /** Unit of measure of the effect. */
  measure: string;
  story: string;
  /** Days until an item counts, as the KPI's file says. */
  maturityDays: number;
  /** False where the clock changed with the deployment: the effect is real, the extract cannot show it. */
  comparable: boolean;
}

/** The periods a KPI is counted in, and where its windows begin. */
interface Axis {
  periods: string[];
  goLive: number;
  post: number;
  /** First period that is not mature when the data is judged. */
  end: number;
  indexOf(day: number): number;
}

/**
 * One KPI in one unit in both worlds: what happened, and what would have happened to the same items, with the same luck,
 * had the deployment never come.
 */
export class TwoWorlds {
  readonly card: EffectCard;
  readonly axis: Axis;
  readonly observed: Float64Array;
  readonly counterfactual: Float64Array;
  readonly expectedGain: Float64Array;
  readonly observedWeight: Float64Array;
  readonly counterfactualWeight: Float64Array;

  constructor(card: EffectCard, axis: Axis) {
    const zeros = () => new Float64Array(axis.periods.length);
    this.card = card;
    this.axis = axis;
    this.observed = zeros();
    this.counterfactual = zeros();
    this.expectedGain = zeros();
    this.observedWeight = zeros();
    this.counterfactualWeight = zeros();
  }

  /** The period that holds this instant, as an index on the axis. */
  periodAt(instant: number): number {
    return this.axis.indexOf(localDayOf(instant));
  }

  /**
   * Counts an item, or a numerator with its denominators.
   *
   * @param period          index on the axis
   * @param observed        the item's value as it happened
   * @param counterfactual  its value without the deployment
   * @param expected        mean of observed − counterfactual over all luck, the item's stratum and week given
   */
  add(
    period: number,
    observed: number,
    counterfactual: number,
    expected: number,
    weight = 1,
    counterfactualWeight = weight,
  ): void {
    this.observed[period]! += observed;
    this.counterfactual[period]! += counterfactual;
    this.expectedGain[period]! += expected;
    this.observedWeight[period]! += weight;
    this.counterfactualWeight[period]! += counterfactualWeight;
  }
}

/** A card as an extract kind writes it: the rest has defaults or follows from the site. */
export type NewCard = Omit<EffectCard, 'comparable' | 'unit' | 'maturityDays' | 'period'> & {
  department: string;
  period?: 'month';
  comparable?: boolean;
  maturityDays?: number;
};

/** A change put into a quantity whose KPI has no mean to follow: percentiles, and what is read off a queue. */
export interface NamedChange {
  kpi: string;
  unit: string;
  /** The quantity that changes, in words. */
  of: string;
  sense: 'relative' | 'added';
  change: Change | null;
}

/** All that is known of a generated program: effects, named changes, rows and dirt. */
export class Truth {
  readonly #worlds: TwoWorlds[] = [];
  readonly #named: NamedChange[] = [];
  readonly #rows = new Map<string, number>();
  readonly #dirt = new Map<string, Map<string, number>>();

  /** Follows a KPI in one unit by weeks, or by months where the KPI is monthly. */
  follow(card: NewCard): TwoWorlds {
    const { comparable = true, maturityDays = 0, period = 'week', department, ...named } = card;
    const rest = { ...named, period: period as EffectCard['period'], maturityDays };
    const axis = period === 'month' ? monthAxis(rest) : weekAxis(rest);
    const worlds = new TwoWorlds({ ...rest, unit: `${rest.site}/${department}`, comparable }, axis);
    this.#worlds.push(worlds);
    return worlds;
  }

  /** Names a change that is not followed item by item; null where nothing was put in. */
  name(change: NamedChange): void {
    this.#named.push(change);
  }

  countRows(kind: string, rows: number): void {
    this.#rows.set(kind, (this.#rows.get(kind) ?? 0) + rows);
  }

  countDirt(kind: string, code: string): void {
    const codes = this.#dirt.get(kind) ?? new Map<string, number>();
    this.#dirt.set(kind, codes.set(code, (codes.get(code) ?? 0) + 1));
  }

  /** Truth as JSON; numbers carry six decimals. */
  report(options: { seed: number; scale: number }): TruthReport {
    return {
      synthetic: SYNTHETIC,
      ...options,
      first_day: FIRST_DAY,
      as_of: AS_OF,
      effects: this.#worlds.map(effectOf),
      changes: this.#named,
      rows: Object.fromEntries(this.#rows),
      dirt: Object.fromEntries([...this.#dirt].map(([kind, codes]) => [kind, Object.fromEntries(codes)])),
    };
  }
}

export interface TruthReport {
  synthetic: string;
  seed: number;
  scale: number;
  first_day: string;
  as_of: string;
  effects: ReturnType<typeof effectOf>[];
  /** What was put into the KPIs that no effect follows. */
  changes: NamedChange[];
  /** Rows written by kind: headers, blank lines and totals apart. */
  rows: Record<string, number>;
  dirt: Record<string, Record<string, number>>;
}

function effectOf({ card, axis, ...sums }: TwoWorlds) {
  const weight = (weights: Float64Array, i: number) => (card.statistic === 'total' ? 1 : weights[i]!);
  const each = axis.periods.map((period, i) => {
    const value = sums.observed[i]! / weight(sums.observedWeight, i);
    const without = sums.counterfactual[i]! / weight(sums.counterfactualWeight, i);
    const expected = sums.expectedGain[i]! / weight(sums.observedWeight, i);
    return { period, n: sums.observedWeight[i]!, value, without, effect: value - without, expected };
  });
  const seen = ({ value, without }: (typeof each)[number]) => Number.isFinite(value) && Number.isFinite(without);
  const post = each.slice(axis.post, axis.end).filter(seen);
  const transition = each.slice(axis.goLive, axis.post).filter(seen);
  const { site, ...named } = card;
  return {
    ...named,
    go_live: GO_LIVE[card.deployment][site as 'main' | 'east']!,
    post: { from: axis.periods[axis.post]!, periods: post.length },
    expected: summary(post.map(({ expected }) => expected)),
    realised: { ...summary(post.map(({ effect }) => effect)), cumulative: round(cumulative(card, post)) },
    transition: round(mean(transition.map(({ effect }) => effect))),
    periods: each.slice(axis.goLive, axis.end).filter(seen).map(rounded),
  };
}

/** A line through the effects of the post periods, which are numbered from 0, and their plain mean. */
function summary(effects: number[]): { level: number; slope: number; average: number } {
  const middle = (effects.length - 1) / 2;
  const average = mean(effects);
  const spread = effects.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = effects.reduce((sum, effect, i) => sum + (i - middle) * (effect - average), 0) / spread;
  return { level: round(average - slope * middle), slope: round(slope), average: round(average) };
}

/** The sum over items: for a total over its periods, else each period's effect times its items (or denominator). */
function cumulative({ statistic }: EffectCard, post: { n: number; effect: number }[]): number {
  return post.reduce((sum, { n, effect }) => sum + effect * (statistic === 'total' ? 1 : n), 0);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Number(value.toFixed(6));
}

function rounded<T extends Record<string, string | number>>(row: T): T {
  const entries = Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value]);
  return Object.fromEntries(entries) as T;
}

function weekAxis({ deployment, site, maturityDays }: Pick<EffectCard, 'deployment' | 'site' | 'maturityDays'>): Axis {
  const goLive = goLiveWeek(deployment, site)!;
  const periods = Array.from({ length: WEEKS }, (_, week) => dayName(mondayOf(week)));
  // A week counts once its last day lies the maturity before the as-of day, or earlier.
  const end = Math.floor((WEEKS * 7 + 1 - maturityDays) / 7);
  return { periods, goLive, post: goLive + STABILIZATION_WEEKS, end, indexOf: weekOf };
}

/** Months of the extracts; stabilization takes the month of go-live and as many more as 12 weeks need. */
function monthAxis({ deployment, site, maturityDays }: Pick<EffectCard, 'deployment' | 'site' | 'maturityDays'>): Axis {
  const goLive = monthIndex(GO_LIVE[deployment][site as 'main' | 'east']!);
  const periods = Array.from({ length: monthIndex(AS_OF) }, (_, i) => {
    return `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`;
  });
  const post = goLive + Math.ceil((STABILIZATION_WEEKS * 7 * 12) / 365.25);
  const judged = dayNumber(AS_OF) + 1 - maturityDays;
  const end = periods.filter((_, i) => Date.UTC(2023, i + 1, 1) / 86_400_000 <= judged).length;
  return { periods, goLive, post, end, indexOf: (day) => monthIndex(dayName(day)) };
}

/** Months since January 2023. */
export function monthIndex(day: string): number {
  return (Number(day.slice(0, 4)) - 2023) * 12 + Number(day.slice(5, 7)) - 1;
}
