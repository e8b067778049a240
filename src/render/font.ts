import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FONT } from '../chart/theme.ts';

/** A TrueType font, read as far as measuring text and cutting a subset need. */
export interface Font {
  bytes: DataView;
  /** Offset and length of each table. */
  tables: ReadonlyMap<string, { offset: number; length: number }>;
  unitsPerEm: number;
  glyphCount: number;
  /** Glyph of each code point that the font draws, where a letter looks the same in every word. */
  glyphs: ReadonlyMap<number, number>;
  /** Where each glyph's outline begins in glyf; one more tells where the last ends. */
  outlines: Uint32Array;
  /** Advance width by glyph, in font units. */
  advances: Uint16Array;
}

const FILES = {
  400: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  600: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;

export type Weight = keyof typeof FILES;

export const WEIGHTS: readonly Weight[] = [400, 600];

/** The letters, digits and marks of ASCII: what any page may show besides its text, in entities and in capitals that the style makes. */
export const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

/**
 * The typeface that a program's theme brings: TrueType files as `adoptTypeface` writes them.
 *
 * Written as JSON it is its hash, so that data which holds it stays small.
 */
export class Typeface {
  constructor(
    readonly family: string,
    readonly files: Readonly<Record<Weight, Uint8Array>>,
    readonly sha256: string,
  ) {}

  toJSON(): string {
    return this.sha256;
  }
}

const loaded = new Map<Weight, Font>();
const adopted = new WeakMap<Uint8Array, Font>();

/** The shipped typeface (Source Sans 3, SIL Open Font License) in one of its two weights; read once. */
export function shippedFont(weight: Weight): Font {
  const font = loaded.get(weight) ?? parseFont(readFileSync(createRequire(import.meta.url).resolve(FILES[weight])));
  loaded.set(weight, font);
  return font;
}

/** What draws text of this weight: the typeface of the theme, and the shipped one for letters that it lacks. */
export function fontsOf(typeface: Typeface | null, weight: Weight): readonly Font[] {
  if (typeface === null) return [shippedFont(weight)];
  const file = typeface.files[weight];
  const font = adopted.get(file) ?? parseFont(file);
  adopted.set(file, font);
  return [font, shippedFont(weight)];
}

/** The families of text, as SVG and style sheets name them. */
export function familiesOf(typeface: Typeface | null): string {
  return typeface === null ? `'${FONT}'` : `'${typeface.family}', '${FONT}'`;
}

/**
 * Reads a TrueType font's tables.
 *
 * @param file  the bytes of a font with glyf outlines and a cmap of format 4 or 12
 * @throws RangeError where it ends before its tables do; TypeError where one is missing
 * @source https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function parseFont(file: Uint8Array): Font {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, { offset: number; length: number }>();
  for (let i = 0; i < bytes.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => bytes.getUint8(entry + k)));
    const [offset, length] = [bytes.getUint32(entry + 8), bytes.getUint32(entry + 12)];
    if (offset + length > file.length) throw new RangeError(`table ${tag} ends after the file does`);
    tables.set(tag, { offset, length });
  }
  const at = (tag: string) => tables.get(tag)!.offset;
  const glyphCount = bytes.getUint16(at('maxp') + 4);
  const measured = bytes.getUint16(at('hhea') + 34);
  // Glyphs past the measured ones repeat the last advance.
  const advances = Uint16Array.from({ length: glyphCount }, (_, glyph) =>
    bytes.getUint16(at('hmtx') + 4 * Math.min(glyph, measured - 1)),
  );
  const isLong = bytes.getInt16(at('head') + 50) === LONG_OFFSETS;
  const outlines = Uint32Array.from({ length: glyphCount + 1 }, (_, glyph) =>
    isLong ? bytes.getUint32(at('loca') + 4 * glyph) : 2 * bytes.getUint16(at('loca') + 2 * glyph),
  );
  const glyf = tables.get('glyf')!;
  if (outlines.some((end, glyph) => end > glyf.length || end < (outlines[glyph - 1] ?? 0))) {
    throw new RangeError('an outline ends after its table does');
  }
  const unitsPerEm = bytes.getUint16(at('head') + 18);
  return { bytes, tables, unitsPerEm, glyphCount, glyphs: readCmap(bytes, at('cmap')), outlines, advances };
}

/** What head says where loca counts bytes, and not pairs of them. */
export const LONG_OFFSETS = 1;

/**
 * How wide is a line of text?
 *
 * @param fonts  the first that has a letter draws it
 * @param size   font size; the width is in the same unit
 * @returns the sum of the advances (no kerning); a character that all fonts lack counts as one em
 * @example textWidth([shippedFont(400)], '10', 1000)  // 994: a digit is 497 thousandths wide
 */
export function textWidth(fonts: readonly Font[], text: string, size: number): number {
  const { unitsPerEm } = fonts[0]!;
  let units = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const font = fonts.find(({ glyphs }) => glyphs.has(point));
    units += font === undefined ? unitsPerEm : font.advances[font.glyphs.get(point)!]! * (unitsPerEm / font.unitsPerEm);
  }
  return (units * size) / unitsPerEm;
}

function readCmap(bytes: DataView, cmap: number): Map<number, number> {
  const subtables = Array.from(
    { length: bytes.getUint16(cmap + 2) },
    (_, i) => cmap + bytes.getUint32(cmap + 8 + 8 * i),
  );
  const ofFormat = (format: number) => subtables.find((at) => bytes.getUint16(at) === format);
  const [whole, basic] = [ofFormat(12), ofFormat(4)];
  const pairs = whole === undefined ? (basic === undefined ? [] : segmentsOf(bytes, basic)) : groupsOf(bytes, whole);
  return new Map([...pairs].filter(([point, glyph]) => glyph > 0 && STANDS_ALONE.test(String.fromCodePoint(point))));
}

/** Scripts whose letters do not change their shape with their neighbours: a subset keeps no rules for that. */
const STANDS_ALONE =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/u;

function* groupsOf(bytes: DataView, subtable: number): Iterable<[point: number, glyph: number]> {
  for (let group = 0; group < bytes.getUint32(subtable + 12); group++) {
    const at = subtable + 16 + 12 * group;
    const [first, last, glyph] = [bytes.getUint32(at), bytes.getUint32(at + 4), bytes.getUint32(at + 8)];
    for (let point = first; point <= last; point++) yield [point, glyph + point - first];
  }
}

function* segmentsOf(bytes: DataView, subtable: number): Iterable<[point: number, glyph: number]> {
  const columns = bytes.getUint16(subtable + 6);
  for (let at = subtable + 14; at < subtable + 14 + columns; at += 2) {
    const [last, first] = [bytes.getUint16(at), bytes.getUint16(at + 2 + columns)];
    const [delta, offset] = [bytes.getUint16(at + 2 + 2 * columns), bytes.getUint16(at + 2 + 3 * columns)];
    for (let point = first; point <= last && point < 0xffff; point++) {
      const listed = offset === 0 ? point : bytes.getUint16(at + 2 + 3 * columns + offset + 2 * (point - first));
      yield [point, listed === 0 ? 0 : (listed + delta) & 0xffff];
    }
  }
}
