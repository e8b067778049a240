import { Command } from 'commander';
import { RealizedError } from '../errors.ts';
import { columns, type LogFormat, print, printJson, progressTo } from './terminal.ts';

interface DeliverFlags {
  due?: true;
  only?: string;
  asOf?: string;
  out: string;
  json?: true;
}

/** `realized deliver`: make the run, gate it, and send what is due. */
export function deliverCommand(): Command {
  return new Command('deliver')
    .description('make the run, verify it, and send its reports; safe to call every minute')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--due', 'only what is due, and what waits for another attempt (for cron or a timer)')
    .option('--only <delivery>', 'this delivery of program.yaml alone')
    .option('--as-of <date>', 'judge the data as of this day (YYYY-MM-DD)')
    .option('--out <dir>', 'where reports/<program>/<run> is written', 'reports')
    .option('--json', 'what happened, as JSON')
    .action(async (directory: string, flags: DeliverFlags, command: Command) => {
      const { deliver } = await import('../pipeline/deliver.ts');
      const progress = progressTo(command.optsWithGlobals<{ log: LogFormat }>().log);
      const lines = await deliver({
        directory,
        out: flags.out,
        due: flags.due === true,
        only: flags.only ?? null,
        asOf: flags.asOf ?? null,
        now: new Date(),
        environment: process.env,
        memoryLimit: '2GB',
        threads: null,
        cache: null,
        progress,
      }).catch((error: unknown) => {
        // Whoever holds the program does the work, or the next call does: nothing is wrong that cron should tell of.
        if (!flags.due || !(error instanceof RealizedError) || error.code !== 'warehouse.locked') throw error;
        progress('deliver', `${error.message}; the next call goes on`);
        return [];
      });
      if (lines.some(({ outcome }) => outcome === 'held' || outcome === 'failed')) process.exitCode = 1;
      if (flags.json) return printJson(lines);
      if (lines.length === 0) return;
      const rows = lines.map(({ delivery, report, to, outcome, detail }) => [
        delivery,
        report,
        to ?? '',
        outcome,
        detail ?? '',
      ]);
      print(columns([['delivery', 'report', 'to', 'outcome', ''], ...rows]));
    });
}
