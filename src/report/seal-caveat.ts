import type { Results } from '../results/schema.ts';

/**
 * What must a reader know of the protocol's seal before any number? Nothing where it lies before the first go-live.
 *
 * @returns a sentence that stands with the answer on every page, or null
 * @example sealCaveat(results)  // 'Sealed 34 days after go-live: …'
 */
export function sealCaveat({ seals: { protocol } }: Results): string | null {
  if (protocol === null)
    return 'Unsealed: nothing shows that windows, definitions and unit values were decided before the results were seen.';
  const { days_after_go_live: days } = protocol;
  if (days < 0) return null;
  const when = days === 0 ? 'on the day of go-live' : `${days} ${days === 1 ? 'day' : 'days'} after go-live`;
  return `Sealed ${when}: windows, definitions and unit values could have been decided with results in sight.`;
}
