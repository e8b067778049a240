import { Command } from 'commander';
import { type LogFormat, print, printJson, progressTo } from './terminal.ts';

interface PreviewFlags {
  asOf?: string;
  out: string;
  port: string;
  json?: true;
}

/** `realized preview`: the reports on a local page that follows the program's files. */
export function previewCommand(): Command {
  return new Command('preview')
    .description(
      'show the reports on a local page that follows the files of the program; publishes and records nothing',
    )
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--as-of <date>', 'judge the data as of this day (YYYY-MM-DD)')
    .option('--out <dir>', 'where the last run is shown from until the first is there', 'reports')
    .option('--port <n>', 'the port on 127.0.0.1; 0 for a free one', '0')
    .option('--json', 'print the address as JSON')
    .action(async (directory: string, flags: PreviewFlags, command: Command) => {
      const { preview } = await import('../pipeline/preview.ts');
      const { address, close } = await preview({
        directory,
        asOf: flags.asOf ?? null,
        out: flags.out,
        port: Number(flags.port),
        memoryLimit: '2GB',
        threads: null,
        cache: null,
        progress: progressTo(command.optsWithGlobals<{ log: LogFormat }>().log),
      });
      if (flags.json) printJson({ address });
      else print(`${address}   (Ctrl-C ends it)`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
    });
}
