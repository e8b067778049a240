import { Command, Option } from 'commander';
import type { CompareRequest } from '../pipeline/compare.ts';
import { print, printJson } from './terminal.ts';

/** `realized compare`: did one series in a CSV file change at go-live? No program needed. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('did one series change when something went live?')
    .argument('<series>', 'CSV with one row a period: a date (2024-07-01, or 2024-07) and its value')
    .requiredOption('--go-live <date>', 'the day it went live (YYYY-MM-DD)')
    .option('--stabilization <n>', 'periods from go-live on that the lasting effect leaves out', '0')
    .option('--baseline <n>', 'periods before go-live to compare with (default: all)')
    .option('--value <col>', 'the column that holds the value')
    .option('--numerator <col>', 'with --denominator: the value is a ratio')
    .option('--denominator <col>')
    .option('--per <n>', 'the ratio is a rate of events per so much exposure, such as 10000')
    .option('--period <col>', 'the column that holds the dates')
    .option('--unit <col>', 'the column that tells several series apart')
    .option('--comparators <units>', 'units that never went live, such as West,North')
    .option('--minimum-important-change <x>', 'the smallest change worth having, > 0')
    .addOption(
      new Option('--direction <way>', 'which way is better').choices(['decrease', 'increase']).default('decrease'),
    )
    .addOption(
      new Option('--method <name>', 'another method beside the verdict').choices([
        'welch',
        'hodges-lehmann',
        'bootstrap',
        'newey-west',
        'hc3',
      ]),
    )
    .addOption(
      new Option('--chart <name>', 'limits of another process chart (default: P′ or U′ for counts, else XmR)').choices([
        'xmr',
        'xmr-screened',
        'p-prime',
        'p',
        'u-prime',
        'u',
        'c',
        'g',
        't',
      ]),
    )
    .option('--html <file>', 'also write a page with charts and tables')
    .option('--json', 'every figure as JSON; what is undefined is null')
    .addHelpText('after', HELP)
    .action(async (file: string, { json, ...flags }: Omit<CompareRequest, 'file'> & { json?: true }) => {
      const { compare } = await import('../pipeline/compare.ts');
      const found = await compare({ file, ...flags });
      if (json) return printJson(found);
      const { renderComparison } = await import('./comparison-view.ts');
      print(renderComparison(found, process.stdout.columns ?? 96));
    });
}

const HELP = `
Columns are guessed where only one can be meant. Days, weeks or months are read from the dates.
The period that contains go-live is left out unless go-live is its first day.
An empty cell is a missing period, never zero.
For rare events, one row an event: --chart t for the days since the last one, --chart g for the cases since.`;
