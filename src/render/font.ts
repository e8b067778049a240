import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A TrueType font, read as far as measuring text and cutting a subset need. */
export interface Font {
  bytes: DataView;
  /** Offset and length of each table. */
  tables: ReadonlyMap<string, { offset: number; length: number }>;
  unitsPerEm: number;
  glyphCount: number;
  /** Glyph of each code point that the font draws. */
  glyphs: ReadonlyMap<number, number>;
  /** Advance width by glyph, in font units. */
  advances: Uint16Array;
}

const FILES = {
  400: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  600: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;

export type Weight = keyof typeof FILES;

const loaded = new Map<Weight, Font>();

/** Where the shipped typeface lies. */
export function fontFile(weight: Weight): string {
  return createRequire(import.meta.url).resolve(FILES[weight]);
}

/** The shipped typeface (Source Sans 3, SIL Open Font License) in one of its two weights; read once. */
export function shippedFont(weight: Weight): Font {
  const font = loaded.get(weight) ?? parseFont(readFileSync(fontFile(weight)));
  loaded.set(weight, font);
  return font;
}

/**
 * Reads a TrueType font's tables.
 *
 * @param file  the bytes of a font with glyf outlines, long loca offsets and a format 12 cmap
 * @source https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function parseFont(file: Uint8Array): Font {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, { offset: number; length: number }>();
  for (let i = 0; i < bytes.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => bytes.getUint8(entry + k)));
    tables.set(tag, { offset: bytes.getUint32(entry + 8), length: bytes.getUint32(entry + 12) });
  }
  const at = (tag: string) => tables.get(tag)!.offset;
  const glyphCount = bytes.getUint16(at('maxp') + 4);
  const measured = bytes.getUint16(at('hhea') + 34);
  // Glyphs past the measured ones repeat the last advance.
  const advances = Uint16Array.from({ length: glyphCount }, (_, glyph) =>
    bytes.getUint16(at('hmtx') + 4 * Math.min(glyph, measured - 1)),
  );
  return {
    bytes,
    tables,
    unitsPerEm: bytes.getUint16(at('head') + 18),
    glyphCount,
    glyphs: readCmap(bytes, at('cmap')),
    advances,
  };
}

/**
 * How wide is a line of text?
 *
 * @param size  font size; the width is in the same unit
 * @returns the sum of the advances (no kerning); a character that the font lacks counts as one em
 * @example textWidth(shippedFont(400), '10', 1000)  // 994: a digit is 497 thousandths wide
 */
export function textWidth(font: Font, text: string, size: number): number {
  let units = 0;
  for (const character of text) {
    const glyph = font.glyphs.get(character.codePointAt(0)!);
    units += glyph === undefined ? font.unitsPerEm : font.advances[glyph]!;
  }
  return (units * size) / font.unitsPerEm;
}

function readCmap(bytes: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let i = 0; i < bytes.getUint16(cmap + 2); i++) {
    const subtable = cmap + bytes.getUint32(cmap + 8 + 8 * i);
    if (bytes.getUint16(subtable) !== 12) continue;
    for (let group = 0; group < bytes.getUint32(subtable + 12); group++) {
      const at = subtable + 16 + 12 * group;
      const [first, last, glyph] = [bytes.getUint32(at), bytes.getUint32(at + 4), bytes.getUint32(at + 8)];
      for (let point = first; point <= last; point++) glyphs.set(point, glyph + point - first);
    }
  }
  return glyphs;
}
