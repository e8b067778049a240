import type { LoggedChange } from '../comparison/change-log.ts';
import { nearest } from '../errors.ts';
import type { Program } from '../program/program.ts';
import { isCivilDay } from '../valuation/civil-days.ts';
import { parseTable, type Table, type TableCell } from '../valuation/parse-table.ts';

/**
 * What else happened, by the program's change log?
 *
 * @param text     of changes.csv: `date`, `id`, `description`; `deployment` and `unit` where an entry concerns one
 * @param file     its name in problems
 * @param program  for its deployments and units
 * @returns changes in order of date, then of the file
 * @throws `changes.invalid` with every problem, each with line and column
 * @example readChanges('date,id,description\n2024-03-11,C-118,Second scanner opened\n', 'changes.csv', program)
 */
export function readChanges(
  text: string,
  file: string,
  program: Pick<Program, 'deployments' | 'units'>,
): LoggedChange[] {
  const table = parseTable(text, file, ['date', 'id', 'description'], 'changes.invalid');
  const deployments = program.deployments.map(({ id }) => id);
  const units = program.units.map(({ id }) => id);
  const changes = table.rows.map((row): LoggedChange => {
    const date = row['date']!;
    if (!isCivilDay(date.text.trim())) table.complain(date, `«${date.text}» is not a day`, 'write it as 2025-07-01');
    const id = row['id']!;
    if (id.text.trim() === '') table.complain(id, 'the cell is empty', 'give the number of the change record');
    return {
      id: id.text.trim(),
      date: date.text.trim(),
      deployment: known(table, row['deployment'], deployments),
      unit: known(table, row['unit'], units),
      description: row['description']!.text.trim(),
    };
  });
  table.check();
  return changes.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** The id in a cell that may be empty, or left out. */
function known(table: Table, cell: TableCell | undefined, ids: readonly string[]): string | null {
  const id = cell?.text.trim() ?? '';
  if (id === '') return null;
  if (!ids.includes(id)) {
    const meant = nearest(id, ids);
    const hint = meant === null ? `write one of ${ids.join(', ')}, or leave it empty` : `did you mean «${meant}»?`;
    table.complain(cell!, `«${id}» is not in program.yaml`, hint);
  }
  return id;
}
