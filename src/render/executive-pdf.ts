import { COLOURS } from '../chart/theme.ts';
import { VERDICT_STYLES } from '../chart/verdict-style.ts';
import type { Inline, Text } from '../report/document.ts';
import { type Executive, executive, type Room } from '../report/executive.ts';
import { spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { EXECUTIVE_TEMPLATE } from './executive-template.ts';
import { recoloured, SHIPPED_THEME, type Theme } from './theme.ts';
import { type Paper, printableData, type TemplateData, TYPST_PAPER, typesetter, typstLanguage } from './typst.ts';

/** From generous to bare: what the page holds, and its type size in points. The last is bounded in every part. */
const STEPS: readonly { size: number; room: Omit<Room, 'tell'> }[] = [
  { size: 9.5, room: { kpis: 8, items: 5, characters: 240 } },
  { size: 9, room: { kpis: 8, items: 5, characters: 240 } },
  { size: 9, room: { kpis: 8, items: 4, characters: 240 } },
  { size: 8.5, room: { kpis: 8, items: 4, characters: 240 } },
  { size: 8.5, room: { kpis: 8, items: 4, characters: 160 } },
  { size: 8.5, room: { kpis: 8, items: 3, characters: 120 } },
  { size: 8, room: { kpis: 6, items: 3, characters: 90 } },
  { size: 8, room: { kpis: 4, items: 1, characters: 60 } },
];

/**
 * The executive page as a PDF of one page, and what it says: as much as fits on it.
 *
 * Typst is loaded on the first call. The same results give the same bytes: tagged, titled, only the theme's and the shipped typeface.
 *
 * @throws RangeError where even the barest page runs over
 */
export async function executivePdf(
  inEnglish: Results,
  theme: Theme = SHIPPED_THEME,
): Promise<{ pdf: Uint8Array; page: Executive }> {
  const { results, language } = spoken(inEnglish);
  const press = await typesetter(theme.typeface);
  for (const { size, room } of STEPS) {
    const page = executive(results, { ...room, tell: language.tell });
    const { pages, pdf } = press.set(EXECUTIVE_TEMPLATE, {
      ...recoloured(pageData(page, size, results.program.paper), theme),
      logo: theme.logo,
    });
    if (pages === 1) return { pdf: pdf(), page };
  }
  throw new RangeError('the executive page does not fit on one page');
}

function pageData(page: Executive, size: number, paper: Paper): TemplateData {
  const data = {
    size,
    paper: TYPST_PAPER[paper],
    language: typstLanguage(page.locale),
    executive: { ...page, subtitle: parts(page.subtitle) },
    colours: COLOURS,
    signs: VERDICT_STYLES,
  };
  return printableData(data);
}

function parts(text: Text): { text: string; strong: boolean }[] {
  const part = (one: Inline) => {
    if (typeof one === 'string') return { text: one, strong: false };
    return { text: Object.values(one)[0] as string, strong: 'strong' in one };
  };
  return (typeof text === 'string' ? [text] : text).map(part);
}
