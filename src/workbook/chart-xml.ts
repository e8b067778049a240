import { rangeRef } from './address.ts';
import { COLOURS } from './style.ts';
import type { Chart, ChartSeries, Range, Workbook } from './workbook.ts';
import { escapeXml, xmlPart } from './xml.ts';

const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
/** Ids of the two axes; each chart is a part of its own. */
const [CATEGORIES, VALUES] = [1, 2];

/** What the values of a range are at present, in order, and the number format of their workbook. */
export interface RangeReader {
  values(range: Range): (string | number | null)[];
  format(range: Range): string;
}

/**
 * One chart as its part of the package. It keeps to its cells: when they are computed again, it is drawn again.
 *
 * @param read  what the cells hold now, for viewers that draw without computing
 * @source  ECMA-376 Part 1, 21.2
 */
export function chartXml(chart: Chart, read: RangeReader): string {
  const { kind, title, series } = chart;
  const drawn = series.map((one, i) => seriesXml(one, i, kind, read)).join('');
  const legend =
    series.filter(({ fill }) => fill === 'solid').length > 1
      ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
      : '';
  return xmlPart(
    `<c:chartSpace xmlns:c="${CHART}" xmlns:a="${DRAWING}" xmlns:r="${RELATIONS}"><c:roundedCorners val="0"/><c:chart>` +
      `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr><a:r><a:rPr lang="en-US" sz="1100" b="1"/><a:t>${escapeXml(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>` +
      `<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plotXml(kind, drawn)}${axesXml(chart, read)}</c:plotArea>` +
      `${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` +
      '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr></c:chartSpace>',
  );
}

/** Where the charts of a sheet stand on it, as their part of the package; chart i has the relationship `rId<i + 1>`. */
export function drawingXml({ charts }: { charts: readonly Chart[] }): string {
  const anchors = charts.map(({ title, at }, i) => {
    const corner = (name: string, column: number, row: number) =>
      `<xdr:${name}><xdr:col>${column - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
    return (
      `<xdr:twoCellAnchor>${corner('from', at.column, at.row)}${corner('to', at.column + at.columns, at.row + at.rows)}` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${i + 2}" name="Chart ${i + 1}" descr="${escapeXml(title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
      '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' +
      `<a:graphic><a:graphicData uri="${CHART}"><c:chart xmlns:c="${CHART}" r:id="rId${i + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
    );
  });
  return xmlPart(
    `<xdr:wsDr xmlns:xdr="${SHEET_DRAWING}" xmlns:a="${DRAWING}" xmlns:r="${RELATIONS}">${anchors.join('')}</xdr:wsDr>`,
  );
}

/** Reads a workbook's cells. */
export function rangeReader({ sheets }: Workbook, formatOf: (format: string) => string): RangeReader {
  const cellsOf = ({ sheet, from, to }: Range) => {
    const rows = sheets.find(({ name }) => name === sheet)!.rows.slice(from.row - 1, to.row);
    return rows.flatMap(({ cells }) =>
      Array.from({ length: to.column - from.column + 1 }, (_, i) => cells[from.column - 1 + i] ?? null),
    );
  };
  return {
    values: (range) => cellsOf(range).map((cell) => cell?.value ?? null),
    format: (range) => formatOf(cellsOf(range).find((cell) => cell !== null)?.style.format ?? 'general'),
  };
}

function plotXml(kind: Chart['kind'], series: string): string {
  const axes = `<c:axId val="${CATEGORIES}"/><c:axId val="${VALUES}"/>`;
  if (kind === 'line') {
    return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axes}</c:lineChart>`;
  }
  const [direction, grouping, overlap] =
    kind === 'bar'
      ? ['bar', 'clustered', '<c:overlap val="100"/>']
      : kind === 'column'
        ? ['col', 'clustered', '']
        : ['col', 'stacked', '<c:overlap val="100"/>'];
  return `<c:barChart><c:barDir val="${direction}"/><c:grouping val="${grouping}"/><c:varyColors val="0"/>${series}<c:gapWidth val="40"/>${overlap}${axes}</c:barChart>`;
}

function seriesXml(series: ChartSeries, i: number, kind: Chart['kind'], read: RangeReader): string {
  const { name, categories, values, colour, fill } = series;
  const solid = `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
  const face =
    kind === 'line'
      ? `<c:spPr><a:ln w="22225">${solid}</a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`
      : `<c:spPr>${fill === 'solid' ? solid : '<a:noFill/>'}</c:spPr><c:invertIfNegative val="0"/>`;
  const tail = kind === 'line' ? '<c:smooth val="0"/>' : '';
  return (
    `<c:ser><c:idx val="${i}"/><c:order val="${i}"/><c:tx><c:v>${escapeXml(name)}</c:v></c:tx>${face}` +
    `<c:cat>${referenceXml(categories, read)}</c:cat><c:val>${numbersXml(values, read)}</c:val>${tail}</c:ser>`
  );
}

function referenceXml(range: Range, read: RangeReader): string {
  const values = read.values(range);
  if (values.every((value) => typeof value === 'number')) return numbersXml(range, read);
  const points = values.map((value, i) => `<c:pt idx="${i}"><c:v>${escapeXml(String(value ?? ''))}</c:v></c:pt>`);
  return `<c:strRef><c:f>${escapeXml(rangeRef(range))}</c:f><c:strCache><c:ptCount val="${values.length}"/>${points.join('')}</c:strCache></c:strRef>`;
}

function numbersXml(range: Range, read: RangeReader): string {
  const values = read.values(range);
  const points = values.flatMap((value, i) =>
    typeof value === 'number' ? [`<c:pt idx="${i}"><c:v>${value}</c:v></c:pt>`] : [],
  );
  const code = escapeXml(read.format(range));
  return `<c:numRef><c:f>${escapeXml(rangeRef(range))}</c:f><c:numCache><c:formatCode>${code}</c:formatCode><c:ptCount val="${values.length}"/>${points.join('')}</c:numCache></c:numRef>`;
}

function axesXml({ kind, axis, series }: Chart, read: RangeReader): string {
  const [categorySide, valueSide] = kind === 'bar' ? ['l', 'b'] : ['b', 'l'];
  const grid = `<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D8DDE0"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`;
  const name = `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr><a:r><a:rPr lang="en-US" sz="900" b="0"/><a:t>${escapeXml(axis)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
  const line = `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="${COLOURS.grey}"/></a:solidFill></a:ln></c:spPr>`;
  const values = series[0]!.values;
  // A bar that is not named says nothing.
  const everyLabel = kind === 'bar' ? '<c:tickLblSkip val="1"/>' : '';
  // Rows read downwards, so a bar chart's first category stands at the top.
  const order = kind === 'bar' ? 'maxMin' : 'minMax';
  // Axes count in whole units of money.
  const code = (range: Range) => read.format(range).replace(/^".*$/, (money) => money.replace(/\.0+/g, ''));
  const format = (range: Range) => `<c:numFmt formatCode="${escapeXml(code(range))}" sourceLinked="0"/>`;
  return (
    `<c:catAx><c:axId val="${CATEGORIES}"/><c:scaling><c:orientation val="${order}"/></c:scaling><c:delete val="0"/><c:axPos val="${categorySide}"/>` +
    `${format(series[0]!.categories)}<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${line}<c:crossAx val="${VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>${everyLabel}<c:noMultiLvlLbl val="1"/></c:catAx>` +
    `<c:valAx><c:axId val="${VALUES}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${valueSide}"/>${grid}${name}` +
    `${format(values)}<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="${CATEGORIES}"/><c:crosses val="${kind === 'bar' ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/></c:valAx>`
  );
}
