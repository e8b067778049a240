import { formatDay } from '../results/format.ts';
import { addedSinceSeal, primaryComparisons, syntheticNote } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import type { Document, Inline } from './document.ts';
import { sealDay, timing } from './seals.ts';

/** What stands above everything: the program, the day, what is sealed and what changed since, and whether the data is real. */
export function masthead(results: Results): Pick<Document, 'title' | 'subtitle' | 'notice'> {
  const { title } = results.program;
  const synthetic = syntheticNote(results);
  const added = addedSinceSeal(results);
  const parts: Inline[][] = [
    [{ strong: `Data to ${formatDay(results.as_of)}` }],
    // Early, because a printed page has room for the first of these only.
    ...(added.length === 0 ? [] : [[{ strong: addedWords(added) }]]),
    [protocolWords(results)],
    [baselineWords(results)],
    ...(results.changes.length === 0
      ? []
      : [[{ strong: `${results.changes.length} change${results.changes.length === 1 ? '' : 's'} since` }]]),
    ['run ', { code: results.run_id.slice(0, 12) }],
    ...(results.ledger_head === null ? [] : [['ledger head ', { code: results.ledger_head.slice(0, 12) }]]),
  ];
  return {
    title,
    subtitle: parts.flatMap((part, i) => (i === 0 ? part : [' · ', ...part])),
    notice: synthetic === null ? null : { title: 'Synthetic data', text: synthetic },
  };
}

function addedWords([first, ...others]: readonly string[]): string {
  return `unsealed, added since: ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

function protocolWords({ seals: { protocol } }: Results): Inline {
  if (protocol === null) return { strong: 'no protocol sealed' };
  const words = `protocol sealed ${sealDay(protocol)}, ${timing(protocol)}`;
  return protocol.days_after_go_live < 0 ? `${words} ✓` : { strong: words };
}

function baselineWords(results: Results): Inline {
  const comparisons = primaryComparisons(results);
  const sealed = comparisons.filter((comparison) => comparison.sealed).length;
  if (comparisons.length === 0) return 'nothing compared yet';
  if (sealed === comparisons.length) return 'all baselines sealed ✓';
  if (sealed === 0) return { strong: 'no baseline sealed: every figure could still be moved' };
  return { strong: `${sealed} of ${comparisons.length} comparisons rest on a sealed baseline` };
}
