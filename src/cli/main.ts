#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { namingFullDisk, RealizedError } from '../errors.ts';
import { commands } from './index.ts';
import { type LogFormat, printProblem } from './terminal.ts';

const DEFECT = 70;
const USAGE = 2;

/**
 * The `realized` command. Each command file stays light and imports its flow when it is used, so that `--help` is quick.
 */
async function main(): Promise<void> {
  const program = new Command('realized')
    .description('Did a hospital technology rollout pay off, and could you defend that answer in front of an auditor?')
    .version(packageJson.version)
    .option('--log <format>', 'progress and problems on stderr as text or json', 'text')
    .addHelpText(
      'after',
      `\nExit codes: 0 done · 1 a check that was asked for failed · 2 usage or configuration\n${' '.repeat(12)}3 refused or broken input, or a full disk · 4 another run holds the program · 70 a defect`,
    )
    .exitOverride();
  for (const command of commands()) program.addCommand(command.exitOverride());
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error, program.opts<{ log: LogFormat }>().log);
  }
}

function tell(thrown: unknown, format: LogFormat): number {
  const error = namingFullDisk(thrown);
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof RealizedError) {
    printProblem(error, format);
    return error.exitCode;
  }
  process.stderr.write(`this is a defect in realized, not in your data; please report it with what follows\n`);
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return DEFECT;
}

// Who reads on to `head` has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
await main();
