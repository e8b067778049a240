import { ancestorOf } from '../results/ancestry.ts';
import type { Results } from '../results/schema.ts';
import type { Block, Panel, Section, Text } from './document.ts';

/** The ends of an interval stand beside the figure that it is of. */
const ENDS = ['.low', '.high', '.p5', '.p95'];

/**
 * What the figures of these sections were made from, down to KPI files and extract files: each thing once, however many
 * figures lead to it.
 *
 * @returns in the order in which a reader comes to them
 */
export function panelsOf(results: Results, sections: readonly Section[]): Panel[] {
  const panels = new Map<string, Panel>();
  const open = figuresIn(sections).map((id) => `figure:${id}`);
  for (let reference = open.shift(); reference !== undefined; reference = open.shift()) {
    if (panels.has(reference)) continue;
    const { told, inputs } = ancestorOf(results, reference);
    const ends = ENDS.map((end) => `${reference}${end}`)
      .filter((end) => end.slice('figure:'.length) in results.figures)
      .map((end) => inShort(ancestorOf(results, end)));
    panels.set(reference, { reference, told, inputs: inputs.map(inShort), ends });
    open.push(...inputs.map((input) => input.reference).filter(isPanel));
  }
  return [...panels.values()];
}

/** Of what has a panel of its own, the value alone. */
function inShort({ reference, told }: { reference: string; told: string }): { reference: string; told: string } {
  if (reference.startsWith('figure:')) return { reference, told: told.split(' = ')[0]! };
  return { reference, told: isPanel(reference) ? '' : told };
}

/** What was made from something else, or has more to say than a line. */
function isPanel(reference: string): boolean {
  return /^(figure|kpi|extract):/.test(reference);
}

/** The figures that sections lead to, in the order in which they stand. */
function figuresIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.kind === 'section' || block.kind === 'details') return figuresIn(block.blocks);
    if (block.kind === 'paragraph') return inText(block.text);
    if (block.kind === 'list') return block.items.flatMap(inText);
    if (block.kind === 'facts') return block.facts.flatMap(({ text }) => inText(text));
    if (block.kind === 'key figures') {
      return block.groups.flatMap(({ figures }) => figures.flatMap(({ figure }) => figure ?? []));
    }
    if (block.kind === 'table') return block.rows.flat().flatMap(inText);
    return block.kind === 'figure' ? block.data.rows.flat().flatMap(inText) : [];
  });
}

function inText(text: Text): string[] {
  if (typeof text === 'string') return [];
  return text.flatMap((part) => (typeof part !== 'string' && 'figure' in part ? part.figure : []));
}
