import { Command, Option } from 'commander';
import { type LogFormat, print, printJson, progressTo } from './terminal.ts';

interface RunFlags {
  asOf?: string;
  out: string;
  json?: true;
  failOn?: 'warn' | 'fail';
  memoryLimit: string;
  threads?: string;
}

/** `realized run`: load → series → compare → value → report, the main job. */
export function runCommand(): Command {
  return new Command('run')
    .description('load the extracts, measure, compare, value and report: the main job')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--as-of <date>', 'judge the data as of this day (YYYY-MM-DD)')
    .option('--out <dir>', 'where reports/<program>/<run> is written', 'reports')
    .option('--json', 'print results.json instead of the summary')
    .addOption(new Option('--fail-on <severity>', 'exit 1 when a finding this grave stands').choices(['warn', 'fail']))
    .option('--memory-limit <size>', "DuckDB's memory; what exceeds it spills to disk", '2GB')
    .option('--threads <n>', 'DuckDB threads; results do not depend on it')
    .action(async (directory: string, flags: RunFlags, command: Command) => {
      const { run } = await import('../pipeline/run.ts');
      const { summarize } = await import('../pipeline/summary.ts');
      const outcome = await run({
        directory,
        asOf: flags.asOf ?? null,
        out: flags.out,
        memoryLimit: flags.memoryLimit,
        threads: flags.threads === undefined ? null : Number(flags.threads),
        cache: null,
        progress: progressTo(command.optsWithGlobals<{ log: LogFormat }>().log),
      });
      if (flags.json) printJson(outcome.results);
      else print(summarize(outcome.results, outcome.folder));
      const grave = flags.failOn === 'warn' ? ['warn', 'fail'] : ['fail'];
      const open = outcome.results.findings.filter((f) => grave.includes(f.severity) && f.acknowledged === undefined);
      if (flags.failOn !== undefined && open.length > 0) process.exitCode = 1;
    });
}
