import { Command } from 'commander';
import { RealizedError } from '../errors.ts';
import { columns, print, printJson } from './terminal.ts';

interface ExplainFlags {
  report?: string;
  rows?: string;
  sql?: true;
  json?: true;
}

/** `realized explain`: where does a number of a report come from? */
export function explainCommand(): Command {
  return new Command('explain')
    .description('the ancestry of one number: formula, KPI, rows left out, extract files; without an id, all figures')
    .argument('<program>', 'the folder that holds program.yaml')
    .argument('[figure]', 'a figure’s id, or a reference such as series:KPI/STATISTIC/UNIT/PERIOD or kpi:KPI')
    .option('--report <dir>', 'the folder of the run (default: reports/<program>/latest)')
    .option('--rows <n>', 'the observations behind a cell of a series, each with its file and record')
    .option('--sql', 'statements that give the numbers again in a DuckDB shell over the cache')
    .option('--json', 'the same as JSON')
    .action(async (directory: string, figure: string | undefined, flags: ExplainFlags) => {
      const options = { directory, report: flags.report ?? null };
      if (figure === undefined) return printFigures(options, flags);
      const asked = { ...options, written: figure };
      if (flags.sql) return printSql(asked, flags);
      if (flags.rows !== undefined) return printRows(asked, rowsOf(flags.rows), flags);
      const { explain } = await import('../pipeline/explain.ts');
      const { text, ...explanation } = await explain(asked);
      if (flags.json) return printJson(explanation);
      print(text);
      for (const note of explanation.notes) print(`note: ${note}`);
      print(`\nrun ${explanation.runId}, as of ${explanation.asOf}`);
    });
}

interface Asked {
  directory: string;
  report: string | null;
  written: string;
}

async function printFigures(options: Omit<Asked, 'written'>, { json }: ExplainFlags): Promise<void> {
  const { figuresOf } = await import('../pipeline/explain.ts');
  const figures = await figuresOf(options);
  if (json) return printJson(figures);
  const rows = Object.entries(figures).map(([id, { value, unit, digits, reason }]) => [
    id,
    value === null ? '–' : value.toFixed(digits),
    value === null ? (reason ?? '') : unit === '1' ? '' : unit,
  ]);
  print(columns([['figure', 'value', 'unit'], ...rows], [1]));
}

async function printSql(asked: Asked, { json }: ExplainFlags): Promise<void> {
  const { explainSql } = await import('../pipeline/explain-sql.ts');
  const series = await explainSql(asked);
  if (json) return printJson(series);
  print(`-- in a DuckDB shell: duckdb -readonly ${asked.directory}/.realized/warehouse.duckdb`);
  for (const { series: reference, statements } of series) print(`\n-- ${reference}\n${statements.join('\n\n')}`);
}

async function printRows(asked: Asked, limit: number, { json }: ExplainFlags): Promise<void> {
  const { explainRows } = await import('../pipeline/explain-rows.ts');
  const rows = await explainRows(asked, limit);
  if (json) return printJson(rows);
  const head = ['item', 'observed', 'numerator', 'denominator', 'stratum', 'outcome', 'left out', 'file', 'record'];
  const cells = rows.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value))));
  print(columns([head, ...cells], [2, 3, 8]));
}

function rowsOf(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new RealizedError('usage.invalid', { message: `«${text}» is no number of rows`, hint: 'write --rows 20' });
}
