import type { Block, Document } from './document.ts';

/** Names of the charts that a document shows, in order. */
export function chartsIn({ sections }: Document): Set<string> {
  const within = (block: Block): string[] => {
    if (block.kind === 'figure') return [block.chart];
    return block.kind === 'section' || block.kind === 'details' ? block.blocks.flatMap(within) : [];
  };
  return new Set(sections.flatMap(within));
}
