import { readFileSync } from 'node:fs';
import type { Language } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { withoutForbidden } from './escape.ts';
import { fontFile, shippedFont, textWidth } from './font.ts';

export type Paper = Results['program']['paper'];

/** What Typst calls each paper. */
export const TYPST_PAPER: Record<Paper, string> = { a4: 'a4', letter: 'us-letter' };

/** A language as Typst takes it; it stands in the PDF, for whoever reads it aloud. */
export function typstLanguage(tag: Language['tag']): { lang: string; region: string | null } {
  const [lang, region = null] = tag.split('-') as [string, string?];
  return { lang, region };
}

/** Data that a template reads as JSON from `sys.inputs.data`; it is never read as markup. */
export type TemplateData = Record<string, unknown>;

/** Sets pages with the shipped typeface and no other. */
export interface Typesetter {
  /**
   * @param template  Typst markup, a constant
   * @returns how many pages it fills, and their PDF: tagged, with no clock in it
   * @throws Error with Typst's words where a template does not compile
   */
  set(template: string, data: TemplateData): { pages: number; pdf: () => Uint8Array };
}

/** Typst, loaded on the first call: only a run that writes PDFs pays for it. */
export async function typesetter(): Promise<Typesetter> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const fontBlobs = ([400, 600] as const).map((weight) => readFileSync(fontFile(weight)));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return {
    set(template, data) {
      const compiled = compiler.compile({ mainFileContent: template, inputs: { data: JSON.stringify(data) } });
      const document = compiled.result;
      if (document === null) {
        const said = JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics);
        throw new Error(`a page does not compile: ${said}`);
      }
      return { pages: document.numOfPages, pdf: () => compiler.pdf(document, { creationTimestamp: 0 }) };
    },
  };
}

/**
 * A text as the typeface can set it: letters that it lacks become «□», a word that no line could hold may be broken, a minus
 * stays with its amount.
 *
 * @param run  how many letters stay together, fewer where they are wide
 */
export function printable(text: string, run = 18): string {
  return inTypeface(text)
    .replace(/\S+/gu, (word) => breakable(word, run))
    .replace(/−(?=[^\d\s])/gu, '−\u2060');
}

/** Width of a digit and of a middling letter, in em. */
const LETTER_EM = 0.5;

function breakable(word: string, run: number): string {
  // No letter is wider than an em.
  if (word.length <= run * LETTER_EM) return word;
  const font = shippedFont(400);
  let pieces = '';
  let [count, width] = [0, 0];
  for (const letter of word) {
    const one = textWidth(font, letter, 1);
    if (count === run || (count > 0 && width + one > run * LETTER_EM)) {
      pieces += '\u200b';
      [count, width] = [0, 0];
    }
    pieces += letter;
    count += 1;
    width += one;
  }
  return pieces;
}

/** A text with «□» for each letter that the typeface lacks: a foreign typeface would make the bytes those of one machine. */
export function inTypeface(text: string): string {
  const { glyphs } = shippedFont(400);
  const one = (letter: string) => (letter === '\n' || glyphs.has(letter.codePointAt(0)!) ? letter : '□');
  return Array.from(withoutForbidden(text), one).join('');
}

/** Data with every text in it printable. */
export function printableData(data: TemplateData): TemplateData {
  return JSON.parse(JSON.stringify(data, (_key, value) => (typeof value === 'string' ? printable(value) : value)));
}
