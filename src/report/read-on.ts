import type { Results } from '../results/schema.ts';
import type { Section } from './document.ts';
import { OVERVIEW, reportLinks } from './report-links.ts';

/** Where each reader finds theirs. */
export function readOn(results: Results): Section {
  return {
    kind: 'section',
    id: 'read-on',
    title: 'The reports of this run',
    blocks: [{ kind: 'links', links: reportLinks(results).filter(({ name }) => name !== OVERVIEW) }],
  };
}
