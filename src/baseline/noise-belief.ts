import { ar1Likelihood } from '../statistics/ar1-likelihood.ts';
import { chiSquaredQuantile } from '../statistics/chi-squared.ts';
import type { BaselineFit } from './baseline-fit.ts';
import { type Noise, PHI_NODES } from './power.ts';
import { rowsIn, type Timeline } from './timeline.ts';

/**
 * How a baseline may scatter, and how much speaks for it: weights add up to 1, less what lies beyond the last node of φ and
 * what is negligible.
 */
export interface WeightedNoise extends Noise {
  weight: number;
}

/** Where the likelihood of φ is taken: far closer than it bends in any series that can be planned from. */
const STEP = 0.02;
const GRID = Array.from({ length: 98 }, (_, i) => -0.95 + STEP * i);

/** σ² given φ is told by the middles of eight equal parts of its distribution. */
const PARTS = Array.from({ length: 8 }, (_, i) => (i + 0.5) / 8);

/** Nodes with less weight are not worth their simulation. */
const NEGLIGIBLE = 0.005;

/**
 * Which φ and σ does a baseline leave possible, and how likely is each?
 *
 * The posterior under flat priors on φ and ln σ: p(φ) ∝ the restricted likelihood, (n − k) σ̂²(φ) / σ² ~ χ²(n − k). Each φ is shared
 * between the nodes beside it; a negative one counts as 0.
 *
 * @param timeline  only its baseline rows are read
 * @param model     of them
 * @returns nodes of φ, eight σ each
 * @source  Box & Tiao 1973, Bayesian Inference in Statistical Analysis, §2.2; the restricted likelihood integrates the terms out
 *          (Harville 1974, Biometrika 61:383)
 * @example noiseBelief(timeline, model)  // [{ phi: 0.2, sigma: 4.1, weight: 0.03 }, …]
 */
export function noiseBelief(timeline: Timeline, { design }: BaselineFit): WeightedNoise[] {
  const rows = rowsIn(timeline, 'baseline');
  const columns = design.columns.map((column) => Float64Array.from(column));
  const values = Float64Array.from(rows, ({ value }) => value);
  const times = Float64Array.from(rows, ({ t }) => t);
  const profileAt = ar1Likelihood(values, columns, times, 'reml');
  const free = rows.length - columns.length;

  const profiles = GRID.map(profileAt);
  const highest = profiles.reduce((top, { logLikelihood }) => Math.max(top, logLikelihood), Number.NEGATIVE_INFINITY);
  const masses = profiles.map(({ logLikelihood }) => Math.exp(logLikelihood - highest));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const nodes = PHI_NODES.map((phi, node) => {
    const shares = masses.map((mass, i) => (mass / total) * shareOf(node, Math.max(0, GRID[i]!)));
    const weight = shares.reduce((sum, share) => sum + share, 0);
    const variance = shares.reduce((sum, share, i) => sum + share * profiles[i]!.sigmaSquared, 0) / weight;
    return { phi, weight, variance };
  });
  return nodes
    .filter(({ weight }) => weight > NEGLIGIBLE)
    .flatMap(({ phi, weight, variance }) =>
      PARTS.map((part) => {
        const sigma = Math.sqrt((variance * free) / chiSquaredQuantile(part, free));
        return { phi, sigma, weight: weight / PARTS.length };
      }),
    );
}

/** Share of a φ that belongs to a node: 1 at the node, 0 at its neighbours; nothing beyond the last. */
function shareOf(node: number, phi: number): number {
  const at = PHI_NODES[node]!;
  const neighbour = phi < at ? PHI_NODES[node - 1] : PHI_NODES[node + 1];
  if (phi === at) return 1;
  return neighbour === undefined ? 0 : Math.max(0, 1 - (phi - at) / (neighbour - at));
}
