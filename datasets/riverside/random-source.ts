/** A stream of uniform numbers in (0, 1), never 0 and never 1. */
export type RandomSource = () => number;

/**
 * Which uniform numbers belong to this seed and label?
 *
 * Each label has a stream of its own, so drawing one kind of extract alone gives the bytes it has among all.
 *
 * @param seed   any integer
 * @param label  names the stream: `imaging_exam/main`
 * @returns numbers in (0, 1) with 32 bits each; the same on every machine
 * @source  sfc32 of PractRand (C. Doty-Humphrey), seeded by FNV-1a of the label; 12 rounds are thrown away
 * @example randomSource(1, 'imaging_exam/main')()
 */
export function randomSource(seed: number, label: string): RandomSource {
  let a = fnv1a(`${seed}/${label}`);
  let b = fnv1a(`${label}/${seed}`);
  let c = fnv1a(`${label}#${seed}`);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return ((sum >>> 0) + 0.5) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

/**
 * Which standard normal number does one uniform number stand for?
 *
 * One uniform gives one normal, so two worlds that share the uniform share the luck.
 *
 * @param p  in (0, 1)
 * @returns z with Φ(z) = p, to about 1e-7
 * @source  Wichura 1988, Applied Statistics 37:477, algorithm AS 241, PPND7
 * @example normal(0.975)  // 1.95996
 */
export function normal(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const top = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    return (q * top) / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }
  const tail = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size = tail <= 5 ? nearTail(tail - 1.6) : farTail(tail - 5);
  return q < 0 ? -size : size;
}

function nearTail(r: number): number {
  const top = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  return top / ((0.12021132975 * r + 0.7370016425) * r + 1);
}

function farTail(r: number): number {
  const top = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115;
  return top / ((0.012258202635 * r + 0.24197894225) * r + 1);
}

/**
 * Which lognormal number with this mean does one uniform number stand for?
 *
 * @param mean   of the lognormal itself, > 0
 * @param sigma  standard deviation of its logarithm
 * @param p      in (0, 1)
 * @example lognormal(60, 0.5, 0.5)  // the median, 52.9
 */
export function lognormal(mean: number, sigma: number, p: number): number {
  return mean * Math.exp(sigma * normal(p) - (sigma * sigma) / 2);
}

/**
 * How many events does a Poisson process with this mean bring?
 *
 * @param mean    ≥ 0
 * @param random  consumed: mean + 1 numbers up to a mean of 60, one number above (normal approximation)
 * @example poisson(3.2, randomSource(1, 'outage/pacs-main'))
 */
export function poisson(mean: number, random: RandomSource): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random())));
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count++;
  return count;
}

/**
 * How many of n trials succeed?
 *
 * @param trials  whole number ≥ 0
 * @param share   chance of each, in [0, 1]
 * @param random  consumed: n numbers up to n = 200, one number above (normal approximation)
 * @example binomial(420, 0.07, randomSource(1, 'tally/main'))
 */
export function binomial(trials: number, share: number, random: RandomSource): number {
  if (trials > 200) {
    const spread = Math.sqrt(trials * share * (1 - share));
    return Math.min(trials, Math.max(0, Math.round(trials * share + spread * normal(random()))));
  }
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (random() < share) count++;
  return count;
}

/** Numbers that count 0, 1, 2, … but look random: a bijection of 32 bits, so no two are alike (murmur3's finalizer). */
export function scramble(count: number): number {
  let bits = count | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return scramble(hash) | 0;
}
