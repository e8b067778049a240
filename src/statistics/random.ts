/** A stream of random numbers that the same seed always repeats, on every machine. */
export interface Random {
  /** A whole number in [0, 2³²). */
  uint32(): number;
  /** A number in [0, 1), with 53 random bits. */
  uniform(): number;
  /** A whole number in [0, below), each as likely as any other. */
  integer(below: number): number;
  /** A standard normal number. */
  normal(): number;
}

const TWO_32 = 2 ** 32;

/**
 * Which numbers follow from a seed? xoshiro128**, its state filled by splitmix32.
 *
 * @param seed  a whole number in [0, 2³²); state it in what you report
 * @returns a stream; draws change it
 * @source  Blackman & Vigna 2021, ACM TOMS 47:36; the published vector from state 1, 2, 3, 4 in tests
 * @example createRandom(20240701).uniform()
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const splitmix = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return randomFromState([splitmix(), splitmix(), splitmix(), splitmix()]);
}

/**
 * The same from a full state of four 32-bit words, not all zero.
 *
 * @example randomFromState([1, 2, 3, 4]).uint32()  // 11520
 */
export function randomFromState(words: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = words;
  let spare: number | null = null;

  const uint32 = () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const uniform = () => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53;
  const integer = (below: number) => {
    // Draws past the last full round of `below` are thrown away: the rest is even.
    const limit = TWO_32 - (TWO_32 % below);
    for (;;) {
      const draw = uint32();
      if (draw < limit) return draw % below;
    }
  };
  const normal = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const squared = x * x + y * y;
      if (squared >= 1 || squared === 0) continue;
      const stretch = Math.sqrt((-2 * Math.log(squared)) / squared);
      spare = y * stretch;
      return x * stretch;
    }
  };
  return { uint32, uniform, integer, normal };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
