import { formatCount } from '../results/format.ts';
import { addedSinceSeal } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';

/**
 * What must a reader know of the protocol's seal before any number? Nothing where it lies before the first go-live and covers
 * everything.
 *
 * @returns what stands with the answer on every page, or null
 * @example sealCaveat(results)  // 'Sealed 34 days after go-live: …'
 */
export function sealCaveat(results: Results): string | null {
  const { protocol } = results.seals;
  if (protocol === null)
    return 'Unsealed: nothing shows that windows, definitions and unit values were decided before the results were seen.';
  const { days_after_go_live: days } = protocol;
  const when =
    days === 0 ? 'on the day of go-live' : `${formatCount(days)} ${days === 1 ? 'day' : 'days'} after go-live`;
  const late = `Sealed ${when}: windows, definitions and unit values could have been decided with results in sight.`;
  const added = addedSinceSeal(results);
  const unsealed = `Added after the seal, so unsealed: ${added.join(', ')}.`;
  return [...(days < 0 ? [] : [late]), ...(added.length === 0 ? [] : [unsealed])].join(' ') || null;
}
