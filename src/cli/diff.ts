import { Command } from 'commander';
import { countWords } from '../count-words.ts';
import { bold, columns, type LogFormat, print, printJson, progressTo } from './terminal.ts';

/** How many figures are shown; `--json` has them all. */
const SHOWN = 40;
/** How many parts of one cause are named. */
const SHOWN_PARTS = 8;

interface DiffFlags {
  program?: string;
  json?: true;
}

/** `realized diff`: which figures moved between two runs, and why? */
export function diffCommand(): Command {
  return new Command('diff')
    .description('which figures moved between two runs, and why: data, definition, assumption, time passed, method')
    .argument('<before>', 'the earlier run: its folder, or part of its name below reports/<program>/')
    .argument('<after>', 'the later run')
    .option('--program <dir>', 'the program’s folder with the later run’s extracts: takes each change apart by cause')
    .option('--json', 'the whole difference as JSON')
    .action(async (before: string, after: string, flags: DiffFlags, command: Command) => {
      const { diff } = await import('../pipeline/diff.ts');
      const progress = progressTo(command.optsWithGlobals<{ log: LogFormat }>().log);
      const found = await diff({ runs: [before, after], program: flags.program ?? null, progress });
      if (flags.json) return printJson(found);
      print(`${found.before.folder} → ${found.after.folder}\n`);
      if (found.causes.length === 0) print('nothing is otherwise that decides a run');
      for (const { cause, what } of found.causes) printCause(cause, what);
      if (found.verdicts.length > 0) print(`\n${verdictTable(found)}`);
      print(`\n${figureTable(found)}`);
      if (found.undivided !== null) print(`\nnot taken apart by cause: ${found.undivided}`);
    });
}

type Diff = Awaited<ReturnType<typeof import('../pipeline/diff.ts').diff>>;

function printCause(cause: string, what: readonly string[]): void {
  print(bold(cause));
  for (const line of what.slice(0, SHOWN_PARTS)) print(`  ${line}`);
  if (what.length > SHOWN_PARTS) print(`  and ${what.length - SHOWN_PARTS} more; --json names them all`);
}

function verdictTable({ verdicts }: Diff): string {
  const rows = verdicts.map(({ kpi, unit, statistic, adjustment, before, after, cause }) => [
    `${kpi}, ${unit}, ${adjustment === 'crude' ? '' : `${adjustment} `}${statistic}`,
    before ?? 'not compared',
    after ?? 'not compared',
    cause,
  ]);
  return columns([['verdict of', 'was', 'is', 'with'], ...rows]);
}

/** Figures that moved by what they show; ends of intervals move with their figure and are left to --json. */
function figureTable({ figures }: Diff): string {
  const moved = figures.filter(({ id, before, after, digits }) => {
    return !/\.(p5|p50|p95|low|high)$/.test(id) && shown(before, digits) !== shown(after, digits);
  });
  if (moved.length === 0) return 'no figure moved by what it shows';
  const causes = moved[0]!.causes.map(({ cause }) => cause);
  const rows = moved
    .slice(0, SHOWN)
    .map(({ id, unit, digits, before, after, change, causes: parts }) => [
      id,
      shown(before, digits),
      shown(after, digits),
      shown(change, digits),
      ...(parts.length < 2 ? [] : parts.map(({ amount }) => shown(amount, digits))),
      unit === '1' ? '' : unit,
    ]);
  const head = ['figure', 'was', 'is', 'moved by', ...(causes.length < 2 ? [] : causes), 'unit'];
  const table = columns([head, ...rows], [1, 2, 3, ...causes.map((_, i) => 4 + i)]);
  const why = causes.length < 2 ? `all of it: ${causes[0]}\n` : '';
  const more =
    moved.length > SHOWN ? `\nand ${countWords(moved.length - SHOWN, 'more figure')}; --json has them all` : '';
  return `${why}${table}${more}`;
}

function shown(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits).replace(/^-(0(\.0+)?)$/, '$1');
}
