import { Command } from 'commander';
import { countWords } from '../count-words.ts';
import { RealizedError } from '../errors.ts';
import { type LogFormat, type Progress, print, printJson, progressTo } from './terminal.ts';

/** Causes come first; one changed input changes every output behind it. */
const SHOWN = 12;

interface VerifyFlags {
  report?: string;
  archive?: string;
  json?: true;
}

/** `realized verify`: is a report what the program says, and is everything it rests on as it was? */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('hash extracts, seals, ledger and outputs again, make the run again and compare every byte')
    .argument('[program]', 'the folder that holds program.yaml; needed unless --archive is given')
    .option('--report <dir>', 'the folder of the run (default: reports/<program>/latest)')
    .option('--archive <file>', 'a zip of `realized export`; without PROGRAM, what it bears out by itself')
    .option('--json', 'the verification as JSON')
    .action(async (directory: string | undefined, flags: VerifyFlags, command: Command) => {
      const progress = progressTo(command.optsWithGlobals<{ log: LogFormat }>().log);
      if (flags.archive !== undefined) return verifyArchived(flags.archive, directory ?? null, flags, progress);
      if (directory === undefined) {
        const hint = 'realized verify PROGRAM, or realized verify --archive FILE';
        throw new RealizedError('usage.invalid', { message: 'verify what?', hint });
      }
      const { verify } = await import('../pipeline/verify.ts');
      tellReport(await verify({ directory, report: flags.report ?? null, progress }), flags);
    });
}

async function verifyArchived(
  file: string,
  directory: string | null,
  flags: VerifyFlags,
  progress: Progress,
): Promise<void> {
  const { verifyArchiveFile } = await import('../pipeline/verify-archive-file.ts');
  const { archive, report } = await verifyArchiveFile(file, directory, progress);
  if (archive.faults.length > 0 || (report?.faults.length ?? 0) > 0) process.exitCode = 1;
  if (flags.json) return printJson({ archive, report });
  for (const note of archive.notes) print(`note: ${note}`);
  if (archive.faults.length > 0) printFaults(file, archive.faults);
  else {
    const { entries, seals, definitions, outputs } = archive.checked;
    print(`${file} holds together: run ${archive.runId}, as of ${archive.asOf}`);
    print(
      `${countWords(seals, 'seal')}, ${entryWords(entries)}, ${countWords(definitions, 'definition')} and ${countWords(outputs, 'output')} are as they were; pages and charts are what results.json gives`,
    );
  }
  if (report !== null) {
    print('');
    tellReport(report, {});
  } else for (const what of archive.notChecked) print(`not checked: ${what}`);
}

type Verification = Awaited<ReturnType<typeof import('../pipeline/verify.ts').verify>>;

function tellReport(outcome: Verification, { json }: Pick<VerifyFlags, 'json'>): void {
  const { checked, faults, difference, notes } = outcome;
  if (faults.length > 0) process.exitCode = 1;
  if (json) {
    printJson(outcome);
    return;
  }
  for (const note of notes) print(`note: ${note}`);
  if (faults.length === 0) {
    print(`${outcome.folder} holds: run ${outcome.runId}, as of ${outcome.asOf}`);
    print(
      `${countWords(checked.extracts, 'extract')}, ${countWords(checked.seals, 'seal')}, ${entryWords(checked.entries)} and ${countWords(checked.outputs, 'output')} are as they were; the run made again gives the same bytes`,
    );
    return;
  }
  printFaults(outcome.folder, faults);
  if (difference === null) return;
  print(`\nfirst differing figure: ${difference.reference.replace(/^figure:/, '')}`);
  print(`  reported ${difference.reported}, recomputed ${difference.recomputed}\n\n${difference.ancestry}`);
}

function printFaults(of: string, faults: Verification['faults']): void {
  print(`${of} does not hold:`);
  for (const { place, problem } of faults.slice(0, SHOWN)) print(`  ${place}: ${problem}`);
  if (faults.length > SHOWN) print(`  and ${faults.length - SHOWN} more; --json names them all`);
}

function entryWords(entries: number): string {
  return entries === 1 ? '1 ledger entry' : `${entries} ledger entries`;
}
