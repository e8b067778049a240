/** Share of a bracket that a golden section step cuts off. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/** Halving what a double can tell apart at a flat top: below it Brent's parabola sees only rounding. */
const TOLERANCE = 1e-9;

/**
 * Where is a smooth function of one number highest?
 *
 * A grid finds the right hill, Brent's golden section and parabolas its top: likelihoods of short series may have two.
 *
 * @param f      finite on [low, high]
 * @param low    left end
 * @param high   right end
 * @param cells  parts of the grid, default 12
 * @returns the place, to about 1e-8 of its size; an end of the interval where f rises up to it
 * @source  Brent 1973, Algorithms for Minimization without Derivatives, ch. 5
 * @example maximize((x) => -((x - 0.3) ** 2), -1, 1)  // 0.3
 */
export function maximize(f: (x: number) => number, low: number, high: number, cells = 12): number {
  const step = (high - low) / cells;
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let cell = 0; cell <= cells; cell++) {
    const value = f(low + cell * step);
    if (value > highest) [best, highest] = [cell, value];
  }
  const left = low + Math.max(0, best - 1) * step;
  return brent(f, left, Math.min(high, low + (best + 1) * step));
}

function brent(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let x = a + GOLDEN * (b - a);
  let [second, third] = [x, x];
  let fx = f(x);
  let [fSecond, fThird] = [fx, fx];
  let [step, before] = [0, 0];
  for (;;) {
    const middle = (a + b) / 2;
    const reach = TOLERANCE * (1 + Math.abs(x));
    if (Math.abs(x - middle) <= 2 * reach - (b - a) / 2) return x;
    const parabola = vertex(x, fx, second, fSecond, third, fThird);
    const [last, earlier] = [step, before];
    before = last;
    const usable = Math.abs(parabola) < Math.abs(earlier) / 2 && x + parabola > a && x + parabola < b;
    if (usable) {
      step = parabola;
      if (x + step - a < 2 * reach || b - x - step < 2 * reach) step = middle > x ? reach : -reach;
    } else {
      before = (x < middle ? b : a) - x;
      step = GOLDEN * before;
    }
    const u = x + (Math.abs(step) >= reach ? step : step > 0 ? reach : -reach);
    const fu = f(u);
    if (fu >= fx) {
      if (u >= x) a = x;
      else b = x;
      [third, fThird, second, fSecond, x, fx] = [second, fSecond, x, fx, u, fu];
      continue;
    }
    if (u < x) a = u;
    else b = u;
    if (fu >= fSecond || second === x) [third, fThird, second, fSecond] = [second, fSecond, u, fu];
    else if (fu >= fThird || third === x || third === second) [third, fThird] = [u, fu];
  }
}

/** Step from x to the top of the parabola through three points; NaN where they lie on a line. */
function vertex(x: number, fx: number, v: number, fv: number, w: number, fw: number): number {
  const r = (x - v) * (fw - fx);
  const q = (x - w) * (fv - fx);
  return ((x - w) * q - (x - v) * r) / (2 * (q - r));
}
