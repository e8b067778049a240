import { COLOURS, FACES, type Format, formatCode, type Look, type Style } from './style.ts';
import { escapeXml, xmlPart } from './xml.ts';

/** The styles that a workbook's cells use, each by its number in styles.xml. */
export interface StyleTable {
  /** @param typed  the cell holds text that a spreadsheet would read as a formula if it were typed in */
  numberOf(style: Style, typed: boolean): number;
  /** styles.xml, with the styles asked for so far. */
  xml(): string;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const FONT = 'Arial';
const FORMATS: readonly Format[] = [
  'money',
  'percent',
  'rate',
  'ratio',
  'factor',
  'count',
  'number',
  'exact',
  'day',
  'month',
];
const LOOKS = Object.keys(FACES) as Look[];
/** Numbers below are the file format's own. */
const FIRST_FORMAT = 164;
const FILLS = [...new Set(LOOKS.flatMap((look) => FACES[look].fill ?? []))];
/** The file format asks for «none» and «gray125» before any other. */
const FIRST_FILL = 2;
const RULES = ['none', 'above', 'below'] as const;

/**
 * Numbers the styles of a workbook, in the order in which they are first used.
 *
 * @param sign    of the currency
 * @param digits  decimals of its smallest coin
 * @source  ECMA-376 Part 1, 18.8
 * @example styleTable('$', 2).numberOf(style, false)
 */
export function styleTable(sign: string, digits: number): StyleTable {
  const numbers = new Map<string, number>();
  const formats: string[] = [`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`];
  return {
    numberOf(style, typed) {
      const { format, look, align, wrap } = style;
      const key = `${format} ${look} ${align} ${wrap} ${typed}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, formats.length);
      return formats.push(cellFormat(style, typed)) - 1;
    },
    xml: () => stylesXml(formats, sign, digits),
  };
}

function cellFormat({ format, look, align, wrap }: Style, typed: boolean): string {
  const face = FACES[look];
  const ids = {
    numFmtId: format === 'general' ? 0 : FIRST_FORMAT + FORMATS.indexOf(format),
    fontId: LOOKS.indexOf(look),
    fillId: face.fill === null ? 0 : FIRST_FILL + FILLS.indexOf(face.fill),
    borderId: RULES.indexOf(face.rule),
    xfId: 0,
  };
  const attributes = Object.entries(ids).map(([name, id]) => `${name}="${id}"`);
  const applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"';
  const prefix = typed ? ' quotePrefix="1"' : '';
  const alignment = `<alignment horizontal="${align}" vertical="top"${align === 'left' ? ' indent="1"' : ''}${wrap ? ' wrapText="1"' : ''}/>`;
  return `<xf ${attributes.join(' ')}${prefix} ${applied}>${alignment}</xf>`;
}

function stylesXml(cellFormats: readonly string[], sign: string, digits: number): string {
  const codes = FORMATS.map((format, i) => {
    const code = escapeXml(formatCode(format, sign, digits));
    return `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${code}"/>`;
  });
  const fonts = LOOKS.map((look) => {
    const { bold, size, colour } = FACES[look];
    return `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF${colour}"/><name val="${FONT}"/><family val="2"/></font>`;
  });
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    ...FILLS.map(
      (fill) =>
        `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`,
    ),
  ];
  const line = `style="thin"><color rgb="FF${COLOURS.grey}"/>`;
  const borders = RULES.map((rule) => {
    const top = rule === 'above' ? `<top ${line}</top>` : '<top/>';
    const bottom = rule === 'below' ? `<bottom ${line}</bottom>` : '<bottom/>';
    return `<border><left/><right/>${top}${bottom}<diagonal/></border>`;
  });
  return xmlPart(
    `<styleSheet xmlns="${MAIN}">${list('numFmts', codes)}${list('fonts', fonts)}${list('fills', fills)}${list('borders', borders)}` +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `${list('cellXfs', cellFormats)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  );
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
