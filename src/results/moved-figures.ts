import type { Results } from './schema.ts';

/** Results one after another, each with what makes it differ from the one before. */
export interface Step {
  cause: string;
  results: Pick<Results, 'figures' | 'comparisons'>;
}

/** A figure that is not what it was. */
export interface MovedFigure {
  id: string;
  unit: string;
  digits: number;
  before: number | null;
  after: number | null;
  /** After − before; null where one of them is undefined. */
  change: number | null;
  /** How much of the change each cause brings, in the order of the steps; together they are the change. */
  causes: { cause: string; amount: number | null }[];
}

/** A comparison whose verdict is not what it was. */
export interface MovedVerdict {
  kpi: string;
  unit: string;
  statistic: string;
  adjustment: 'crude' | 'standardised';
  before: string | null;
  after: string | null;
  /** The first step after which the verdict of the end stands. */
  cause: string;
}

/**
 * Which figures moved from the first results to the last, and how much of it came with each step?
 *
 * @param first  what stood before the first step
 * @returns the totals of the financial case first, then in the order of the last results, figures that are gone at the end;
 *          amounts of causes that changed nothing are 0
 * @example movedFigures(before, [{ cause: 'data', results: after }])[0]?.causes  // [{ cause: 'data', amount: -12.5 }]
 */
export function movedFigures(first: Step['results'], steps: readonly Step[]): MovedFigure[] {
  const last = steps.at(-1)!.results;
  const ids = new Set([...Object.keys(last.figures), ...Object.keys(first.figures)]);
  const valueIn = (results: Step['results'], id: string) => results.figures[id]?.value ?? null;
  return leading([...ids]).flatMap((id) => {
    const [before, after] = [valueIn(first, id), valueIn(last, id)];
    if (before === after) return [];
    const { unit, digits } = last.figures[id] ?? first.figures[id]!;
    const causes = steps.map(({ cause, results }, i) => {
      return { cause, amount: difference(valueIn(i === 0 ? first : steps[i - 1]!.results, id), valueIn(results, id)) };
    });
    return [{ id, unit, digits, before, after, change: difference(before, after), causes }];
  });
}

/** What a report leads with: the financial case. */
function leading(ids: readonly string[]): string[] {
  const leads = (id: string) => /^(total\.financial\.[^.]+|appraisal\.financial\.[^.]+\.npv)$/.test(id);
  return [...ids.filter(leads), ...ids.filter((id) => !leads(id))];
}

/** Which verdicts are not what they were, and with which step did they turn? */
export function movedVerdicts(first: Step['results'], steps: readonly Step[]): MovedVerdict[] {
  const last = steps.at(-1)!.results;
  const verdictIn = ({ comparisons }: Step['results'], key: Step['results']['comparisons'][number]) =>
    comparisons.find(
      (c) =>
        c.kpi === key.kpi && c.unit === key.unit && c.statistic === key.statistic && c.adjustment === key.adjustment,
    )?.verdict ?? null;
  return last.comparisons.flatMap((key) => {
    const [before, after] = [verdictIn(first, key), key.verdict];
    if (before === after) return [];
    const turned = steps.findIndex((_, i) => steps.slice(i).every(({ results }) => verdictIn(results, key) === after));
    const { kpi, unit, statistic, adjustment } = key;
    return [{ kpi, unit, statistic, adjustment, before, after, cause: steps[turned]!.cause }];
  });
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}
