import { strToU8, type Zippable, zipSync } from 'fflate';
import { currencySign } from '../results/format.ts';
import { cellRef, rangeRef } from './address.ts';
import { chartXml, drawingXml, rangeReader } from './chart-xml.ts';
import { sheetXml, textTable } from './sheet-xml.ts';
import { coinDigits, type Format, formatCode } from './style.ts';
import { styleTable } from './styles-xml.ts';
import type { DefinedName, Sheet, Workbook } from './workbook.ts';
import { escapeXml, xmlPart } from './xml.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument';
/** One part of the package. */
interface Part {
  path: string;
  type: string;
  xml: string;
}

/**
 * A workbook as the bytes of an .xlsx file: cells, formulas with the values they come to, names, charts; no macro.
 *
 * The same workbook gives the same bytes on every machine and in every time zone: parts in one order, fixed times, no
 * random ids.
 *
 * @source  ECMA-376 (Office Open XML), SpreadsheetML
 * @example writeFileSync('finance.xlsx', writeWorkbook(financeWorkbook(results)))
 */
export function writeWorkbook(workbook: Workbook): Uint8Array {
  const parts = partsOf(workbook);
  const overrides = parts.map(({ path, type }) => `<Override PartName="/${path}" ContentType="${type}"/>`);
  const types =
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
  const files: Zippable = { '[Content_Types].xml': strToU8(xmlPart(types)) };
  files['_rels/.rels'] = strToU8(
    relationsXml([
      ['officeDocument', 'xl/workbook.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
  );
  for (const { path, xml } of parts) files[path] = strToU8(xml);
  for (const [path, xml] of relationsOf(workbook)) files[path] = strToU8(xml);
  // The zip format knows local times alone; built from local parts, this one is the same in every zone.
  return zipSync(files, { mtime: new Date(1980, 0, 1, 12), level: 6 });
}

function partsOf(workbook: Workbook): Part[] {
  const { sheets, title, creator, currency } = workbook;
  const [sign, digits] = [currencySign(currency), coinDigits(currency)];
  const [styles, texts] = [styleTable(sign, digits), textTable()];
  const read = rangeReader(workbook, (format) => formatCode(format as Format, sign, digits));
  const spreadsheet = `${TYPES}.spreadsheetml`;
  const parts: Part[] = [
    { path: 'xl/workbook.xml', type: `${spreadsheet}.sheet.main+xml`, xml: workbookXml(workbook) },
    ...sheets.map((sheet, i) => ({
      path: `xl/worksheets/sheet${i + 1}.xml`,
      type: `${spreadsheet}.worksheet+xml`,
      xml: sheetXml(sheet, styles, texts, i === 0),
    })),
  ];
  const charted = sheets.filter(({ charts }) => charts.length > 0);
  parts.push(
    ...charted.map((sheet, i) => ({
      path: `xl/drawings/drawing${i + 1}.xml`,
      type: `${TYPES}.drawing+xml`,
      xml: drawingXml(sheet),
    })),
    ...charted
      .flatMap(({ charts }) => charts)
      .map((chart, i) => ({
        path: `xl/charts/chart${i + 1}.xml`,
        type: `${TYPES}.drawingml.chart+xml`,
        xml: chartXml(chart, read),
      })),
  );
  return [
    ...parts,
    { path: 'xl/styles.xml', type: `${spreadsheet}.styles+xml`, xml: styles.xml() },
    { path: 'xl/sharedStrings.xml', type: `${spreadsheet}.sharedStrings+xml`, xml: texts.xml() },
    {
      path: 'docProps/core.xml',
      type: 'application/vnd.openxmlformats-package.core-properties+xml',
      xml: xmlPart(
        `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
          `<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(creator)}</dc:creator></cp:coreProperties>`,
      ),
    },
  ];
}

/** Which part leads to which: the workbook to its sheets, a sheet to its drawing, a drawing to its charts. */
function relationsOf({ sheets }: Workbook): [path: string, xml: string][] {
  const own = sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]);
  const relations: [string, string][] = [
    [
      'xl/_rels/workbook.xml.rels',
      relationsXml([...own, ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]),
    ],
  ];
  let [drawing, chart] = [0, 0];
  sheets.forEach(({ charts }, i) => {
    if (charts.length === 0) return;
    drawing += 1;
    const drawn = charts.map((): [string, string] => ['chart', `../charts/chart${++chart}.xml`]);
    relations.push(
      [`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, relationsXml([['drawing', `../drawings/drawing${drawing}.xml`]])],
      [`xl/drawings/_rels/drawing${drawing}.xml.rels`, relationsXml(drawn)],
    );
  });
  return relations;
}

function relationsXml(relations: readonly [type: string, target: string][]): string {
  const items = relations.map(([type, target], i) => {
    const uri = type.includes(':') ? type : `${RELATIONS}/${type}`;
    return `<Relationship Id="rId${i + 1}" Type="${uri}" Target="${target}"/>`;
  });
  return xmlPart(`<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`);
}

/** Spreadsheets compute the whole workbook when they open it, so that no stored value is taken on trust. */
function workbookXml({ sheets, names }: Workbook): string {
  const tabs = sheets.map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const defined = [...names.map(namedCell), ...sheets.flatMap(printNames)];
  const definedXml = defined.length === 0 ? '' : `<definedNames>${defined.join('')}</definedNames>`;
  return xmlPart(
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${tabs.join('')}</sheets>` +
      `${definedXml}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`,
  );
}

function namedCell({ name, cell }: DefinedName): string {
  return `<definedName name="${name}">${escapeXml(cellRef(cell.sheet, cell.row, cell.column))}</definedName>`;
}

function printNames({ name, rows, columns, frozen, filter, printed, charts }: Sheet, i: number): string[] {
  const depth = printed ?? Math.max(1, rows.length, ...charts.map(({ at }) => at.row + at.rows));
  const range = (from: number, to: number) =>
    rangeRef({ sheet: name, from: { row: from, column: 1 }, to: { row: to, column: columns.length } });
  const own = (kind: string, reference: string, hidden = '') =>
    `<definedName name="_xlnm.${kind}" localSheetId="${i}"${hidden}>${escapeXml(reference)}</definedName>`;
  const sheet = cellRef(name, 1, 1).replace(/!.*/, '');
  return [
    ...(filter === null
      ? []
      : [own('_FilterDatabase', range(filter.row, Math.max(filter.row, filter.to)), ' hidden="1"')]),
    own('Print_Area', range(1, depth)),
    ...(frozen.rows === 0 ? [] : [own('Print_Titles', `${sheet}!$1:$${frozen.rows}`)]),
  ];
}
