import { normalCdf } from './normal.ts';

/**
 * How often is the Mann–Whitney count at most w when both samples come from one distribution, without ties?
 *
 * Counts the choices of m ranks out of m + n by their sum, adding only, so that nothing cancels.
 *
 * @param m  size of one sample, ≥ 1
 * @param n  size of the other, ≥ 1
 * @returns P(W ≤ w) for w = 0 … m n
 * @source  Mann & Whitney 1947; checked against R pwilcox
 * @example wilcoxonCdf(2, 2)  // [1/6, 2/6, 4/6, 5/6, 1]
 */
export function wilcoxonCdf(m: number, n: number): Float64Array {
  const most = m * n;
  // ways[j][s]: choices of j of the ranks seen so far whose sum exceeds the smallest possible one by s.
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (let rank = 1; rank <= m + n; rank++) {
    for (let j = Math.min(rank, m); j >= 1; j--) {
      const gain = rank - j;
      if (gain > n) continue;
      const [with1, without] = [ways[j]!, ways[j - 1]!];
      for (let s = most; s >= gain; s--) with1[s]! += without[s - gain]!;
    }
  }
  const counts = ways[m]!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return counts.map((count) => {
    below += count;
    return below / total;
  });
}

/**
 * How wide does the Mann–Whitney count scatter in large samples, ties allowed for?
 *
 * @param ties  sizes of groups of equal values in both samples together
 * @returns standard deviation of W under equality
 * @source  Lehmann 1975, Nonparametrics, §1.4
 * @example wilcoxonSigma(10, 12, [])  // √(120 · 23 / 12)
 */
export function wilcoxonSigma(m: number, n: number, ties: readonly number[]): number {
  const all = m + n;
  const lost = ties.reduce((sum, size) => sum + size ** 3 - size, 0) / (all * (all - 1));
  return Math.sqrt(((m * n) / 12) * (all + 1 - lost));
}

/**
 * How surprising is a Mann–Whitney count, two-sided, by the normal approximation with continuity correction?
 *
 * @example wilcoxonNormalP(9, 24, 12, wilcoxonSigma(24, 12, []))
 */
export function wilcoxonNormalP(w: number, m: number, n: number, sigma: number): number {
  const distance = Math.max(0, Math.abs(w - (m * n) / 2) - 0.5);
  return Math.min(1, 2 * normalCdf(-distance / sigma));
}
