import { SHEETS } from './sheet-draft.ts';
import type { Cell, Chart, Sheet, Workbook } from './workbook.ts';

type Tell = (text: string) => string;

/**
 * A workbook in the reader's language. The names of sheets and cells stay: formulas call by them. So do the sheets of figures and
 * provenance, which repeat ids, formulas and hashes of results.json.
 *
 * A formula that looks for a word finds it still: a word in a formula and the same word in a cell are told alike.
 */
export function retellWorkbook(workbook: Workbook, tell: Tell): Workbook {
  const names = new Set(workbook.names.map(({ name }) => name));
  const tellUnlessName = (text: string) => (names.has(text) ? text : tell(text));
  const sheets = workbook.sheets.map((sheet) => retellSheet(sheet, tellUnlessName));
  return { ...workbook, title: tell(workbook.title), sheets };
}

function retellSheet(sheet: Sheet, tell: Tell): Sheet {
  if (sheet.name === SHEETS.figures || sheet.name === SHEETS.provenance) return sheet;
  const rows = sheet.rows.map(({ cells, banner }) => ({ banner, cells: cells.map((cell) => retellCell(cell, tell)) }));
  return { ...sheet, rows, charts: sheet.charts.map((chart) => retellChart(chart, tell)) };
}

function retellCell(cell: Cell | null, tell: Tell): Cell | null {
  if (cell === null) return null;
  const { value, formula } = cell;
  return {
    ...cell,
    value: typeof value === 'string' ? tell(value) : value,
    formula: formula === null ? null : retellFormula(formula, tell),
  };
}

/** Only the words between quotation marks; a quotation mark in them is written twice. */
function retellFormula(formula: string, tell: Tell): string {
  return formula.replace(/"((?:[^"]|"")+)"/g, (_, words: string) => {
    return `"${tell(words.replaceAll('""', '"')).replaceAll('"', '""')}"`;
  });
}

function retellChart(chart: Chart, tell: Tell): Chart {
  const series = chart.series.map((one) => ({ ...one, name: tell(one.name) }));
  return { ...chart, title: tell(chart.title), axis: tell(chart.axis), series };
}
