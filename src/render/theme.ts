import { COLOURS } from '../chart/theme.ts';
import type { Colour } from './contrast.ts';
import type { Typeface } from './font.ts';

export type ColourName = keyof typeof COLOURS;

/** A colour for each meaning that pages and charts know. */
export type Palette = Readonly<Record<ColourName, Colour>>;

/** How a program's reports look. */
export interface Theme {
  /** Of pages by day, charts, PDFs and mail. */
  light: Palette;
  /** Of pages in the dark. */
  dark: Palette;
  logo: Logo | null;
  /** Null for the shipped one. */
  typeface: Typeface | null;
}

export interface Logo {
  /** The picture as SVG; a PNG lies inside one. */
  svg: string;
  /** What it says to those who do not see it. */
  alternative: string;
  /** Width over height. */
  ratio: number;
}

/** The look that ships. The same meanings on a dark page; text keeps a contrast of at least 4.5 : 1. */
export const SHIPPED_THEME: Theme = {
  light: COLOURS,
  dark: {
    paper: '#11171c',
    ink: '#e8edf1',
    muted: '#aeb9c2',
    rule: '#5f6c77',
    grid: '#27323b',
    improvement: '#6db3f2',
    improvementSoft: '#15324d',
    concern: '#f5a53c',
    concernEdge: '#ffc983',
    concernSoft: '#46300f',
    onConcern: '#1d2a34',
    common: '#98a6b1',
    commonSoft: '#2c3740',
    baselineWash: '#1d262d',
    stabilizationWash: '#171e24',
  },
  logo: null,
  typeface: null,
};

/**
 * Data with the theme's colours where the shipped ones stood.
 *
 * Charts and templates are built with the shipped colours, which are all different: each is a name for its meaning. Only a
 * text that is a colour and nothing else changes, so no title that speaks of one does.
 *
 * @param data  plain JSON
 */
export function recoloured<T>(data: T, { light }: Theme): T {
  if (light === COLOURS) return data;
  return JSON.parse(JSON.stringify(data, (_key, value) => (isShipped(value) ? light[NAMES.get(value)!] : value)));
}

/** SVG or mail with the theme's colours in its attributes; words between tags stay. */
export function recolouredMarkup(markup: string, { light }: Theme): string {
  if (light === COLOURS) return markup;
  const inTag = (tag: string) => tag.replace(/#[0-9a-f]{6}\b/g, (c) => (isShipped(c) ? light[NAMES.get(c)!] : c));
  return markup.replace(/<style>[^<]*<\/style>|<[^>]+>/g, inTag);
}

const NAMES = new Map<string, ColourName>(Object.entries(COLOURS).map(([name, value]) => [value, name as ColourName]));

function isShipped(value: unknown): value is Colour {
  return typeof value === 'string' && NAMES.has(value);
}
