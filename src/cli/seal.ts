import { Command } from 'commander';
import { RealizedError } from '../errors.ts';
import { columns, type LogFormat, print, printJson, progressTo } from './terminal.ts';

interface SealFlags {
  protocol?: true;
  baseline?: true;
  reason?: string;
  asOf?: string;
  json?: true;
}

/** `realized seal`: fix what was decided, or what the baselines were. */
export function sealCommand(): Command {
  return new Command('seal')
    .description('fix what was decided (--protocol, before go-live) or what the baselines were (--baseline)')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--protocol', 'definitions, windows, rules, importance, unit values and the business case')
    .option('--baseline', 'baseline figures of every unit whose last baseline period is mature')
    .option('--reason <text>', 'why it is sealed again; both versions stay')
    .option('--as-of <date>', 'judge the data as of this day (YYYY-MM-DD)')
    .option('--json', 'the seals as JSON')
    .action(async (directory: string, flags: SealFlags, command: Command) => {
      if ((flags.protocol === true) === (flags.baseline === true)) {
        const message = 'seal either the protocol or the baselines';
        throw new RealizedError('usage.invalid', { message, hint: 'give one of --protocol and --baseline' });
      }
      const { seal } = await import('../pipeline/seal.ts');
      const written = await seal({
        directory,
        what: flags.protocol ? 'protocol' : 'baseline',
        reason: flags.reason ?? null,
        asOf: flags.asOf ?? null,
        memoryLimit: '2GB',
        threads: null,
        cache: null,
        progress: progressTo(command.optsWithGlobals<{ log: LogFormat }>().log),
      });
      if (flags.json) return printJson(written);
      const rows = written.map(({ file, unit, version, sealedAt }) => [
        `seals/${file}`,
        unit ?? '',
        String(version),
        sealedAt,
      ]);
      print(columns([['seal', 'unit', 'version', 'sealed at'], ...rows]));
      print('\nCommit seals/ and ledger.jsonl with the program.');
    });
}
