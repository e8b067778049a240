import { COLOURS } from '../chart/theme.ts';
import { type Colour, contrastOf, mixed } from './contrast.ts';
import { type Palette, SHIPPED_THEME } from './theme.ts';

/** The colours that a theme may name; all others follow from them. */
export const THEME_COLOURS = ['improvement', 'concern', 'common', 'ink'] as const;
export type Chosen = Partial<Record<(typeof THEME_COLOURS)[number], Colour>>;

/** Contrast that WCAG 2.2 AA asks of text (1.4.3), and of marks that carry meaning (1.4.11). */
export const TEXT_CONTRAST = 4.5;
export const MARK_CONTRAST = 3;

/**
 * The whole palette of a page by day that has these colours: washes, edges and lesser text follow from them, and keep the
 * contrasts that the shipped ones have. What follows from nothing chosen stays as shipped.
 */
export function lightPalette(chosen: Chosen): Palette {
  return derived(COLOURS, chosen, { soft: 0.84, softer: 0.79, edge: '#000000' });
}

/**
 * Likewise in the dark. A colour chosen for the day alone is lightened here until it can be read.
 *
 * @param day  what is chosen for the day
 */
export function darkPalette(chosen: Chosen, { ink: _ink, ...day }: Chosen): Palette {
  const { paper } = SHIPPED_THEME.dark;
  const lightened = Object.fromEntries(
    Object.entries(day).map(([name, colour]) => [name, towards(colour, '#ffffff', (c) => contrastOf(c, paper) >= 6)]),
  );
  return derived(SHIPPED_THEME.dark, { ...lightened, ...chosen }, { soft: 0.8, softer: 0.8, edge: '#ffffff' });
}

function derived(
  shipped: Palette,
  chosen: Chosen,
  { soft, softer, edge }: { soft: number; softer: number; edge: Colour },
): Palette {
  const { paper } = shipped;
  const { improvement, concern, common, ink } = chosen;
  return {
    ...shipped,
    ...(ink && {
      ink,
      muted: towards(mixed(ink, paper, 0.22), ink, (c) => contrastOf(c, shipped.baselineWash) >= TEXT_CONTRAST),
      rule: mixed(ink, paper, 0.64),
      grid: mixed(ink, paper, 0.89),
    }),
    ...(improvement && { improvement, improvementSoft: mixed(improvement, paper, soft) }),
    ...(concern && {
      concern,
      concernSoft: mixed(concern, paper, soft),
      concernEdge: towards(concern, edge, (colour) => contrastOf(colour, paper) >= 6),
      onConcern: [shipped.onConcern, '#ffffff'].find((c) => contrastOf(c, concern) >= TEXT_CONTRAST) ?? '#000000',
    }),
    ...(common && { common, commonSoft: mixed(common, paper, softer) }),
  };
}

/** The first of 32 even steps from a colour to another that passes; the other where none does. */
export function towards(colour: Colour, other: Colour, passes: (colour: Colour) => boolean): Colour {
  const steps = Array.from({ length: 33 }, (_, i) => mixed(colour, other, i / 32));
  return steps.find(passes) ?? other;
}
