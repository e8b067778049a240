import { Command } from 'commander';
import { type LogFormat, print, printJson, progressTo } from './terminal.ts';

/** `realized check`: are the configuration, the extracts and the KPIs right? Nothing of the program is written. */
export function checkCommand(): Command {
  return new Command('check')
    .description('configuration, extracts and KPIs, without writing anything')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--as-of <date>', 'judge the data as of this day (YYYY-MM-DD)')
    .option('--json', 'the findings as JSON')
    .action(async (directory: string, flags: { asOf?: string; json?: true }, command: Command) => {
      const { check, checkSummary } = await import('../pipeline/check.ts');
      const progress = progressTo(command.optsWithGlobals<{ log: LogFormat }>().log);
      const outcome = await check({ directory, asOf: flags.asOf ?? null, progress });
      if (flags.json) printJson(outcome);
      else print(checkSummary(outcome));
      if (outcome.findings.some((finding) => finding.severity === 'fail')) process.exitCode = 1;
    });
}
