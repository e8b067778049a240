import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';

/** A category that one side lacks is given this share: its logarithm would be infinite. */
const LEAST_SHARE = 1e-4;

/**
 * Has the mix of categories changed so far that two windows are no longer about the same work?
 *
 * PSI = Σ (actual − expected) ln(actual / expected) over the shares of all categories. Below 0.1 is read as stable, from
 * 0.25 as another population.
 *
 * @param expected  counts (or shares) by category, ≥ 0, in the baseline
 * @param actual    likewise in the post window; categories may be missing on either side
 * @returns the index, ≥ 0; or inconclusive: a window without observations
 * @throws  `statistics.not-finite`
 * @source  Siddiqi 2006, Credit Risk Scorecards, ch. 8; empty shares set to 0.0001
 * @example populationStability({ ed: 50, inpatient: 50 }, { ed: 60, inpatient: 40 })  // 0.0405
 */
export function populationStability(
  expected: Readonly<Record<string, number>>,
  actual: Readonly<Record<string, number>>,
): number | Inconclusive {
  const categories = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  const before = sharesOf(expected, categories, 'expected');
  const after = sharesOf(actual, categories, 'actual');
  if (before === null || after === null) return inconclusive('a window without observations', 0, 1);
  return categories.reduce((sum, _, i) => sum + (after[i]! - before[i]!) * Math.log(after[i]! / before[i]!), 0);
}

function sharesOf(counts: Readonly<Record<string, number>>, categories: string[], side: string): Float64Array | null {
  const values = finiteValues(
    categories.map((category) => counts[category] ?? 0),
    side,
  );
  const total = values.reduce((sum, value) => sum + value, 0);
  return total > 0 ? values.map((value) => Math.max(value / total, LEAST_SHARE)) : null;
}
