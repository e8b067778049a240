import type { Results } from '../results/schema.ts';
import { appraisal } from './appraisal.ts';
import { audit } from './audit.ts';
import { benefits } from './benefits.ts';
import { dataQuality } from './data-quality.ts';
import { deployments } from './deployments.ts';
import type { Document, Section } from './document.ts';
import { headline } from './headline.ts';
import { masthead } from './masthead.ts';
import { overview } from './overview.ts';
import { provenance } from './provenance.ts';
import { seals } from './seals.ts';

/** One part of a report: a section, several, or null where the run has nothing to say there. */
export type Part = (results: Results) => Section | Section[] | null;

/** The parts of the report in the order in which they are told. A new section is one file and one line here. */
export const PARTS: readonly Part[] = [
  headline,
  benefits,
  overview,
  deployments,
  appraisal,
  audit,
  seals,
  dataQuality,
  provenance,
];

/**
 * The report of a run, as a tree.
 *
 * @example buildReport(results).sections[0].title  // 'Does it pay?'
 */
export function buildReport(results: Results): Document {
  return { ...masthead(results), sections: PARTS.flatMap((part) => part(results) ?? []) };
}
