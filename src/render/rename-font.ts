import type { Font, Weight } from './font.ts';
import { writeFont } from './subset-font.ts';

/** What the typefaces are called where PDFs are set: names that no font of any machine has, since the setter finds those too. */
export const PRINTED_FAMILIES = { theme: 'realized theme', shipped: 'realized shipped' } as const;

export const STYLES: Record<Weight, string> = { 400: 'Regular', 600: 'SemiBold' };

/** Tables that draw text; the others hold widths for one size of type, signatures and what only editors read. */
const DRAWN = [
  'GDEF',
  'GPOS',
  'GSUB',
  'cmap',
  'cvt ',
  'fpgm',
  'gasp',
  'glyf',
  'hhea',
  'hmtx',
  'kern',
  'loca',
  'maxp',
  'post',
  'prep',
];

/** Where OS/2 and head hold what is set. */
const [WEIGHT_CLASS, WIDTH_CLASS, SELECTION, UNITS, MAC_STYLE] = [4, 6, 62, 18, 44] as const;
const [NORMAL_WIDTH, UPRIGHT] = [5, 0x40] as const;

/**
 * The same font as an upright face of this family and weight.
 *
 * @param postScript  its name in a PDF
 * @param scale       how many times smaller it is set than it was drawn for
 * @returns a TrueType file
 */
export function renameFont(
  font: Font,
  { family, postScript, weight, scale }: { family: string; postScript: string; weight: Weight; scale: number },
): Uint8Array {
  const os2 = [
    [WEIGHT_CLASS, weight],
    [WIDTH_CLASS, NORMAL_WIDTH],
    [SELECTION, UPRIGHT],
  ] as const;
  const head = [
    [UNITS, Math.round(font.unitsPerEm * scale)],
    [MAC_STYLE, 0],
  ] as const;
  const names = [
    [1, family],
    [2, 'Regular'],
    [4, postScript],
    [6, postScript],
  ] as const;
  return writeFont(font, DRAWN, { 'OS/2': os2, head }, nameTable(names));
}

/** Names by their ids, in UTF-16. */
function nameTable(names: readonly (readonly [id: number, text: string])[]): Uint8Array {
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const header = Buffer.alloc(6 + 12 * names.length);
  header.writeUInt16BE(names.length, 2);
  header.writeUInt16BE(header.length, 4);
  let offset = 0;
  for (const [i, [id]] of names.entries()) {
    const [windows, unicode, english] = [3, 1, 0x409];
    for (const [k, word] of [windows, unicode, english, id, texts[i]!.length, offset].entries()) {
      header.writeUInt16BE(word!, 6 + 12 * i + 2 * k);
    }
    offset += texts[i]!.length;
  }
  return Buffer.concat([header, ...texts]);
}
