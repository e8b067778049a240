import { readFileSync } from 'node:fs';
import { COLOURS } from '../chart/theme.ts';
import { VERDICT_STYLES } from '../chart/verdict-style.ts';
import type { Inline, Text } from '../report/document.ts';
import { type Executive, executive, type Room } from '../report/executive.ts';
import type { Results } from '../results/schema.ts';
import { withoutForbidden } from './escape.ts';
import { EXECUTIVE_TEMPLATE } from './executive-template.ts';
import { fontFile, shippedFont } from './font.ts';

/** From generous to bare: what the page holds, and its type size in points. The last is bounded in every part. */
const STEPS: readonly { size: number; room: Room }[] = [
  { size: 9.5, room: { kpis: 8, items: 5, characters: 240 } },
  { size: 9, room: { kpis: 8, items: 5, characters: 240 } },
  { size: 8.5, room: { kpis: 8, items: 4, characters: 160 } },
  { size: 8.5, room: { kpis: 8, items: 3, characters: 120 } },
  { size: 8, room: { kpis: 6, items: 3, characters: 90 } },
  { size: 8, room: { kpis: 4, items: 1, characters: 60 } },
];

/**
 * The executive page as a PDF of one A4 page, and what it says: as much as fits on it.
 *
 * Typst is loaded on the first call. The same results give the same bytes: tagged, titled, only the shipped typeface.
 *
 * @throws RangeError where even the barest page runs over
 */
export async function executivePdf(results: Results): Promise<{ pdf: Uint8Array; page: Executive }> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const fontBlobs = ([400, 600] as const).map((weight) => readFileSync(fontFile(weight)));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  for (const { size, room } of STEPS) {
    const page = executive(results, room);
    const inputs = { page: pageData(page, size) };
    const compiled = compiler.compile({ mainFileContent: EXECUTIVE_TEMPLATE, inputs });
    const document = compiled.result;
    if (document === null)
      throw new Error(
        `the executive page does not compile: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`,
      );
    if (document.numOfPages === 1) return { pdf: compiler.pdf(document, { creationTimestamp: 0 }), page };
  }
  throw new RangeError('the executive page does not fit on one page');
}

function pageData(page: Executive, size: number): string {
  const data = {
    size,
    executive: { ...page, subtitle: parts(page.subtitle) },
    colours: COLOURS,
    signs: VERDICT_STYLES,
  };
  return JSON.stringify(data, (_key, value) => (typeof value === 'string' ? printable(value) : value));
}

function parts(text: Text): { text: string; strong: boolean }[] {
  const part = (one: Inline) => {
    if (typeof one === 'string') return { text: one, strong: false };
    return { text: Object.values(one)[0] as string, strong: 'strong' in one };
  };
  return (typeof text === 'string' ? [text] : text).map(part);
}

/** Letters that the typeface lacks become «□», and a word that no line could hold may be broken; a minus stays with its amount. */
function printable(text: string): string {
  const { glyphs } = shippedFont(400);
  const known = Array.from(withoutForbidden(text), (one) => (glyphs.has(one.codePointAt(0)!) ? one : '□')).join('');
  return known.replace(/\S{18}(?=\S)/gu, '$&\u200b').replace(/−(?=[^\d\s])/gu, '−\u2060');
}
