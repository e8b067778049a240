import { figureSegment } from '../figure.ts';
import type { Results } from '../results/schema.ts';
import { inputWords } from '../results/sensitivity-words.ts';
import { address, cellRef, columnRange } from './address.ts';
import { ranges, type Table, tableName } from './appraisal-figures.ts';
import type { AppraisalCells } from './appraisal-sheet.ts';
import type { CashFlows } from './cash-flow-sheet.ts';
import { banner, computed, GAP, head, input, number, numberHead, row, text } from './cells.ts';
import { addChart, draftSheet, holdTitle, newPage, SHEETS, type SheetDraft } from './sheet-draft.ts';
import { COLOURS } from './style.ts';
import type { Cell, DefinedName, Sheet } from './workbook.ts';

const NONE = 'none in range';
/** Discount rates at which the NPV is looked at, whatever the assumption says. */
const RATES = [0, 0.015, 0.035, 0.05, 0.07, 0.1];

/** The sheet, and the cells that hold figures of the run. */
export interface SensitivityCells {
  sheet: Sheet;
  live: Map<string, DefinedName['cell']>;
}

/** How wrong may each input be, alone, before the answer turns; and what if money were dearer? */
export function sensitivitySheet(results: Results, flows: CashFlows, appraisal: AppraisalCells): SensitivityCells {
  const tables = flows.blocks;
  const lead =
    tables.length === 0
      ? 'Nothing is appraised, so nothing can turn.'
      : 'How far each input may be off, alone, before the NPV is 0; the NPV at other rates; and what the run simulated.';
  const draft = draftSheet(
    SHEETS.sensitivity,
    [46, ...Array.from({ length: Math.max(4, tables.length) }, () => 20), 56],
    'Sensitivity',
    lead,
  );
  const live: SensitivityCells['live'] = new Map();
  if (tables.length === 0) return { sheet: draft, live };
  holdTitle(draft);
  addSwitching(draft, results, tables, appraisal, live);
  addRates(draft, tables);
  addTornado(draft, results, tables);
  addBreakEven(draft, results, tables);
  addDistribution(draft, tables, results);
  return { sheet: draft, live };
}

/** The NPV is linear in each benefit's amount and in the costs. */
function addSwitching(
  draft: SheetDraft,
  { benefits }: Results,
  tables: readonly Table[],
  { live: parts, cellOf }: AppraisalCells,
  live: SensitivityCells['live'],
): void {
  draft.rows.push(banner(text('Switching values: the change of one input, alone, at which the NPV is 0', 'section')));
  const none = <T>(gap: T) => Array.from({ length: Math.max(0, 4 - tables.length) }, () => gap);
  const heads = tables.map((table) => numberHead(tableName(table)));
  draft.rows.push(row(head('Input'), ...heads, ...none(head('')), head('How')));
  const ref = (cell: DefinedName['cell']) => cellRef(cell.sheet, cell.row, cell.column);
  const add = (label: string, inputOf: string, note: string, of: (table: Table, i: number) => Cell | null) => {
    const cells = tables.map(of);
    if (cells.every((cell) => cell === null)) return;
    draft.rows.push(row(text(label), ...cells, ...none(null), text(note, 'quiet')));
    tables.forEach(({ block }, i) => {
      const id = `appraisal.${block.view}.${block.span}.switching.${inputOf}`;
      if (cells[i] !== null) live.set(id, { sheet: draft.name, row: draft.rows.length, column: 2 + i });
    });
  };
  for (const { id, title } of benefits) {
    const note = 'Of the whole amount of the benefit; below −100 % there is none';
    add(title, figureSegment(id), note, ({ block }, i) => {
      const part = parts.get(`part.${block.view}.${block.span}.${id}`);
      if (part === undefined) return null;
      const own = block.appraisal;
      const worth = presentValueOf(own, id);
      const change = worth === 0 ? Number.NEGATIVE_INFINITY : -own.npv.likely! / worth;
      const [npv, value] = [ref(cellOf(i, 'npv')), ref(part)];
      const formula = `IF(${value}=0,"${NONE}",IF(-${npv}/${value}>=-1,-${npv}/${value},"${NONE}"))`;
      return computed(formula, change >= -1 ? change : NONE, 'percent');
    });
  }
  add('Costs', 'costs', 'Of all costs together', ({ block }, i) => {
    const { npv, costs } = block.appraisal;
    const change = costs! > 0 ? npv.likely! / costs! : Number.NEGATIVE_INFINITY;
    const [worth, paid] = [ref(cellOf(i, 'npv')), ref(cellOf(i, 'costs'))];
    const formula = `IF(${paid}>0,IF(${worth}/${paid}>=-1,${worth}/${paid},"${NONE}"),"${NONE}")`;
    return computed(formula, change >= -1 ? change : NONE, 'percent');
  });
}

function presentValueOf({ lines }: Results['appraisal'][number], id: string): number {
  const own = lines.filter(({ side, name }) => side === 'benefits' && name === id);
  return own.reduce((sum, line) => sum + line.present_value, 0);
}

