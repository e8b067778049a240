import { type Inconclusive, inconclusive } from './inconclusive.ts';
import type { Random } from './random.ts';

/** How surprising a statistic is among the assignments that could have been. */
export interface PermutationP {
  kind: 'permutation';
  p: number;
  /** Assignments compared, the actual one among them. */
  assignments: number;
  /** Whether these were all there are, or a random sample. */
  exhaustive: boolean;
}

/** With fewer assignments no p can fall below 1/40, the 2.5 % on one side of an interval. */
const LEAST_ASSIGNMENTS = 40;

/** Up to here all assignments are gone through. */
const MOST_ASSIGNMENTS = 10_000;

/**
 * How often would a statistic be this extreme, had the labels (go-live dates, arms) fallen on other units?
 *
 * @param labels     one per unit; equal labels are interchangeable
 * @param statistic  of the labels in some order, the data held fixed; large |value| means a large effect
 * @param random     seeded stream, drawn from only when there are more than 10,000 assignments
 * @returns two-sided p ≥ 1/assignments; or inconclusive: fewer than 40 possible assignments
 * @source  Fisher 1935; Phipson & Smyth 2010 (the actual assignment counts)
 * @example permutationP([1, 1, 2, 2, 0, 0, 0], (labels) => effectUnder(labels), createRandom(1))
 */
export function permutationP(
  labels: readonly number[],
  statistic: (labels: readonly number[]) => number,
  random: Random,
): PermutationP | Inconclusive {
  const possible = countAssignments(labels);
  if (possible < LEAST_ASSIGNMENTS) {
    return inconclusive('fewer than 40 possible assignments', possible, LEAST_ASSIGNMENTS);
  }
  // Equal statistics may differ by the order of their sums.
  const bar = Math.abs(statistic(labels)) * (1 - 1e-10);
  const isExtreme = (assignment: readonly number[]) => (Math.abs(statistic(assignment)) >= bar ? 1 : 0);
  const exhaustive = possible <= MOST_ASSIGNMENTS;
  let [extreme, assignments] = [0, 0];
  if (exhaustive) {
    for (const assignment of distinctOrders(labels)) {
      extreme += isExtreme(assignment);
      assignments++;
    }
  } else {
    extreme = 1;
    for (assignments = 1; assignments < MOST_ASSIGNMENTS; assignments++) extreme += isExtreme(shuffled(labels, random));
  }
  return { kind: 'permutation', p: extreme / assignments, assignments, exhaustive };
}

/**
 * In how many distinct orders can the labels stand?
 *
 * @example countAssignments([1, 1, 0, 0])  // 6
 */
export function countAssignments(labels: readonly number[]): number {
  const seen = new Map<number, number>();
  return labels.reduce((count, label, i) => {
    const same = (seen.get(label) ?? 0) + 1;
    seen.set(label, same);
    // n! / Π m! built up so that every step is a whole number.
    return (count * (i + 1)) / same;
  }, 1);
}

/** All distinct orders, by the next lexicographic one each time (Narayana). */
function* distinctOrders(labels: readonly number[]): Generator<readonly number[]> {
  const order = labels.toSorted((a, b) => a - b);
  for (;;) {
    yield order;
    let i = order.length - 2;
    while (i >= 0 && order[i]! >= order[i + 1]!) i--;
    if (i < 0) return;
    let j = order.length - 1;
    while (order[j]! <= order[i]!) j--;
    swap(order, i, j);
    for (let low = i + 1, high = order.length - 1; low < high; low++, high--) swap(order, low, high);
  }
}

function shuffled(labels: readonly number[], random: Random): number[] {
  const order = [...labels];
  for (let i = order.length - 1; i > 0; i--) swap(order, i, random.integer(i + 1));
  return order;
}

function swap(order: number[], i: number, j: number): void {
  [order[i], order[j]] = [order[j]!, order[i]!];
}
