import type { Results } from './schema.ts';

type Kpi = Results['kpis'][number];
type Cell = Results['series'][number];
type Limits = Results['limits'][number];
type PeopleOf = (cell: Cell) => Kpi['people'];

/** Why a value is not shown: the `reason` of its cell. */
export const WITHHELD = 'withheld: too few people';

/**
 * Results as a report may show them: without counts of so few people that somebody could be known by them.
 *
 * The rule concerns KPIs whose rows are about people, or whose numbers count them; k is `program.privacy.smallest_count`
 * (11: counts of 1 to 10 are withheld; 0 is shown).
 *
 * - A period with fewer than k people shows neither its count nor its value.
 * - Where fewer than k people had the outcome, or all but fewer than k had it, both counts go; the share stays, rounded to
 *   two digits: 1/61 in full would tell that there were 61.
 * - A total that is itself such a count is not shown.
 * - Counts withheld of one statistic of a KPI are withheld of its others: they rest on the same rows.
 * - Where one value of a window alone is withheld, or totals that are together fewer than k, the smallest other one goes
 *   too: the mean of the window would tell it. Likewise one count of a KPI alone, which its sum would tell.
 * - Limits that follow the counts of each period are left out where the count is.
 * - What would have been without the deployment is left out for periods whose value is withheld; added up it is left out
 *   wherever a count is, since its steps would tell the values.
 * - The event study of a KPI with a withheld value is left out: where few units reach a period, its point would tell it.
 * - Steps of the way from candidate rows to observations that take away fewer than k rows are told together with a
 *   neighbour.
 *
 * @returns a copy; results.json keeps the counts, and is not delivered
 * @source CMS cell size suppression policy: no cell of 1 to 10, nor numbers from which it can be told
 */
export function withoutSmallCounts(results: Results): Results {
  const k = results.program.privacy.smallest_count;
  const people = new Map(results.kpis.map(({ id, people: kind }) => [id, kind]));
  const peopleOf = ({ kpi }: Cell) => people.get(kpi) ?? null;
  const judged = results.series.map((cell) => withheldCell(cell, peopleOf(cell), k));
  const together = withoutTwins(results.series, judged, peopleOf);
  const series = withoutLoneGaps(results.series, together, peopleOf, k);
  const uncounted = cellsWhere(series, (cell, i) => hasLostCounts(results.series[i]!, cell));
  return {
    ...results,
    kpis: results.kpis.map((kpi) =>
      kpi.people === 'rows' ? { ...kpi, waterfall: mergedSteps(kpi.waterfall, k) } : kpi,
    ),
    series,
    limits: results.limits.map((limits) => withoutSteps(limits, uncounted)),
    counterfactuals: withoutHiddenPeriods(results.counterfactuals, series, uncounted),
    pooled: withoutHiddenPoints(results.pooled, series),
  };
}

type SeriesKey = Pick<Cell, 'kpi' | 'statistic' | 'adjustment' | 'unit'>;

const keyOf = ({ kpi, statistic, adjustment, unit }: SeriesKey) => JSON.stringify([kpi, statistic, adjustment, unit]);

/** The periods of those cells, by series. */
function cellsWhere(cells: readonly Cell[], holds: (cell: Cell, index: number) => boolean): Map<string, Set<string>> {
  const periods = new Map<string, Set<string>>();
  cells.forEach((cell, i) => {
    if (!holds(cell, i)) return;
    const key = keyOf(cell);
    periods.set(key, (periods.get(key) ?? new Set()).add(cell.period));
  });
  return periods;
}

const isWithheld = ({ reason }: Cell) => reason === WITHHELD;

const hasLostCounts = (before: Cell, after: Cell) =>
  isWithheld(after) ||
  (before.n !== null && after.n === null) ||
  (before.denominator !== null && after.denominator === null) ||
  (before.numerator !== null && after.numerator === null);

/** Without the steps of those periods: a limit lies as far from the centre as its count is small. */
function withoutSteps(limits: Limits, uncounted: ReadonlyMap<string, ReadonlySet<string>>): Limits {
  const hidden = uncounted.get(keyOf(limits));
  const { periods, lower, upper } = limits;
  if (hidden === undefined || periods === null) return limits;
  const left = (level: Limits['lower']) =>
    Array.isArray(level) ? level.filter((_, i) => !hidden.has(periods[i]!)) : level;
  return { ...limits, lower: left(lower), upper: left(upper), periods: periods.filter((one) => !hidden.has(one)) };
}

function withoutHiddenPeriods(
  all: Results['counterfactuals'],
  series: readonly Cell[],
  uncounted: ReadonlyMap<string, ReadonlySet<string>>,
): Results['counterfactuals'] {
  const hidden = cellsWhere(series, isWithheld);
  return all
    .filter((one) => !hidden.get(keyOf(one))?.has(one.period))
    .map((one) => (uncounted.has(keyOf(one)) ? { ...one, cumulative: null } : one));
}

function withoutHiddenPoints(pooled: Results['pooled'], series: readonly Cell[]): Results['pooled'] {
  const hidden = new Set(series.filter(isWithheld).map(({ kpi }) => kpi));
  return pooled.map((one) => (hidden.has(one.kpi) ? { ...one, event_study: [] } : one));
}

