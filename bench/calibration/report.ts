import { coverageText, improvedText, type Tally } from './tally.ts';

/** A cell with what every method did in it. */
export interface Counted {
  table: string;
  row: string;
  column: string;
  tallies: Record<string, Tally>;
}

/** How a table is printed: its heading, and what its cells show. */
interface Layout {
  table: string;
  title: string;
  show: (tally: Tally) => string;
}

const COVERAGE = 'Coverage in % of nominal 95 % intervals for the average effect (mean half-width in SD)';
const IMPROVED = 'Series called *improved*, in %';

const LAYOUTS: readonly Layout[] = [
  { table: 'ar1', title: `AR(1) errors, no effect. ${COVERAGE}`, show: coverageText },
  { table: 'ar1', title: `The same series. ${IMPROVED}, where nothing happened`, show: improvedText },
  {
    table: 'errors',
    title: `Errors that the model does not assume, no effect. ${COVERAGE}`,
    show: coverageText,
  },
  { table: 'errors', title: `The same series. ${IMPROVED}, where nothing happened`, show: improvedText },
  {
    table: 'counts',
    title: `Events and shares, no effect. ${COVERAGE.replace('SD', 'the unit of the KPI')}`,
    show: coverageText,
  },
  { table: 'counts', title: `The same series. ${IMPROVED}, where nothing happened`, show: improvedText },
  {
    table: 'shapes',
    title: `Effects that step, ramp and decay, φ = .3. ${COVERAGE}`,
    show: coverageText,
  },
  {
    table: 'declarations',
    title: `Drift bounds and comparators, no effect. ${COVERAGE}`,
    show: coverageText,
  },
  {
    table: 'declarations',
    title: `The same series. ${IMPROVED}, where nothing happened`,
    show: improvedText,
  },
  {
    table: 'families',
    title: `Programs of twelve claims where nothing happened. Share with a false *improved*, in %`,
    show: improvedText,
  },
  {
    table: 'power',
    title: `Effects as large as the planner says are shown. ${IMPROVED}`,
    show: improvedText,
  },
];

/** All tables as Markdown. */
export function report(cells: readonly Counted[], note: string): string {
  const tables = LAYOUTS.flatMap((layout) => {
    const own = cells.filter(({ table }) => table === layout.table);
    return own.length === 0 ? [] : [tableOf(layout, own)];
  });
  return [note, ...tables].join('\n\n');
}

function tableOf({ title, show }: Layout, cells: readonly Counted[]): string {
  const distinct = (values: readonly string[]) => [...new Set(values)];
  const columns = distinct(cells.map(({ column }) => column));
  const lines = distinct(cells.map(({ row }) => row)).flatMap((row) => {
    const own = cells.filter((cell) => cell.row === row);
    return distinct(own.flatMap(({ tallies }) => Object.keys(tallies))).flatMap((method) => {
      const figures = columns.map((column) => {
        const tally = own.find((cell) => cell.column === column)?.tallies[method];
        return tally === undefined ? '' : show(tally);
      });
      return figures.every((figure) => figure === '–') ? [] : [`| ${row} | ${method} | ${figures.join(' | ')} |`];
    });
  });
  return [
    `**${title}**`,
    '',
    `| | | ${columns.join(' | ')} |`,
    `|---|---|${'---|'.repeat(columns.length)}`,
    ...lines,
  ].join('\n');
}
