import { expect, test } from 'vitest';
import type { Block, Text } from '../../src/report/document.ts';
import { buildReports } from '../../src/report/index.ts';
import { someResults } from '../support/results.ts';

const words = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.map((part) => (typeof part === 'string' ? part : Object.values(part)[0])).join('');

/** A block in a line or two, and what lies in it below, further in. */
function outline(block: Block): string[] {
  const inside = (blocks: readonly Block[]) => blocks.flatMap(outline).map((line) => `  ${line}`);
  switch (block.kind) {
    case 'section':
      return [`${block.brief ? 'brief ' : ''}# ${block.title} (${block.id})`, ...inside(block.blocks)];
    case 'details':
      return [`folded: ${block.summary}${block.pageOnly ? ' (page only)' : ''}`, ...inside(block.blocks)];
    case 'paragraph':
      return [`${block.lead ? 'lead' : 'text'}: ${words(block.text)}`];
    case 'list':
      return [`list of ${block.items.length}: ${words(block.items[0] ?? '')}`];
    case 'facts':
      return [`facts: ${block.facts.map(({ name }) => name).join(', ')}`];
    case 'key figures':
      return block.groups.map(({ title, figures }) => {
        return `${title}: ${figures.map(({ name, value }) => `${name} ${value}`).join(' · ')}`;
      });
    case 'table':
      return [`table of ${block.rows.length}: ${block.caption} | ${block.columns.map(({ name }) => name).join(' | ')}`];
    case 'figure':
      return [`${block.small ? 'small ' : ''}chart ${block.chart}`, ...inside([block.data])];
    case 'code':
      return [`code: ${block.caption}`];
    case 'links':
      return [`links: ${block.links.map(({ title }) => title).join(' · ')}`];
  }
}

// So that a change to what a report tells, and in which order, is seen where changes are read.
test('what each reader’s report tells, in order', async () => {
  const kept = new Set(['report', 'project-pacs', 'finance']);
  const reports = buildReports(someResults()).filter(({ name }) => kept.has(name));
  const told = reports.map(({ report, sections }) => [`${report}`, ...sections.flatMap(outline)].join('\n'));
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('outline.txt');
});
