import { formatDay } from '../results/format.ts';
import { primaryComparisons } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import type { Document, Inline } from './document.ts';

/** What stands above everything: the program, the day, whether its baselines are sealed, and whether its data is real. */
export function masthead(results: Results): Pick<Document, 'title' | 'subtitle' | 'notice'> {
  const { title, synthetic } = results.program;
  const parts: Inline[] = [
    { strong: `Data to ${formatDay(results.as_of)}` },
    ' · ',
    sealWords(results),
    ' · ',
    'run ',
    { code: results.run_id.slice(0, 12) },
  ];
  return {
    title,
    subtitle: parts,
    notice:
      synthetic === null ? null : { title: 'Synthetic data', text: synthetic.replace(/^synthetic data:\s*/i, '') },
  };
}

function sealWords(results: Results): Inline {
  const comparisons = primaryComparisons(results);
  const sealed = comparisons.filter((comparison) => comparison.sealed).length;
  if (comparisons.length === 0) return 'nothing compared yet';
  if (sealed === comparisons.length) return 'all baselines sealed ✓';
  if (sealed === 0) return { strong: 'no baseline is sealed: every figure could still be moved' };
  return { strong: `${sealed} of ${comparisons.length} comparisons rest on a sealed baseline` };
}
