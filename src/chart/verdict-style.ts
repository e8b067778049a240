import type { ResultComparison } from '../results/lookup.ts';
import { COLOURS } from './theme.ts';

export type Verdict = ResultComparison['verdict'];

/** How a verdict looks: a sign that needs no colour, and the colours around it. */
export interface VerdictStyle {
  sign: string;
  fill: string;
  edge: string;
  ink: string;
}

/**
 * The signs and colours of the seven verdicts, strongest news first; a black-and-white print keeps them apart by sign.
 */
export const VERDICT_STYLES: Record<Verdict, VerdictStyle> = {
  improved: { sign: '✓', fill: COLOURS.improvement, edge: COLOURS.improvement, ink: COLOURS.paper },
  'improved, size uncertain': { sign: '✓', fill: COLOURS.improvementSoft, edge: COLOURS.improvement, ink: COLOURS.ink },
  worsened: { sign: '✗', fill: COLOURS.concern, edge: COLOURS.concernEdge, ink: COLOURS.onConcern },
  'no material change': { sign: '=', fill: COLOURS.commonSoft, edge: COLOURS.common, ink: COLOURS.ink },
  'not demonstrated': { sign: '?', fill: COLOURS.paper, edge: COLOURS.common, ink: COLOURS.ink },
  'not comparable': { sign: '≠', fill: COLOURS.concernSoft, edge: COLOURS.concernEdge, ink: COLOURS.ink },
  'insufficient data': { sign: '…', fill: COLOURS.paper, edge: COLOURS.common, ink: COLOURS.ink },
};