function addRates(draft: SheetDraft, tables: readonly Table[]): void {
  draft.rows.push(GAP, banner(text('NPV at one rate for all years', 'section')));
  draft.rows.push(row(numberHead('Rate a year'), ...tables.map((table) => numberHead(tableName(table)))));
  const first = draft.rows.length + 1;
  for (const rate of RATES) {
    const at = address(draft.rows.length + 1, 1);
    const cells = tables.map((table) => {
      const { net, time } = ranges(table);
      const value = table.months.reduce((sum, m) => sum + (m.benefits - m.costs) * (1 + rate) ** -m.time, 0);
      return computed(`SUMPRODUCT(${net}*(1+${at})^-${time})`, value, 'money');
    });
    draft.rows.push(row(input(rate, 'rate'), ...cells));
  }
  const last = draft.rows.length;
  const colours = [COLOURS.blue, COLOURS.grey, COLOURS.orange, COLOURS.ink];
  const series = tables.map((table, i) => ({
    name: tableName(table),
    categories: columnRange(draft.name, 1, first, last),
    values: columnRange(draft.name, 2 + i, first, last),
    colour: colours[i % colours.length]!,
    fill: 'solid' as const,
  }));
  addChart(draft, { kind: 'line', title: 'NPV at other discount rates', axis: 'NPV', series }, 'same page');
}

/** Each input at its low and its high, all others likely: the run's own, since it computes the whole case each time. */
function addTornado(draft: SheetDraft, results: Results, tables: readonly Table[]): void {
  const { block } = headline(tables);
  const { tornado } = block.appraisal.sensitivity;
  if (tornado.length === 0) return;
  const title = `Tornado, ${blockName(block)}: one input at its low and high, the others likely`;
  newPage(draft, `${title}; as the run computed it`);
  const likely = block.appraisal.npv.likely!;
  draft.rows.push(row(text('NPV of the run'), number(likely, 'money')));
  const base = `$B$${draft.rows.length}`;
  const heads = ['NPV at low', 'NPV at high', 'Change at low', 'Change at high'];
  draft.rows.push(row(head('Input'), ...heads.map(numberHead)));
  const first = draft.rows.length + 1;
  for (const bar of tornado) {
    const at = draft.rows.length + 1;
    const moved = (column: string, npv: number) => computed(`${column}${at}-${base}`, npv - likely, 'money');
    draft.rows.push(
      row(
        text(inputWords(results, bar)),
        number(bar.npv_at_low, 'money'),
        number(bar.npv_at_high, 'money'),
        moved('B', bar.npv_at_low),
        moved('C', bar.npv_at_high),
      ),
    );
  }
  const last = draft.rows.length;
  const side = (name: string, column: number, colour: string) => ({
    name,
    categories: columnRange(draft.name, 1, first, last),
    values: columnRange(draft.name, column, first, last),
    colour,
    fill: 'solid' as const,
  });
  addChart(draft, {
    kind: 'bar',
    title: `What moves the NPV, ${blockName(block)}`,
    axis: `Change of the NPV, ${results.program.currency}`,
    series: [side('Input at its low', 4, COLOURS.grey), side('Input at its high', 5, COLOURS.blue)],
  });
}

/** The smallest effect at which the case still pays. */
function addBreakEven(draft: SheetDraft, results: Results, tables: readonly Table[]): void {
  const { block } = headline(tables);
  const { break_even: evens } = block.appraisal.sensitivity;
  if (evens.length === 0) return;
  const title = `Break-even, ${blockName(block)}: the effect needed, as a share of the one measured`;
  draft.rows.push(GAP, banner(text(`${title}; as the run computed it`, 'section')));
  for (const { benefit, share, reason } of evens) {
    const name = results.benefits.find(({ id }) => id === benefit)?.title ?? 'All benefits together';
    draft.rows.push(row(text(name), number(share, 'percent', reason ?? 'none')));
  }
}

/** The financial view over its longest span. */
function headline(tables: readonly Table[]): Table {
  return tables.findLast(({ block }) => block.view === 'financial') ?? tables.at(-1)!;
}

function blockName({ view, span }: Table['block']): string {
  return `${view} view, ${span === 'realized' ? 'realized to date' : 'whole life'}`;
}

/** The simulated NPV of the financial view over its longest span. */
function addDistribution(draft: SheetDraft, tables: readonly Table[], { program }: Results): void {
  const { block } = headline(tables);
  const { distribution, npv } = block.appraisal;
  if (distribution === null || distribution.counts.length < 2 || npv.p5 === null) return;
  const title = `NPV as simulated, ${blockName(block)}`;
  newPage(draft, `${title}; drawn by the run, not moved by the assumptions`);
  draft.rows.push(row(numberHead(`From (${program.currency})`), numberHead('Draws')));
  const first = draft.rows.length + 1;
  distribution.counts.forEach((count, i) => {
    draft.rows.push(row(number(distribution.from + i * distribution.width, 'money'), number(count, 'count')));
  });
  const last = draft.rows.length;
  const total = distribution.counts.reduce((sum, count) => sum + count, 0);
  draft.rows.push(row(text('All draws', 'total'), computed(`SUM(B${first}:B${last})`, total, 'count', 'total')));
  addChart(draft, {
    kind: 'column',
    title,
    axis: 'Draws',
    series: [
      {
        name: 'Draws',
        categories: columnRange(draft.name, 1, first, last),
        values: columnRange(draft.name, 2, first, last),
        colour: COLOURS.blue,
        fill: 'solid',
      },
    ],
  });
}
