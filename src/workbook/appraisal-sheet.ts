import type { Results } from '../results/schema.ts';
import { address } from './address.ts';
import {
  IRR_ROWS,
  irrTerms,
  mirrTerms,
  paybackHelpers,
  paybackTerms,
  presentTerms,
  type Table,
  type Term,
  tableName,
} from './appraisal-figures.ts';
import { type AppraisalWriter, type Appraised, addParts, FIRST_VIEW, viewHeads } from './appraisal-parts.ts';
import { addBridge } from './bridge-table.ts';
import { banner, computed, day, GAP, number, row, text } from './cells.ts';
import { draftSheet, holdTitle, newPage, SHEETS } from './sheet-draft.ts';
import type { Format } from './style.ts';
import { hasMoney } from './timeline.ts';
import type { Cell, Chart, DefinedName, Sheet } from './workbook.ts';

const NOTES = 62;

/** The sheet, and the cells that hold figures of the run. */
export interface AppraisalCells {
  sheet: Sheet;
  live: Map<string, DefinedName['cell']>;
  /** Cell of a figure in the column of a table: `npv`, `benefits`, `costs`. */
  cellOf: (table: number, name: string) => DefinedName['cell'];
  /** The claim bridge; null without a benefit. */
  chart: Omit<Chart, 'at'> | null;
}

/** Is it worth it? Each view over each span in a column, every figure computed from the cash flows. */
export function appraisalSheet(results: Results, from: Appraised): AppraisalCells {
  const tables = from.flows.blocks;
  const lead =
    tables.length === 0
      ? NOTHING
      : 'Computed from the sheet Cash flows. The financial case is the headline; the economic view adds capacity and quality, and the two are never added.';
  const widths = [44, ...tables.map(() => 20), NOTES];
  const draft = draftSheet(SHEETS.appraisal, tables.length === 0 ? [40, 20, 20, NOTES] : widths, 'Appraisal', lead);
  const rows = new Map<string, number>();
  const live: AppraisalCells['live'] = new Map();
  const writer = { draft, results, from, tables, rows, live };
  if (tables.length > 0) {
    addHead(writer);
    addFigures(writer);
    addSimulated(writer);
    addWorking(writer);
    addParts(writer);
  }
  if (hasMoney(results)) addReasons(writer);
  const chart = addBridge(writer);
  const cellOf = (table: number, name: string) => ({
    sheet: draft.name,
    row: rows.get(name)!,
    column: FIRST_VIEW + table,
  });
  return { sheet: draft, live, cellOf, chart };
}

/** Rows of the figures that other rows read, in the order of the sheet; the working stands below at fixed rows. */
const HEADLINES = ['benefits', 'costs', 'npv', 'bcr', 'roi', 'irr', 'mirr', 'payback', 'discounted_payback'] as const;
type Headline = (typeof HEADLINES)[number];
const SHOWN: Record<Headline, { name: string; format: Format; note: string }> = {
  benefits: {
    name: 'Benefits, present value',
    format: 'money',
    note: 'Losses deducted; each month × its discount factor',
  },
  costs: { name: 'Costs, present value', format: 'money', note: 'Each month × its discount factor' },
  npv: { name: 'Net present value (NPV)', format: 'money', note: 'Benefits − costs' },
  bcr: { name: 'Benefit–cost ratio (BCR)', format: 'ratio', note: 'Benefits ÷ costs, present values' },
  roi: { name: 'Return on investment (ROI)', format: 'percent', note: '(Benefits − costs) ÷ costs, present values' },
  irr: {
    name: 'Internal rate of return (IRR)',
    format: 'rate',
    note: 'The rate at which the NPV is 0, followed from the run’s by the working below; that it is the only one is proven by the run',
  },
  mirr: {
    name: 'Modified rate of return (MIRR)',
    format: 'rate',
    note: 'Losses financed and gains reinvested at the first discount rate',
  },
  payback: {
    name: 'Payback, years after the base date',
    format: 'ratio',
    note: 'After it the cumulative stays at or above 0; linear inside a month',
  },
  discounted_payback: {
    name: 'Discounted payback, years',
    format: 'ratio',
    note: 'The same of the discounted cumulative',
  },
};

function addHead({ draft, tables }: AppraisalWriter): void {
  holdTitle(draft);
  draft.rows.push(viewHeads(tables, 'Figure', 'How'));
  const facts: [string, (table: Table) => Cell][] = [
    ['Base date', ({ block }) => day(block.appraisal.base_date)],
    ['Prices', ({ block }) => number(null, 'general', block.appraisal.rates[0]!.basis)],
  ];
  for (const [name, cell] of facts) draft.rows.push(row(text(name), ...tables.map(cell)));
}

