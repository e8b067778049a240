import { countWords } from '../count-words.ts';
import type { Delivery } from '../program/delivery.ts';
import { formatDay } from '../results/format.ts';
import type { Results } from '../results/schema.ts';
import { dataEnds } from './data-age.ts';

/** What is known of a run before it goes out. */
export interface Evidence {
  /** Null where the run could not be made; `failure` then says why. */
  results: Results | null;
  failure: string | null;
  /** What `verify` found; empty where everything holds. */
  faults: readonly { place: string; problem: string }[];
}

/** Whether a run may go out. `reasons` are sentences for the banner, or for the owner. */
export interface Gate {
  decision: 'send' | 'banner' | 'hold';
  reasons: string[];
}

/**
 * May this run go out?
 *
 * A run that could not be made, or that does not verify, is held. Old data, refused files that the program lets pass and
 * findings that fail put a banner above the report; old data holds it where the delivery says so.
 *
 * @example gate({ results, failure: null, faults: [] }, { afterDays: 35, action: 'banner' }).decision  // 'send'
 */
export function gate({ results, failure, faults }: Evidence, stale: Delivery['stale']): Gate {
  if (results === null) return { decision: 'hold', reasons: [`The run could not be made: ${failure}`] };
  if (faults.length > 0) {
    const [{ place, problem }] = faults as [Evidence['faults'][number]];
    const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
    return { decision: 'hold', reasons: [`The run does not verify: ${place} ${problem}${more}.`] };
  }
  const old = staleWords(results, stale.afterDays);
  if (old.length > 0 && stale.action === 'hold') return { decision: 'hold', reasons: old };
  const reasons = [...old, ...loadWords(results), ...failureWords(results)];
  return { decision: reasons.length === 0 ? 'send' : 'banner', reasons };
}

function staleWords(results: Results, afterDays: number): string[] {
  const old = dataEnds(results).filter(({ days }) => days > afterDays);
  const oldest = old[0];
  const extracts = results.findings.filter(({ code }) => code === 'stale-extract');
  const told = extracts.map(({ message }) => `Old data: ${message}.`);
  if (oldest === undefined) return told;
  const { label, period, days } = oldest;
  const others = old.length === 1 ? '' : `, and that of ${countWords(old.length - 1, 'other KPI')} is old too`;
  return [
    ...told,
    `Old data: the data of «${label}» ends in the period from ${formatDay(period)}, ${countWords(days, 'day')} before ${formatDay(results.as_of)}${others}.`,
  ];
}

/** Extract files that were refused and that the program told the run to go on without. */
function loadWords({ findings }: Results): string[] {
  const refused = findings.filter(({ code, at }) => code === 'refused-file' && at.file !== undefined);
  if (refused.length === 0) return [];
  const more = refused.length === 1 ? '' : ` and ${refused.length - 1} more`;
  return [`Not everything was loaded: ${refused[0]!.at.file} was refused${more}.`];
}

function failureWords({ findings }: Results): string[] {
  const open = findings.filter(({ severity, acknowledged }) => severity === 'fail' && acknowledged === undefined);
  return open.length === 0 ? [] : [`${countWords(open.length, 'finding')} against a claim: see the data quality part.`];
}
