import { Command } from 'commander';
import { countWords } from '../count-words.ts';
import { type LogFormat, print, printJson, progressTo } from './terminal.ts';

/** Causes come first; one changed input changes every output behind it. */
const SHOWN = 12;

interface VerifyFlags {
  report?: string;
  json?: true;
}

/** `realized verify`: is a report what the program says, and is everything it rests on as it was? */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('hash extracts, seals, ledger and outputs again, make the run again and compare every byte')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--report <dir>', 'the folder of the run (default: reports/<program>/latest)')
    .option('--json', 'the verification as JSON')
    .action(async (directory: string, flags: VerifyFlags, command: Command) => {
      const { verify } = await import('../pipeline/verify.ts');
      const progress = progressTo(command.optsWithGlobals<{ log: LogFormat }>().log);
      const outcome = await verify({ directory, report: flags.report ?? null, progress });
      const { checked, faults, difference, notes } = outcome;
      if (faults.length > 0) process.exitCode = 1;
      if (flags.json) return printJson(outcome);
      for (const note of notes) print(`note: ${note}`);
      if (faults.length === 0) {
        print(`${outcome.folder} holds: run ${outcome.runId}, as of ${outcome.asOf}`);
        print(
          `${countWords(checked.extracts, 'extract')}, ${countWords(checked.seals, 'seal')}, ${checked.entries === 1 ? '1 ledger entry' : `${checked.entries} ledger entries`} and ${countWords(checked.outputs, 'output')} are as they were; the run made again gives the same bytes`,
        );
        return;
      }
      print(`${outcome.folder} does not hold:`);
      for (const { place, problem } of faults.slice(0, SHOWN)) print(`  ${place}: ${problem}`);
      if (faults.length > SHOWN) print(`  and ${faults.length - SHOWN} more; --json names them all`);
      if (difference === null) return;
      print(`\nfirst differing figure: ${difference.reference.replace(/^figure:/, '')}`);
      print(`  reported ${difference.reported}, recomputed ${difference.recomputed}\n\n${difference.ancestry}`);
    });
}
