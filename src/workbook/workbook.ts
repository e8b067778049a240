import type { Style } from './style.ts';

/** What a cell holds. A formula stands without its `=`, beside the value that it comes to. */
export interface Cell {
  /** Null leaves the cell empty, with its style. */
  value: string | number | null;
  /** In the English function names and `A1` addresses of the file format; null for what was put in. */
  formula: string | null;
  style: Style;
}

/** One row; cells in the order of the columns. */
export interface Row {
  cells: readonly (Cell | null)[];
  /** The first cell runs across all columns. */
  banner: boolean;
}

/** A range of one sheet, rows and columns counted from 1, ends included. */
export interface Range {
  sheet: string;
  from: { row: number; column: number };
  to: { row: number; column: number };
}

/** One series of a chart, over cells, so that it follows them. */
export interface ChartSeries {
  name: string;
  categories: Range;
  values: Range;
  colour: string;
  /** `none`: takes its room in a stack and is not seen. */
  fill: 'solid' | 'none';
}

/** A chart over cells, and where on its sheet it stands. */
export interface Chart {
  kind: 'line' | 'column' | 'stacked column' | 'bar';
  title: string;
  /** What the value axis counts. */
  axis: string;
  series: readonly ChartSeries[];
  /** Top left cell, and size in columns and rows. */
  at: { row: number; column: number; columns: number; rows: number };
}

/** One sheet, printed on landscape A4 fitted to the width of a page. */
export interface Sheet {
  name: string;
  /** Widths in characters. */
  columns: readonly number[];
  rows: readonly Row[];
  /** Rows at the top, and columns at the left, that stay in view; those rows are printed on each page. */
  frozen: { rows: number; columns: number };
  /** The row of column heads that a filter hangs on; null for none. */
  filter: { row: number; to: number } | null;
  /** The last row that is printed; null prints all of them, charts too. */
  printed: number | null;
  /** Rows before which a page begins. */
  breaks: readonly number[];
  charts: readonly Chart[];
}

/** A cell that formulas call by name. */
export interface DefinedName {
  name: string;
  cell: { sheet: string; row: number; column: number };
}

/** A spreadsheet before it is written. */
export interface Workbook {
  title: string;
  creator: string;
  /** ISO 4217: what `money` cells are shown in. */
  currency: string;
  sheets: readonly Sheet[];
  names: readonly DefinedName[];
}
