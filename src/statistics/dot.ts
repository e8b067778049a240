/** 2²⁷ + 1 splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;

/**
 * What is origin − Σ aᵢ bᵢ, as if computed in twice the precision and rounded once?
 *
 * For the residuals of an almost solved system, where plain products leave nothing but rounding.
 *
 * @param origin  a number, or several to be summed first
 * @param a       one factor of each product
 * @param b       the other; products below 1e-290 or above 1e290 lose the gain
 * @source  Ogita, Rump & Oishi 2005, SIAM J Sci Comput 26:1955 (Dot2)
 * @example differenceFromDot([1], [1e8 + 1], [1e8 - 1])  // 1 − (1e16 − 1) = −9999999999999998
 */
export function differenceFromDot(origin: readonly number[], a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (const term of origin) {
    const next = sum + term;
    lost += roundingOfSum(sum, term, next);
    sum = next;
  }
  for (let i = 0; i < a.length; i++) {
    const x = -a[i]!;
    const y = b[i]!;
    const product = x * y;
    const next = sum + product;
    lost += roundingOfProduct(x, y, product) + roundingOfSum(sum, product, next);
    sum = next;
  }
  return sum + lost;
}

/**
 * What did x + y lose when it was rounded to `sum`? Exact (Knuth).
 *
 * @example roundingOfSum(1e16, 1, 1e16)  // 1
 */
export function roundingOfSum(x: number, y: number, sum: number): number {
  const z = sum - x;
  return x - (sum - z) + (y - z);
}

/** What x y lost when it was rounded to `product` (Dekker). */
function roundingOfProduct(x: number, y: number, product: number): number {
  const xScaled = SPLITTER * x;
  const xHigh = xScaled - (xScaled - x);
  const xLow = x - xHigh;
  const yScaled = SPLITTER * y;
  const yHigh = yScaled - (yScaled - y);
  const yLow = y - yHigh;
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
}
