import type { Results } from './schema.ts';

type Kpi = Results['kpis'][number];
type Cell = Results['series'][number];

/** Why a value is not shown: the `reason` of its cell. */
export const WITHHELD = 'withheld: too few people';

/**
 * Results as a report may show them: without counts of so few people that somebody could be known by them.
 *
 * The rule concerns KPIs whose rows are about people, or whose numbers count them; k is `program.privacy.smallest_count`
 * (11: counts of 1 to 10 are withheld; 0 is shown).
 *
 * - A period with fewer than k people shows neither its count nor its value.
 * - Where fewer than k people had the outcome, or all but fewer than k had it, the share stays and both counts go.
 * - A total that is itself such a count is not shown.
 * - What would have been without the deployment is left out for periods whose value is withheld.
 * - The event study of a KPI with a withheld value is left out: where few units reach a period, its point would tell it.
 * - Where one count of a KPI alone would be withheld, the smallest other one is withheld too: it could be told from the sum.
 * - Steps of the way from candidate rows to observations that take away fewer than k rows are told together with a
 *   neighbour.
 *
 * @returns a copy; results.json keeps the counts, and is not delivered
 * @source CMS cell size suppression policy: no cell of 1 to 10, nor numbers from which it can be told
 */
export function withoutSmallCounts(results: Results): Results {
  const k = results.program.privacy.smallest_count;
  const people = new Map(results.kpis.map(({ id, people: kind }) => [id, kind]));
  const series = results.series.map((cell) => withheldCell(cell, people.get(cell.kpi) ?? null, k));
  return {
    ...results,
    kpis: results.kpis.map((kpi) =>
      kpi.people === 'rows' ? { ...kpi, waterfall: mergedSteps(kpi.waterfall, k) } : kpi,
    ),
    series: withoutLoneGaps(results.series, series),
    counterfactuals: withoutHiddenPeriods(results.counterfactuals, series),
    pooled: withoutHiddenPoints(results.pooled, series),
  };
}

/** Without the periods whose value is withheld: their cumulative effect, less the one before, would tell it. */
function withoutHiddenPeriods(all: Results['counterfactuals'], series: readonly Cell[]): Results['counterfactuals'] {
  const key = ({
    kpi,
    statistic,
    adjustment,
    unit,
    period,
  }: Pick<Cell, 'kpi' | 'statistic' | 'adjustment' | 'unit' | 'period'>) =>
    JSON.stringify([kpi, statistic, adjustment, unit, period]);
  const hidden = new Set(series.filter(({ reason }) => reason === WITHHELD).map(key));
  return all.filter((one) => !hidden.has(key(one)));
}

function withoutHiddenPoints(pooled: Results['pooled'], series: readonly Cell[]): Results['pooled'] {
  const hidden = new Set(series.filter(({ reason }) => reason === WITHHELD).map(({ kpi }) => kpi));
  return pooled.map((one) => (hidden.has(one.kpi) ? { ...one, event_study: [] } : one));
}

function withheldCell(cell: Cell, people: Kpi['people'], k: number): Cell {
  if (people === null) return cell;
  const isSmall = (count: number | null) => count !== null && count > 0 && count < k;
  const { statistic, n, numerator, denominator } = cell;
  const counts = { n: people === 'rows' ? null : n, numerator: null, denominator: null };
  const hidden = { ...cell, ...counts, value: null, reason: WITHHELD };
  const base = people === 'rows' ? n : denominator;
  if (statistic === 'total') return isSmall(numerator) || (people === 'rows' && isSmall(n)) ? hidden : cell;
  if (isSmall(base)) return hidden;
  const isShare = statistic === 'proportion' || statistic === 'rate' || (people === 'sums' && statistic === 'ratio');
  const others = statistic === 'proportion' && base !== null && numerator !== null ? base - numerator : null;
  return isShare && (isSmall(numerator) || isSmall(others)) ? { ...cell, ...counts } : cell;
}

/** Where a KPI's statistic has exactly one withheld n, withholds the smallest other one with it. */
function withoutLoneGaps(before: readonly Cell[], after: readonly Cell[]): Cell[] {
  const groups = new Map<string, number[]>();
  after.forEach(({ kpi, statistic, adjustment }, i) => {
    const key = `${kpi} ${statistic} ${adjustment}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  const cells = [...after];
  for (const indexes of groups.values()) {
    const gaps = indexes.filter((i) => before[i]!.n !== null && after[i]!.n === null);
    if (gaps.length !== 1) continue;
    const others = indexes.filter((i) => (after[i]!.n ?? 0) > 0);
    const smallest = others.sort((a, b) => after[a]!.n! - after[b]!.n!)[0];
    if (smallest !== undefined) cells[smallest] = { ...after[smallest]!, n: null, numerator: null, denominator: null };
  }
  return cells;
}

/** A waterfall in which every step takes away no row, or at least k. */
function mergedSteps(waterfall: Kpi['waterfall'], k: number): Kpi['waterfall'] {
  const [first, ...rest] = waterfall;
  const last = rest.pop();
  if (first === undefined || last === undefined) return waterfall;
  const lost = first.n - last.n;
  if (last.n > 0 && last.n < k) return [];
  if (lost > 0 && lost < k) return [{ step: `${last.step} (fewer than ${k} candidate rows do not count)`, n: last.n }];
  const steps = [first];
  let open: string[] = [];
  for (const { step, n } of rest) {
    const taken = steps.at(-1)!.n - n;
    if (taken > 0 && taken < k) open.push(step);
    else steps.push({ step: [...open.splice(0), step].join(', '), n });
  }
  // What is left over goes with the steps before it, until they are k rows together.
  while (open.length > 0 && steps.length > 1) {
    const before = steps.pop()!;
    open = [before.step, ...open];
    if (steps.at(-1)!.n - last.n < k) continue;
    steps.push({ step: open.splice(0).join(', '), n: last.n });
  }
  return [...steps, last];
}
