import { describe, expect, test } from 'vitest';
import { adoptTypeface } from '../../src/render/adopt-typeface.ts';
import { fontsOf, parseFont, shippedFont, type Typeface, textWidth } from '../../src/render/font.ts';
import { subsetFont } from '../../src/render/subset-font.ts';
import { otherFace, patched, someTypeface } from '../support/typeface.ts';

const light = otherFace('200ExtraLight');
const black = otherFace('900Black');

describe('a typeface of a program', () => {
  const own = someTypeface();
  const [font] = fontsOf(own, 600);

  test('draws what its files draw; in a PDF it has the name it is given', () => {
    const drawn = parseFont(black);
    expect([...font!.glyphs.keys()]).toEqual([...drawn.glyphs.keys()]);
    expect([...font!.advances]).toEqual([...drawn.advances]);
    const name = font!.tables.get('name')!;
    const words = Buffer.from(own.files[600])
      .subarray(name.offset, name.offset + name.length)
      .swap16()
      .toString('utf16le');
    expect(words).toContain('realized themeRegularRiversideSans-SemiBoldRiversideSans-SemiBold');
  });

  test('that runs wider is set smaller, both weights alike; one that runs narrower is not set larger', () => {
    const sample = 'Turnaround of 1,234 reports in Main Imaging was 56.7 minutes shorter than it would have been';
    const shipped = textWidth([shippedFont(600)], sample, 1);
    expect(textWidth([parseFont(black)], sample, 1)).toBeGreaterThan(1.04 * shipped);
    expect(textWidth([font!], sample, 1)).toBeCloseTo(shipped, 1);
    const shrunk = font!.unitsPerEm / parseFont(black).unitsPerEm;
    expect(fontsOf(own, 400)[0]!.unitsPerEm / parseFont(light).unitsPerEm).toBeCloseTo(shrunk, 2);
    const narrow = adoptTypeface('Narrow Sans', { 400: light, 600: light }) as Typeface;
    expect(fontsOf(narrow, 400)[0]!.unitsPerEm).toBe(parseFont(light).unitsPerEm);
  });

  test('leaves letters that it lacks to the shipped one, in width too', () => {
    const few = parseFont(subsetFont(parseFont(light), 'abc'));
    expect(textWidth([few, shippedFont(400)], 'a✓漢', 10)).toBeCloseTo(
      textWidth([parseFont(light)], 'a', 10) + textWidth([shippedFont(400)], '✓', 10) + 10,
    );
  });

  test('is the same bytes for the same files, and a hash as JSON', () => {
    for (const weight of [400, 600] as const)
      expect(Buffer.from(own.files[weight]).equals(someTypeface().files[weight])).toBe(true);
    expect(JSON.stringify({ own })).toBe(`{"own":"${own.sha256}"}`);
    expect(someTypeface('Another').sha256).not.toBe(own.sha256);
  });
});

// Most fonts tell their letters in format 4 alone; the short offsets of outlines are those of the light face.
test('a font without letters beyond the first 65,536 is read from its segments', () => {
  const whole = parseFont(black);
  const cmap = whole.tables.get('cmap')!.offset;
  const subtables = Array.from({ length: whole.bytes.getUint16(cmap + 2) }, (_, i) =>
    whole.bytes.getUint32(cmap + 8 + 8 * i),
  );
  const beyond = subtables.filter((at) => whole.bytes.getUint16(cmap + at) === 12);
  expect(beyond.length).toBeGreaterThan(0);
  const segments = parseFont(
    patched(
      black,
      'cmap',
      beyond.map((at) => [at, 99] as const),
    ),
  );
  const basic = [...whole.glyphs].filter(([point]) => point < 0x10000);
  expect(basic.length).toBeGreaterThan(1000);
  expect([...segments.glyphs].sort(([a], [b]) => a - b)).toEqual(basic.sort(([a], [b]) => a - b));
  expect(parseFont(light).bytes.getInt16(parseFont(light).tables.get('head')!.offset + 50)).toBe(0);
});

describe('a file is refused, with what to do,', () => {
  const problems = (file: Uint8Array) => adoptTypeface('Riverside Sans', { 400: light, 600: file });
  const starting = (signature: string) => Buffer.concat([Buffer.from(signature, 'latin1'), black.subarray(4)]);
  const proportional = patched(black, 'hmtx', [[4 * parseFont(black).glyphs.get('1'.codePointAt(0)!)!, 300]]);

  test.each([
    ['PostScript outlines', starting('OTTO'), 'it holds PostScript outlines (CFF)', 'TrueType version'],
    ['WOFF', starting('wOFF'), 'it is compressed for the web (WOFF)', 'unpack it'],
    ['WOFF2', starting('wOF2'), 'it is compressed for the web (WOFF2)', 'unpack it'],
    ['a collection', starting('ttcf'), 'it is a collection of typefaces', 'take the one face out'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'it is no font', 'name a TrueType file (.ttf)'],
    ['nothing', Buffer.alloc(0), 'it is no font', 'name a TrueType file (.ttf)'],
    ['half of it', black.subarray(0, black.length / 2), 'it is broken', 'fetch the file again'],
    ['a head alone', black.subarray(0, 12), 'it is broken', 'fetch the file again'],
    ['an outline that never ends', patched(black, 'loca', [[8, 0x7fff]]), 'it is broken', 'fetch the file again'],
    ['too much', Buffer.concat([black, Buffer.alloc(2_000_000)]), 'at most 2000000 go along', 'fewer scripts'],
    [
      'no right to embed',
      patched(black, 'OS/2', [[8, 2]]),
      'does not let documents carry parts of it (OS/2 fsType 2)',
      'may be embedded',
    ],
    ['digits of their own widths', proportional, 'its digits differ in width', 'tabular figures'],
    [
      'no letters for text',
      Buffer.from(subsetFont(parseFont(black), 'abc')),
      'it does not draw « !"#',
      'a typeface for text',
    ],
  ])('where it is %s', (_, file, message, hint) => {
    expect(problems(file)).toEqual([
      { weight: 600, message: expect.stringContaining(message), hint: expect.stringContaining(hint) },
    ]);
  });

  test('where it is a variable font', () => {
    const copy = Buffer.from(black);
    copy.write('fvar', copy.indexOf('STAT'), 'latin1');
    expect(problems(copy)).toEqual([
      { weight: 600, message: 'it is a variable font', hint: expect.stringContaining('one file for each weight') },
    ]);
  });
});