function withheldCell(cell: Cell, people: Kpi['people'], k: number): Cell {
  if (people === null) return cell;
  const isSmall = (count: number | null) => count !== null && count > 0 && count < k;
  const { statistic, n, numerator, denominator } = cell;
  const base = people === 'rows' ? n : denominator;
  if (statistic === 'total') {
    return isSmall(numerator) || (people === 'rows' && isSmall(n)) ? withoutValue(cell, people) : cell;
  }
  if (isSmall(base)) return withoutValue(cell, people);
  const others = statistic === 'proportion' && base !== null && numerator !== null ? base - numerator : null;
  return isShare(cell, people) && (isSmall(numerator) || isSmall(others)) ? withoutCounts(cell, people) : cell;
}

function isShare({ statistic }: Cell, people: Kpi['people']): boolean {
  return statistic === 'proportion' || statistic === 'rate' || (people === 'sums' && statistic === 'ratio');
}

function withoutValue(cell: Cell, people: Kpi['people']): Cell {
  return { ...cell, ...noCounts(cell, people), value: null, reason: WITHHELD };
}

/** A total is a count, so without its counts it has no value. */
function withoutCounts(cell: Cell, people: Kpi['people']): Cell {
  if (cell.statistic === 'total') return withoutValue(cell, people);
  const value = isShare(cell, people) ? inTwoDigits(cell) : cell.value;
  return { ...cell, ...noCounts(cell, people), value };
}

const noCounts = ({ n }: Cell, people: Kpi['people']) => ({
  n: people === 'rows' ? null : n,
  numerator: null,
  denominator: null,
});

/** A share near 1 is as close to it as two digits of what is missing say: 0.9958, never 1. */
function inTwoDigits({ value, statistic }: Cell): number | null {
  if (value === null) return null;
  if (statistic !== 'proportion' || value <= 0.5) return Number(value.toPrecision(2));
  return Number((1 - Number((1 - value).toPrecision(2))).toPrecision(12));
}

/** Withholds counts that another statistic of the KPI withholds of the same unit and period. */
function withoutTwins(before: readonly Cell[], after: readonly Cell[], peopleOf: PeopleOf): Cell[] {
  const key = ({ kpi, unit, period }: Cell) => JSON.stringify([kpi, unit, period]);
  const hidden = new Set(after.filter((cell, i) => hasLostCounts(before[i]!, cell)).map(key));
  return after.map((cell, i) =>
    hidden.has(key(cell)) && !hasLostCounts(before[i]!, cell) ? withoutCounts(cell, peopleOf(cell)) : cell,
  );
}

/** Withholds the smallest other one where what is withheld could be told from what stands beside it. */
function withoutLoneGaps(before: readonly Cell[], after: readonly Cell[], peopleOf: PeopleOf, k: number): Cell[] {
  const cells = [...after];
  const sizeOf = (i: number) => (before[i]!.statistic === 'total' ? before[i]!.value : before[i]!.n) ?? 0;
  const next = (indexes: readonly number[]) => [...indexes].sort((a, b) => sizeOf(a) - sizeOf(b))[0];
  for (const indexes of groupsOf(before, (cell) => JSON.stringify([keyOf(cell), cell.phase]))) {
    const gaps = indexes.filter((i) => isWithheld(cells[i]!));
    const sum = () => gaps.reduce((total, i) => total + sizeOf(i), 0);
    const shown = indexes.filter((i) => !gaps.includes(i) && cells[i]!.value !== null && sizeOf(i) > 0);
    const isTold = () => gaps.length === 1 || (before[gaps[0]!]!.statistic === 'total' && sum() < k);
    while (gaps.length > 0 && shown.length > 0 && isTold()) {
      const one = next(shown)!;
      cells[one] = withoutValue(cells[one]!, peopleOf(cells[one]!));
      shown.splice(shown.indexOf(one), 1);
      gaps.push(one);
    }
  }
  for (const indexes of groupsOf(before, ({ kpi, statistic, adjustment }) => `${kpi} ${statistic} ${adjustment}`)) {
    if (indexes.filter((i) => before[i]!.n !== null && cells[i]!.n === null).length !== 1) continue;
    const one = next(indexes.filter((i) => (cells[i]!.n ?? 0) > 0));
    if (one !== undefined) cells[one] = withoutCounts(cells[one]!, peopleOf(cells[one]!));
  }
  return cells;
}

function groupsOf(cells: readonly Cell[], keyed: (cell: Cell) => string): number[][] {
  const groups = new Map<string, number[]>();
  cells.forEach((cell, i) => {
    const group = groups.get(keyed(cell));
    if (group === undefined) groups.set(keyed(cell), [i]);
    else group.push(i);
  });
  return [...groups.values()];
}

/** A waterfall in which every step takes away no row, or at least k. */
function mergedSteps(waterfall: Kpi['waterfall'], k: number): Kpi['waterfall'] {
  const [first, ...rest] = waterfall;
  const last = rest.pop();
  if (first === undefined || last === undefined) return waterfall;
  const lost = first.n - last.n;
  if (last.n > 0 && last.n < k) return [];
  // Not how many are left: another KPI may tell how many candidates the same rows are.
  if (lost > 0 && lost < k) return [{ step: `${first.step} (fewer than ${k} do not count)`, n: first.n }];
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
