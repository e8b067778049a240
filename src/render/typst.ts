import { FONT } from '../chart/theme.ts';
import type { Language } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { withoutForbidden } from './escape.ts';
import { fontsOf, shippedFont, type Typeface, textWidth, WEIGHTS, type Weight } from './font.ts';
import { PRINTED_FAMILIES, renameFont, STYLES } from './rename-font.ts';

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

/** Sets pages with the theme's typeface, the shipped one and no other. */
export interface Typesetter {
  /**
   * Letters that the typefaces lack become «□».
   *
   * @param template  Typst markup, a constant; `font` in its data names the families
   * @returns how many pages it fills, and their PDF: tagged, with no clock in it
   * @throws Error with Typst's words where a template does not compile
   */
  set(template: string, data: TemplateData): { pages: number; pdf: () => Uint8Array };
}

/**
 * Typst, loaded on the first call: only a run that writes PDFs pays for it.
 *
 * @param typeface  the theme's; null for the shipped one
 */
export async function typesetter(typeface: Typeface | null): Promise<Typesetter> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const fontBlobs = WEIGHTS.flatMap((weight) => [
    ...(typeface === null ? [] : [Buffer.from(typeface.files[weight])]),
    shippedFile(weight),
  ]);
  const font = printedFamilies(typeface);
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return {
    set(template, data) {
      const compiled = compiler.compile({
        mainFileContent: template,
        inputs: { data: inTypeface(JSON.stringify({ ...data, font }), typeface) },
      });
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
 * A text as a page can set it: a word that no line could hold may be broken, a minus stays with its amount and a
 * number with its percent sign.
 *
 * @param run  how many letters stay together, fewer where they are wide
 */
export function printable(text: string, run = 18): string {
  return withoutForbidden(text)
    .replace(/\S+/gu, (word) => breakable(word, run))
    .replace(/−(?=[^\d\s])/gu, '−\u2060')
    .replace(/(?<=\d) (?=%)/g, '\u00a0');
}

/** Width of a digit and of a middling letter, in em. */
const LETTER_EM = 0.5;

/** A word of a language, as a sentence has it: most readers search for such, and a break inside hides it from them. */
const PLAIN_WORD = /^\(?\p{L}\p{Ll}+[,.;:)]*$/u;

/** Where a name of parts breaks best. */
const BEHIND_MARK = /(?<=[/_.:-])(?=.)/u;

function breakable(word: string, run: number): string {
  // No letter is wider than an em, and where half a plain word has room, the whole of it has.
  if (word.length <= run * LETTER_EM || (word.length <= 1.5 * run && PLAIN_WORD.test(word))) return word;
  const font = fontsOf(null, 400);
  const fits = (text: string) => Array.from(text).length <= run && textWidth(font, text, 1) <= run * LETTER_EM;
  const lines: string[] = [];
  for (const piece of word.split(BEHIND_MARK).flatMap((part) => (fits(part) ? part : Array.from(part)))) {
    const longer = `${lines.at(-1) ?? ''}${piece}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.join('\u200b');
}

/** The families of text, as a PDF is set. */
function printedFamilies(typeface: Typeface | null): string[] {
  return typeface === null ? [PRINTED_FAMILIES.shipped] : [PRINTED_FAMILIES.theme, PRINTED_FAMILIES.shipped];
}

function shippedFile(weight: Weight): Buffer {
  const postScript = `${FONT.replaceAll(' ', '')}-${STYLES[weight]}`;
  const face = { family: PRINTED_FAMILIES.shipped, postScript, weight, scale: 1 };
  return Buffer.from(renameFont(shippedFont(weight), face));
}

/**
 * A chart as a PDF takes it: drawn in the typefaces that its pages are set in.
 *
 * Typst draws a text of SVG in the first of its families, and looks for what that lacks among the fonts of the machine; so such
 * letters name the shipped one themselves.
 */
export function printableSvg(svg: string, typeface: Typeface | null): string {
  const [first] = printedFamilies(typeface);
  const own = inTypeface(withoutForbidden(svg), typeface).replace(/font-family="[^"]*"/, `font-family="${first}"`);
  if (typeface === null) return own;
  const faces = WEIGHTS.map((weight) => fontsOf(typeface, weight)[0]!);
  const isLacking = (letter: string) => faces.some(({ glyphs }) => !glyphs.has(letter.codePointAt(0)!));
  const shipped = (letters: string) => `<tspan font-family="${PRINTED_FAMILIES.shipped}">${letters}</tspan>`;
  const inText = (text: string) =>
    text.replace(/[^\0-\x7f]/gu, (letter) => (isLacking(letter) ? shipped(letter) : letter));
  return own.replace(/(<text[^>]*>)([^<]*)/g, (_, tag: string, text: string) => tag + inText(text));
}

/** Marks that tell where a line may break; they are not drawn. */
const UNDRAWN = new Set('\u200b\u2060');

/** A text with «□» for each letter that the typefaces lack: a foreign one would make the bytes those of one machine. */
function inTypeface(text: string, typeface: Typeface | null): string {
  const isDrawn = (letter: string) => fontsOf(typeface, 400).some(({ glyphs }) => glyphs.has(letter.codePointAt(0)!));
  return text.replace(/[^\0-\x7f]/gu, (letter) => (UNDRAWN.has(letter) || isDrawn(letter) ? letter : '□'));
}

/** Data with every text in it printable. */
export function printableData(data: TemplateData): TemplateData {
  return JSON.parse(JSON.stringify(data, (_key, value) => (typeof value === 'string' ? printable(value) : value)));
}
