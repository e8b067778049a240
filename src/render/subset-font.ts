import { type Font, LONG_OFFSETS } from './font.ts';

const COMPOUND_MORE = 0x20;
const COMPOUND_WORDS = 0x01;
const COMPOUND_SCALES = [
  [0x08, 2],
  [0x40, 4],
  [0x80, 8],
] as const;

/**
 * A font cut down to the characters that a text uses, so that a page can carry it: a tenth of the file, the same drawing.
 *
 * Keeps outlines, advances and hinting; drops kerning, ligatures and names. The same font and characters give the same
 * bytes.
 *
 * @param font  a parsed TrueType font
 * @param text  every character that must be drawn; those the font lacks are left to the reader's own fonts
 * @returns a TrueType file
 * @source https://learn.microsoft.com/typography/opentype/spec/otff
 */
export function subsetFont(font: Font, text: string): Uint8Array {
  const points = [...new Set(text)]
    .map((letter) => letter.codePointAt(0)!)
    .filter((p) => font.glyphs.has(p))
    .sort((a, b) => a - b);
  const kept = closure(font, [0, ...points.map((point) => font.glyphs.get(point)!)]);
  const renumbered = new Map(kept.map((glyph, i) => [glyph, i]));
  const outlines = kept.map((glyph) => renumber(outlineOf(font, glyph), renumbered));
  const loca = [0];
  for (const outline of outlines) loca.push(loca.at(-1)! + outline.length);

  const head = table(font, 'head');
  const headView = new DataView(head.buffer);
  headView.setUint32(8, 0);
  headView.setUint16(50, LONG_OFFSETS);
  const hhea = table(font, 'hhea');
  new DataView(hhea.buffer).setUint16(34, kept.length);
  const maxp = table(font, 'maxp');
  new DataView(maxp.buffer).setUint16(4, kept.length);
  const hmtx = concat(kept.map((glyph) => metricOf(font, glyph)));
  const tables: [string, Uint8Array][] = [
    ['OS/2', table(font, 'OS/2')],
    ['cmap', cmapOf(points, (point) => renumbered.get(font.glyphs.get(point)!)!)],
    ...optional(font, ['cvt ', 'fpgm', 'gasp']),
    ['glyf', concat(outlines)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', words32(loca)],
    ['maxp', maxp],
    ['name', words16([0, 0, 6])],
    ['post', concat([words32([0x00030000]), table(font, 'post').subarray(4, 32)])],
    ...optional(font, ['prep']),
  ];
  return assemble(tables);
}

/**
 * A font of another name: some of its tables as they are, and some numbers of others set.
 *
 * @param kept  tags of tables that stay, where it has them
 * @param set   of further tables, 16-bit words by their offset
 * @param name  its name table
 */
export function writeFont(
  font: Font,
  kept: readonly string[],
  set: Readonly<Record<string, readonly (readonly [at: number, word: number])[]>>,
  name: Uint8Array,
): Uint8Array {
  const changed = Object.entries(set).map(([tag, words]): [string, Uint8Array] => {
    const bytes = table(font, tag);
    for (const [at, word] of words) new DataView(bytes.buffer).setUint16(at, word);
    return [tag, bytes];
  });
  const tables: [string, Uint8Array][] = [...optional(font, kept), ...changed, ['name', name]];
  return assemble(tables.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The glyphs and all they are composed of. */
function closure(font: Font, glyphs: readonly number[]): number[] {
  const seen = new Set(glyphs);
  for (const glyph of seen) for (const { component } of componentsOf(outlineOf(font, glyph))) seen.add(component);
  return [...seen].sort((a, b) => a - b);
}

function outlineOf(font: Font, glyph: number): Uint8Array {
  const [from, to] = [font.outlines[glyph]!, font.outlines[glyph + 1]!];
  return new Uint8Array(font.bytes.buffer, font.bytes.byteOffset + font.tables.get('glyf')!.offset + from, to - from);
}

/** Advance and left bearing; the last glyphs of a font may share one advance. */
function metricOf(font: Font, glyph: number): Uint8Array {
  const metrics = table(font, 'hmtx');
  const bearings = 2 * font.glyphCount - metrics.length / 2;
  const measured = font.glyphCount - bearings;
  if (glyph < measured) return metrics.subarray(4 * glyph, 4 * glyph + 4);
  const bearing = 4 * measured + 2 * (glyph - measured);
  return concat([metrics.subarray(4 * measured - 4, 4 * measured - 2), metrics.subarray(bearing, bearing + 2)]);
}

function componentsOf(outline: Uint8Array): { at: number; component: number }[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const components: { at: number; component: number }[] = [];
  for (let at = 10, flags = COMPOUND_MORE; flags & COMPOUND_MORE; ) {
    flags = view.getUint16(at);
    components.push({ at: at + 2, component: view.getUint16(at + 2) });
    const scale = COMPOUND_SCALES.find(([flag]) => flags & flag)?.[1] ?? 0;
    at += 4 + (flags & COMPOUND_WORDS ? 4 : 2) + scale;
  }
  return components;
}

function renumber(outline: Uint8Array, renumbered: ReadonlyMap<number, number>): Uint8Array {
  const copy = padded(outline);
  const view = new DataView(copy.buffer);
  for (const { at, component } of componentsOf(outline)) view.setUint16(at, renumbered.get(component)!);
  return copy;
}

function cmapOf(points: readonly number[], glyphOf: (point: number) => number): Uint8Array {
  const groups = points.flatMap((point) => [point, point, glyphOf(point)]);
  const subtable = concat([words16([12, 0]), words32([16 + 4 * groups.length, 0, points.length, ...groups])]);
  return concat([words16([0, 1, 3, 10]), words32([12]), subtable]);
}

function optional(font: Font, tags: readonly string[]): [string, Uint8Array][] {
  return tags.filter((tag) => font.tables.has(tag)).map((tag) => [tag, table(font, tag)]);
}

function table(font: Font, tag: string): Uint8Array {
  const { offset, length } = font.tables.get(tag)!;
  return new Uint8Array(font.bytes.buffer, font.bytes.byteOffset + offset, length).slice();
}

function assemble(tables: readonly [string, Uint8Array][]): Uint8Array {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const header = words16([1, 0, tables.length, power * 16, Math.log2(power), (tables.length - power) * 16]);
  let offset = 12 + 16 * tables.length;
  const entries = tables.map(([tag, bytes]) => {
    const entry = concat([
      Uint8Array.from(tag, (c) => c.charCodeAt(0)),
      words32([checksum(bytes), offset, bytes.length]),
    ]);
    offset += padded(bytes).length;
    return entry;
  });
  return concat([header, ...entries, ...tables.map(([, bytes]) => padded(bytes))]);
}

function checksum(bytes: Uint8Array): number {
  const view = new DataView(padded(bytes).buffer);
  let sum = 0;
  for (let at = 0; at < view.byteLength; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

/** A copy, filled with zeros to a multiple of four. */
function padded(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  copy.set(bytes);
  return copy;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function words16(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  for (const [i, value] of values.entries()) view.setUint16(2 * i, value);
  return new Uint8Array(view.buffer);
}

function words32(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value);
  return new Uint8Array(view.buffer);
}