function addFigures(writer: AppraisalWriter): void {
  const { draft, results, from, tables, rows, live } = writer;
  // The figures read rows that are written below them.
  HEADLINES.forEach((name, i) => void rows.set(name, draft.rows.length + 1 + i));
  const working = draft.rows.length + HEADLINES.length + TITLE_ROWS + SIMULATED.length + TITLE_ROWS;
  WORKING.forEach(([name], i) => void rows.set(name, working + 1 + i));
  const terms = tables.map((table, i) => {
    const cell = (name: string) => address(rows.get(name)!, FIRST_VIEW + i);
    const { view, span } = table.block;
    const reason = results.figures[`appraisal.${view}.${span}.irr`]?.reason ?? 'undefined';
    const { irr } = irrTerms(table, cell, reason);
    const { mirr } = mirrTerms(table, cell, results, from.assumed);
    return { ...presentTerms(table, cell), irr, mirr, ...paybackTerms(table, cell) };
  });
  for (const name of HEADLINES) {
    const { name: label, format, note } = SHOWN[name];
    const look = name === 'npv' ? 'total' : 'plain';
    const cells = terms.map((term) => termCell(term[name], format, look));
    draft.rows.push(row(text(label, look), ...cells, text(note, look === 'total' ? 'total' : 'quiet')));
    tables.forEach(({ block }, i) => {
      const id = `appraisal.${block.view}.${block.span}.${name}`;
      live.set(id, { sheet: draft.name, row: rows.get(name)!, column: FIRST_VIEW + i });
    });
  }
}

function termCell(term: Term | string, format: Format, look: 'plain' | 'total' = 'plain'): Cell {
  if (typeof term === 'string') return number(null, format, term, look);
  return term.formula === '' ? number(term.value as number, format) : computed(term.formula, term.value, format, look);
}

/** Where there is no table; the reasons of the run follow, where money is named at all. */
const NOTHING = 'Nothing is appraised.';

/** A gap, the title of a section and its heads. */
const TITLE_ROWS = 3;
const SIMULATED: [string, Format, (table: Table) => number | null][] = [
  ['NPV, 5th percentile (P5)', 'money', ({ block }) => block.appraisal.npv.p5],
  ['NPV, median (P50)', 'money', ({ block }) => block.appraisal.npv.p50],
  ['NPV, 95th percentile (P95)', 'money', ({ block }) => block.appraisal.npv.p95],
  ['Probability that the NPV is above 0', 'percent', ({ block }) => block.appraisal.probability_npv_positive],
];

function addSimulated({ draft, tables }: AppraisalWriter): void {
  draft.rows.push(GAP, banner(text('Simulated by the run; these do not follow the assumptions', 'section')));
  draft.rows.push(viewHeads(tables, 'Figure'));
  for (const [name, format, of] of SIMULATED) {
    draft.rows.push(row(text(name), ...tables.map((table) => number(of(table), format, 'undefined'))));
  }
}

const WORKING: [name: string, label: string, format: Format][] = [
  ['moved', 'Money moved, both ways', 'money'],
  ['below', 'Months until the cumulative is never below 0 again', 'count'],
  ['movedDiscounted', 'Money moved, discounted', 'money'],
  ['belowDiscounted', 'Months until the discounted cumulative is never below 0 again', 'count'],
  ['last', 'Number of the last month that counts', 'count'],
  ...IRR_ROWS.map((name, k): [string, string, Format] => [
    name,
    k === 0 ? 'Logarithm of 1 + IRR of the run' : `Step ${k} of Newton’s method from there`,
    'exact',
  ]),
];

function addWorking({ draft, results, from, tables, rows }: AppraisalWriter): void {
  newPage(draft, 'Working');
  draft.rows.push(viewHeads(tables, 'Step'));
  const terms = tables.map((table, i) => {
    const cell = (name: string) => address(rows.get(name)!, FIRST_VIEW + i);
    const { steps } = irrTerms(table, cell, '');
    const { last } = mirrTerms(table, cell, results, from.assumed);
    const rates = Object.fromEntries(steps.map((step, k) => [IRR_ROWS[k], step]));
    return { ...paybackHelpers(table, cell), last, ...rates } as Record<string, Term | undefined>;
  });
  for (const [name, label, format] of WORKING) {
    const cells = terms.map((term) => (term[name] === undefined ? number(null, format) : termCell(term[name], format)));
    draft.rows.push(row(text(label), ...cells));
  }
}

/** Why figures are undefined, and what stands beside them: the run's own words. */
function addReasons({ draft, results }: AppraisalWriter): void {
  const told = results.appraisal.flatMap(({ view, span, reasons }) =>
    reasons.map((reason) => `${tableName({ block: { view, span } })}: ${reason}`),
  );
  if (told.length === 0) return;
  draft.rows.push(GAP, banner(text('What the run says beside them', 'section')));
  for (const reason of told) draft.rows.push(banner(text(reason)));
}
