import { countWords } from '../count-words.ts';
import type { Results } from '../results/schema.ts';
import { cellRef } from './address.ts';
import { computed, head, number, numberHead, row, text, word } from './cells.ts';
import { draftSheet, holdHead, SHEETS } from './sheet-draft.ts';
import type { Format } from './style.ts';
import type { DefinedName, Row, Sheet } from './workbook.ts';

/** Cells of the workbook that compute a figure of the run, by the figure's id. */
export type LiveCells = ReadonlyMap<string, LiveCell>;

export interface LiveCell {
  cell: DefinedName['cell'];
  value: number | string;
}

type Figure = Results['figures'][string];

/** Where the difference between run and workbook stands. */
export const DIFFERENCE_COLUMN = 4;

/** References beyond this are counted: the whole list stands in results.json. */
const NAMED = 6;
/** Figures that are printed even where the workbook computes fewer of them: two pages or so. */
const LEAST_PRINTED = 60;

/**
 * Every named number of the run, how it was made, and what this workbook makes of it now.
 *
 * Those that it computes come first and are printed; the figures of every KPI and unit would fill a hundred pages and more.
 *
 * @param live  figures that a cell computes; the others have no formula here
 * @returns the sheet, and its rows from the first figure to the last
 */
export function figureSheet({ figures, program }: Results, live: LiveCells): Sheet {
  const entries = Object.entries(figures);
  const ordered = [...entries.filter(([id]) => live.has(id)), ...entries.filter(([id]) => !live.has(id))];
  const printed = Math.min(ordered.length, Math.max(live.size, LEAST_PRINTED));
  const rest = ordered.length - printed;
  const lead = `«In the run» is what the reports print. «In this workbook» is what the formulas make of the assumptions as they stand now: as long as no assumption is changed, both agree. What the workbook computes comes first${rest === 0 ? '' : `; not printed: the last ${countWords(rest, 'figure')}`}.`;
  const draft = draftSheet(SHEETS.figures, [44, 18, 18, 14, 16, 60, 50], 'Figures', lead);
  draft.rows.push(
    row(
      head('Figure'),
      numberHead('In the run'),
      numberHead('In this workbook'),
      numberHead('Difference'),
      head('Unit'),
      head('How it is made'),
      head('From'),
    ),
  );
  holdHead(draft, 1);
  for (const [id, figure] of ordered) {
    draft.rows.push(figureRow(id, figure, draft.rows.length + 1, live.get(id) ?? null, program.currency));
  }
  return {
    ...draft,
    filter: { row: draft.frozen.rows, to: draft.rows.length },
    printed: rest === 0 ? null : draft.frozen.rows + printed,
  };
}

function figureRow(
  id: string,
  { value, unit, formula, inputs, reason }: Figure,
  at: number,
  live: LiveCell | null,
  currency: string,
): Row {
  const format: Format = unit === currency ? 'money' : 'exact';
  const more = inputs.length > NAMED ? [`and ${inputs.length - NAMED} more`] : [];
  const why = reason === undefined ? '' : ` Undefined: ${reason}`;
  const now = live && computed(cellRef(live.cell.sheet, live.cell.row, live.cell.column), live.value, format);
  const both = `AND(ISNUMBER(B${at}),ISNUMBER(C${at}))`;
  const difference = `IF(${both},ROUND(C${at}-B${at},6),IF(ISNUMBER(B${at})=ISNUMBER(C${at}),"–","changed"))`;
  return row(
    text(id),
    number(value, format, 'undefined'),
    now,
    now && computed(difference, value === null ? '–' : 0, format),
    word(unit === '1' ? '' : unit),
    text(`${formula}.${why}`),
    text([...inputs.slice(0, NAMED), ...more].join('\n'), 'quiet'),
  );
}
