import { DateDay, Dictionary, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';

/** What a row of series.arrow tells: one statistic of one KPI in one unit and period. */
export interface SeriesArrowRow {
  kpi: string;
  statistic: string;
  adjustment: string;
  unit: string;
  /** First local day of the period. */
  period: string;
  n: number | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  phase: string;
}

/**
 * Every series of a run as one Arrow table, in the file format: names as dictionaries, `period` as a date, numbers nullable.
 *
 * @param rows  in the order of results.json; the same rows give the same bytes
 * @example tableFromIPC(seriesArrow(results.series)).numRows
 */
export function seriesArrow(rows: readonly SeriesArrowRow[]): Uint8Array {
  const names = (column: 'kpi' | 'statistic' | 'adjustment' | 'unit' | 'phase', id: number) =>
    vectorFromArray(
      rows.map((row) => row[column]),
      // Ids are given: Arrow would count them up over the life of the process, and two runs would differ.
      new Dictionary(new Utf8(), new Int32(), id),
    );
  const numbers = (column: 'value' | 'numerator' | 'denominator') =>
    vectorFromArray(
      rows.map((row) => row[column]),
      new Float64(),
    );
  const table = new Table({
    kpi: names('kpi', 0),
    statistic: names('statistic', 1),
    adjustment: names('adjustment', 2),
    unit: names('unit', 3),
    period: vectorFromArray(
      rows.map((row) => new Date(`${row.period}T00:00:00Z`)),
      new DateDay(),
    ),
    n: vectorFromArray(
      rows.map((row) => row.n),
      new Int32(),
    ),
    value: numbers('value'),
    numerator: numbers('numerator'),
    denominator: numbers('denominator'),
    phase: names('phase', 4),
  });
  return tableToIPC(table, 'file');
}
