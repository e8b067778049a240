import { createHash } from 'node:crypto';
import { type Font, fontsOf, PRINTABLE, parseFont, Typeface, textWidth, WEIGHTS, type Weight } from './font.ts';
import { PRINTED_FAMILIES, renameFont, STYLES } from './rename-font.ts';
import { subsetFont } from './subset-font.ts';

/** Why a file cannot be used, and what to do. */
type Refusal = readonly [message: string, hint: string];

/** Both files stand in every run's folder: a face for Latin, Greek and Cyrillic has a tenth of it. */
const MOST_BYTES = 2_000_000;

/** What the first four bytes tell of files that are no TrueType. */
const OTHER_FORMATS: Record<string, Refusal> = {
  OTTO: ['it holds PostScript outlines (CFF)', 'name its TrueType version, or convert it, for example with FontForge'],
  wOFF: ['it is compressed for the web (WOFF)', 'name the TrueType file that it was made from, or unpack it'],
  wOF2: ['it is compressed for the web (WOFF2)', 'name the TrueType file that it was made from, or unpack it'],
  ttcf: ['it is a collection of typefaces', 'take the one face out of it, for example with FontForge'],
};

/** Bits of fsType in OS/2 under which a document may not carry a part of the font. */
const NO_EMBEDDING = 0x0002 | 0x0100 | 0x0200;

/** What the reports are full of. */
const SAMPLE = 'Turnaround of 1,234 reports in Main Imaging was 56.7 minutes shorter than it would have been';

/** What is wrong with one file of a typeface. */
export interface FontProblem {
  weight: Weight;
  message: string;
  hint: string;
}

/**
 * A program's own typeface, as the reports take it: two weights of one family, whatever its files call themselves.
 *
 * One that runs wider than the shipped is set smaller, both weights alike, so that a line holds as many letters as it did and
 * no chart or page cuts off a word.
 *
 * @param family  what it is called
 * @param files   the bytes of its TrueType files
 * @returns the typeface, or what is wrong with its files
 */
export function adoptTypeface(family: string, files: Record<Weight, Uint8Array>): Typeface | FontProblem[] {
  const read = WEIGHTS.map((weight) => ({ weight, font: readFace(files[weight]) }));
  const problems = read.flatMap(({ weight, font }) => {
    if (!isRefusal(font)) return [];
    const [message, hint] = font;
    return [{ weight, message, hint }];
  });
  if (problems.length > 0) return problems;
  const fonts = read.map(({ weight, font }) => ({ weight, font: font as Font }));
  const wider = fonts.map(
    ({ weight, font }) => textWidth([font], SAMPLE, 1) / textWidth(fontsOf(null, weight), SAMPLE, 1),
  );
  const scale = Math.max(1, ...wider);
  const [regular, bold] = fonts.map(({ weight, font }) =>
    renameFont(font, {
      family: PRINTED_FAMILIES.theme,
      postScript: `${family.replace(/[^A-Za-z0-9]/g, '')}-${STYLES[weight]}`,
      weight,
      scale,
    }),
  );
  const hash = createHash('sha256').update(family).update(regular!).update(bold!).digest('hex');
  return new Typeface(family, { 400: regular!, 600: bold! }, hash);
}

function isRefusal(found: Font | Refusal): found is Refusal {
  return Array.isArray(found);
}

function readFace(file: Uint8Array): Font | Refusal {
  const kind = Buffer.from(file.subarray(0, 4)).toString('latin1');
  if (OTHER_FORMATS[kind] !== undefined) return OTHER_FORMATS[kind];
  if (kind !== '\x00\x01\x00\x00' && kind !== 'true') return ['it is no font', 'name a TrueType file (.ttf)'];
  if (file.length > MOST_BYTES) {
    return [
      `it has ${file.length} bytes, and at most ${MOST_BYTES} go along with every run`,
      'take a version for fewer scripts',
    ];
  }
  try {
    const font = parseFont(file);
    // A cut through the whole of it reads every part that a page may need.
    subsetFont(font, [...font.glyphs.keys()].map((point) => String.fromCodePoint(point)).join(''));
    return unfit(font) ?? font;
  } catch {
    return ['it is broken: a table is missing, or ends early', 'fetch the file again from where it came'];
  }
}

function unfit({ tables, bytes, glyphs, advances }: Font): Refusal | null {
  if (tables.has('fvar')) {
    return ['it is a variable font', 'name one file for each weight, as its maker ships or a font editor exports them'];
  }
  const embedding = bytes.getUint16(tables.get('OS/2')!.offset + 8);
  if ((embedding & NO_EMBEDDING) !== 0) {
    return [
      `its maker does not let documents carry parts of it (OS/2 fsType ${embedding})`,
      'ask for a version that may be embedded, or name another typeface',
    ];
  }
  const lacking = Array.from(PRINTABLE).filter((letter) => !glyphs.has(letter.codePointAt(0)!));
  if (lacking.length > 0) return [`it does not draw «${lacking.join('')}»`, 'name a typeface for text'];
  const digits = new Set(Array.from('0123456789', (digit) => advances[glyphs.get(digit.codePointAt(0)!)!]));
  if (digits.size === 1) return null;
  return [
    'its digits differ in width, so numbers would not stand under each other',
    'name its version with tabular figures',
  ];
}
