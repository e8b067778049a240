import { countWords } from '../count-words.ts';
import { kpiOf, primaryComparisons, type ResultComparison, seriesOf, unitName, windowOf } from '../results/lookup.ts';
import { effectNumbers, effectWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import type { Room } from './executive.ts';
import { clip } from './shorten.ts';
import { LATELY } from './sustainment.ts';

/** A KPI in a unit, on one line. */
export interface KpiRow {
  label: string;
  unit: string;
  verdict: ResultComparison['verdict'];
  /** The verdict in the reader's language. */
  said: string;
  spark: Sparkline;
  assurance: Assurance;
  /** `−14 minutes`; «–» where none could be estimated. */
  effect: string;
  /** 95 %. */
  interval: string;
}

/** Is the target reached lately? `missed` in every period, `met` in every one, or by `chance`; `none` without a target. */
export interface Assurance {
  kind: 'met' | 'chance' | 'missed' | 'none';
  /** `9 of 13 weeks`. */
  words: string;
}

/** A series without axes: x over time and y over its own range, 0–1, unbroken stretches apart; null without a go-live in it. */
export interface Sparkline {
  stretches: { x: number; y: number }[][];
  goLive: number | null;
}

/** The KPIs that worsened, carry money or cannot be compared, in this order, then the others; the rest is counted by verdict. */
export function kpiStrip(results: Results, room: Room): { rows: KpiRow[]; more: string } {
  const money = new Map<string, number>();
  for (const { kpi, demonstrated } of results.benefits) {
    money.set(kpi, (money.get(kpi) ?? 0) + Math.abs(demonstrated.likely ?? 0));
  }
  const worth = ({ kpi }: ResultComparison) => money.get(kpi) ?? 0;
  const rank = (comparison: ResultComparison) => {
    if (comparison.verdict === 'worsened') return 0;
    if (comparison.verdict.startsWith('improved') && worth(comparison) > 0) return 1;
    if (comparison.verdict === 'not comparable') return 2;
    return worth(comparison) > 0 ? 3 : 4;
  };
  const ranked = primaryComparisons(results).sort((a, b) => rank(a) - rank(b) || worth(b) - worth(a));
  const shown = atLeastOneOfEach(ranked, room.kpis, rank);
  const rest = ranked.filter((comparison) => !shown.includes(comparison));
  return { rows: shown.map((comparison) => kpiRow(results, comparison, room)), more: room.tell(moreWords(rest)) };
}

/** Where the first rank would fill the strip, half of it is left to the next: bad news and money both stand. */
function atLeastOneOfEach(
  ranked: readonly ResultComparison[],
  count: number,
  rank: (comparison: ResultComparison) => number,
): ResultComparison[] {
  const worst = ranked.filter((comparison) => rank(comparison) === 0);
  const others = ranked.filter((comparison) => rank(comparison) > 0);
  const kept = Math.max(Math.ceil(count / 2), count - others.length);
  const first = worst.slice(0, kept);
  return [...first, ...others.slice(0, count - first.length)];
}

function moreWords(rest: readonly ResultComparison[]): string {
  if (rest.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { verdict } of rest) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([verdict, n]) => `${n} ${verdict}`);
  return `and ${rest.length} more: ${words.join('; ')}`;
}

function kpiRow(results: Results, comparison: ResultComparison, { characters, tell }: Room): KpiRow {
  const kpi = kpiOf(results, comparison.kpi);
  const { kind, words } = assurance(results, comparison);
  const effect = comparison.average === null ? null : effectNumbers(comparison.average, kpi);
  return {
    label: clip(tell(kpi.label), characters / 2),
    unit: clip(tell(unitName(results, comparison.unit)), characters / 3),
    verdict: comparison.verdict,
    said: tell(comparison.verdict),
    spark: sparkline(results, comparison),
    assurance: { kind, words: tell(words) },
    effect: effect === null ? '–' : clip(tell(effectWords(comparison.average!, kpi)), 40),
    interval: tell(effect?.interval ?? '–'),
  };
}

/** The last quarter after stabilization against the target; a band of good values has no one target to meet. */
function assurance(results: Results, comparison: ResultComparison): Assurance {
  const { target, direction, period } = kpiOf(results, comparison.kpi);
  const values = seriesOf(results, comparison).flatMap(({ phase, value }) =>
    phase === 'post' && value !== null ? [value] : [],
  );
  const lately = values.slice(-LATELY[period]);
  if (target === null || typeof direction !== 'string') return { kind: 'none', words: 'no target' };
  if (lately.length === 0) return { kind: 'none', words: 'no data yet' };
  const met = lately.filter((value) => (direction === 'decrease' ? value <= target : value >= target)).length;
  const words = `${met} of ${countWords(lately.length, period)}`;
  return { kind: met === lately.length ? 'met' : met === 0 ? 'missed' : 'chance', words };
}

function sparkline(results: Results, comparison: ResultComparison): Sparkline {
  const cells = seriesOf(results, comparison);
  const values = cells.flatMap(({ value }) => value ?? []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const last = Math.max(1, cells.length - 1);
  const stretches: Sparkline['stretches'] = [[]];
  cells.forEach(({ value }, i) => {
    if (value === null) stretches.push([]);
    else stretches.at(-1)!.push({ x: i / last, y: high === low ? 0.5 : (value - low) / (high - low) });
  });
  const goLive = windowOf(results, comparison.deployment, comparison.unit)?.go_live;
  const at = goLive === undefined ? -1 : cells.findIndex(({ period }) => period >= goLive);
  return { stretches: stretches.filter((points) => points.length > 0), goLive: at < 0 ? null : at / last };
}
