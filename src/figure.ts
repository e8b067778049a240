/**
 * A named number that a report shows, with its ancestry.
 *
 * `value` is null where the number is undefined, and `reason` then says why. `unit` is the unit of measure ("1" where
 * there is none), `digits` the decimals shown, `formula` the computation in words. `inputs` are references:
 * `figure:<id>`, `series:<kpi>/<statistic>/<unit>/<period>` (`<statistic>.standardised` at a constant mix of cases), `kpi:<id>`,
 * `extract:<kind>`, `file:<sha256>`, `assumption:<path in program.yaml>`.
 */
export interface Figure {
  value: number | null;
  unit: string;
  digits: number;
  formula: string;
  inputs: string[];
  reason?: string;
}

/** Figures by id; an id reads like a path (`pacs.outsourced_reads.demonstrated`) and means one number in a run. */
export type Figures = Record<string, Figure>;

/** One segment of a figure id or of a `series:` reference: `/` and `.` inside a name are percent-encoded. */
export function figureSegment(name: string): string {
  return name.replace(/[%/.]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The reference of a series, to which a period is added behind a slash. */
export function seriesPath(series: { kpi: string; statistic: string; adjustment: string; unit: string }): string {
  const { kpi, statistic, adjustment, unit } = series;
  const measured = adjustment === 'crude' ? statistic : `${statistic}.${adjustment}`;
  return `series:${figureSegment(kpi)}/${measured}/${figureSegment(unit)}`;
}
