/**
 * Which columns let a model carry a season?
 *
 * Pairs sin(2π j t / length), cos(2π j t / length) for j = 1 … pairs.
 *
 * @param times   period numbers
 * @param length  periods in one season: 12 months, 365.25 / 7 weeks, …
 * @param pairs   1 = one smooth wave a year
 * @returns 2 × pairs columns, each as long as times
 * @example harmonics([0, 3, 6, 9], 12)  // [[0, 1, 0, −1], [1, 0, −1, 0]]
 */
export function harmonics(times: ArrayLike<number>, length: number, pairs = 1): Float64Array[] {
  return Array.from({ length: 2 * pairs }, (_, column) => {
    const wave = column % 2 === 0 ? Math.sin : Math.cos;
    const turns = (Math.floor(column / 2) + 1) / length;
    return Float64Array.from(times, (time) => wave(2 * Math.PI * turns * time));
  });
}
