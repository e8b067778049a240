import { address } from './address.ts';
import { rowHeight } from './row-height.ts';
import type { StyleTable } from './styles-xml.ts';
import type { Cell, Row, Sheet } from './workbook.ts';
import { escapeXml, xmlPart } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** What a spreadsheet holds in one cell. */
const MOST_CHARACTERS = 32_767;
/** Typed into a cell, text that begins so would be read as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;
const A4 = 9;

/** The texts of a workbook, each held once. */
export interface TextTable {
  numberOf(text: string): number;
  xml(): string;
}

/** Numbers the texts of a workbook, in the order in which they are first used. */
export function textTable(): TextTable {
  const numbers = new Map<string, number>();
  let uses = 0;
  return {
    numberOf(text) {
      uses += 1;
      const known = numbers.get(text) ?? numbers.size;
      numbers.set(text, known);
      return known;
    },
    xml() {
      const items = [...numbers.keys()].map(
        (text) => `<si><t xml:space="preserve">${escapeXml(literal(text))}</t></si>`,
      );
      return xmlPart(`<sst xmlns="${MAIN}" count="${uses}" uniqueCount="${items.length}">${items.join('')}</sst>`);
    },
  };
}

/**
 * One sheet as its part of the package.
 *
 * @param first     it is the one that opens
 * @param drawing   its charts have the relationship `rId1`
 * @throws RangeError for a number that is not finite: an undefined answer is words
 * @source  ECMA-376 Part 1, 18.3; the order of the elements is the schema's
 */
export function sheetXml(sheet: Sheet, styles: StyleTable, texts: TextTable, first: boolean): string {
  const { columns, rows, breaks, filter, charts } = sheet;
  const rowsXml = rows.map((row, i) => rowXml(row, i + 1, columns, styles, texts)).join('');
  const banners = rows.flatMap(({ banner }, i) =>
    banner ? [`<mergeCell ref="A${i + 1}:${address(i + 1, columns.length)}"/>`] : [],
  );
  const widths = columns.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const pages = breaks.map((row) => `<brk id="${row - 1}" max="16383" man="1"/>`);
  return xmlPart(
    `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
      '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
      `<dimension ref="A1:${address(Math.max(1, rows.length), columns.length)}"/>` +
      viewXml(sheet, first) +
      '<sheetFormatPr defaultRowHeight="13.5"/>' +
      `<cols>${widths.join('')}</cols>` +
      `<sheetData>${rowsXml}</sheetData>` +
      (filter === null
        ? ''
        : `<autoFilter ref="A${filter.row}:${address(Math.max(filter.row, filter.to), columns.length)}"/>`) +
      (banners.length === 0 ? '' : `<mergeCells count="${banners.length}">${banners.join('')}</mergeCells>`) +
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
      `<pageSetup paperSize="${A4}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
      '<headerFooter><oddFooter>&amp;L&amp;8&amp;F · &amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>' +
      (pages.length === 0
        ? ''
        : `<rowBreaks count="${pages.length}" manualBreakCount="${pages.length}">${pages.join('')}</rowBreaks>`) +
      (charts.length === 0 ? '' : '<drawing r:id="rId1"/>') +
      '</worksheet>',
  );
}

function viewXml({ frozen }: Sheet, first: boolean): string {
  const selected = first ? ' tabSelected="1"' : '';
  const view = `<sheetViews><sheetView showGridLines="0"${selected} workbookViewId="0">`;
  const { rows, columns } = frozen;
  if (rows === 0 && columns === 0) return `${view}</sheetView></sheetViews>`;
  const splits = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
  const pane = columns === 0 ? 'bottomLeft' : rows === 0 ? 'topRight' : 'bottomRight';
  const corner = address(rows + 1, columns + 1);
  return `${view}<pane${splits} topLeftCell="${corner}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/></sheetView></sheetViews>`;
}

function rowXml(row: Row, at: number, columns: readonly number[], styles: StyleTable, texts: TextTable): string {
  // Merged cells each draw their own part of a rule.
  const held = row.banner
    ? columns.map((_, i) => (i === 0 ? row.cells[0]! : { ...row.cells[0]!, value: null }))
    : row.cells;
  const cells = held.map((cell, i) => (cell === null ? '' : cellXml(cell, address(at, i + 1), styles, texts)));
  const points = rowHeight(row, columns);
  const high = points === null ? '' : ` ht="${points}" customHeight="1"`;
  return cells.length === 0 ? '' : `<row r="${at}"${high}>${cells.join('')}</row>`;
}

function cellXml({ value, formula, style }: Cell, at: string, styles: StyleTable, texts: TextTable): string {
  const typed = formula === null && typeof value === 'string' && FORMULA_START.test(value);
  const start = `<c r="${at}" s="${styles.numberOf(style, typed)}"`;
  if (formula !== null) {
    const result = typeof value === 'number' ? numberText(value, at) : escapeXml(value ?? '');
    const type = typeof value === 'number' ? '' : ' t="str"';
    return `${start}${type}><f>${escapeXml(formula)}</f><v>${result}</v></c>`;
  }
  if (value === null) return `${start}/>`;
  if (typeof value === 'number') return `${start}><v>${numberText(value, at)}</v></c>`;
  const held = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS - 1)}…` : value;
  return `${start} t="s"><v>${texts.numberOf(held)}</v></c>`;
}

function numberText(value: number, at: string): string {
  if (!Number.isFinite(value)) throw new RangeError(`the cell ${at} holds no finite number`);
  return String(value === 0 ? 0 : value);
}

/** Spreadsheets read `_x0041_` as a character by its number; text that happens to look so is told apart. */
function literal(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
