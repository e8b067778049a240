import type { Truth } from './truth.ts';

/** One run of the generator, as each extract kind needs to know it. */
export interface Generation {
  /** The program folder that is written. */
  directory: string;
  /** Multiplies the number of items, not of weeks. */
  scale: number;
  seed: number;
  /** Where rows, dirt and effects are counted. */
  truth: Truth;
}
