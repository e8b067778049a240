import { describe, expect, test } from 'vitest';
import { parseFont, shippedFont, textWidth } from '../../src/render/font.ts';
import { subsetFont } from '../../src/render/subset-font.ts';

// Widths read from the font's hmtx table with a font editor, in thousandths of an em.
test('text is as wide as its advances', () => {
  expect(textWidth([shippedFont(400)], '0', 1000)).toBe(497);
  expect(textWidth([shippedFont(400)], '1,234', 1000)).toBe(4 * 497 + textWidth([shippedFont(400)], ',', 1000));
  expect(textWidth([shippedFont(600)], '0', 1000)).toBe(513);
  expect(textWidth([shippedFont(400)], '', 12)).toBe(0);
  expect(textWidth([shippedFont(400)], '漢', 12)).toBe(12);
});

test('figures are tabular: every digit is as wide as every other', () => {
  for (const weight of [400, 600] as const) {
    expect(new Set([...'0123456789'].map((digit) => textWidth([shippedFont(weight)], digit, 1000))).size).toBe(1);
  }
});

describe('a subset', () => {
  const font = shippedFont(400);
  const subset = parseFont(subsetFont(font, 'Ångström −14 ✓ 漢'));

  test('holds the characters asked for, and no other', () => {
    expect([...subset.glyphs.keys()].map((point) => String.fromCodePoint(point)).join('')).toBe(' 14gmnrstÅö−✓');
  });

  test('keeps every advance and the outline of composed letters', () => {
    for (const [point, glyph] of subset.glyphs) {
      expect(subset.advances[glyph]).toBe(font.advances[font.glyphs.get(point)!]);
    }
    const outline = (glyph: number) => {
      const loca = subset.tables.get('loca')!.offset + 4 * glyph;
      return subset.bytes.getUint32(loca + 4) - subset.bytes.getUint32(loca);
    };
    expect(outline(subset.glyphs.get('Å'.codePointAt(0)!)!)).toBeGreaterThan(0);
    // Å is composed of A and a ring: two glyphs more than the 12 drawn characters, the space and .notdef.
    expect(subset.glyphCount).toBeGreaterThan(subset.glyphs.size + 1);
  });

  test('is small and the same every time', () => {
    const text = 'The quick brown fox jumps over the lazy dog 0123456789';
    const bytes = subsetFont(font, text);
    expect(bytes.length).toBeLessThan(12_000);
    expect(subsetFont(font, text)).toEqual(bytes);
  });
});
