import { Command } from 'commander';
import { bold, dim, type LogFormat, print, printJson, progressTo } from './terminal.ts';

interface ChallengeFlags {
  report?: string;
  asOf?: string;
  json?: true;
  memoryLimit: string;
  threads?: string;
}

/** `realized challenge`: what is the strongest honest case against the claim? */
export function challengeCommand(): Command {
  return new Command('challenge')
    .description(
      'the strongest honest case against the claim: what each charge would take away, and what would answer it',
    )
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--report <dir>', 'the folder of the run (default: reports/<program>/latest, else a run is made)')
    .option('--as-of <date>', 'make a run and judge the data as of this day (YYYY-MM-DD)')
    .option('--json', 'the case as JSON, amounts in the currency of the program')
    .option('--memory-limit <size>', "DuckDB's memory; what exceeds it spills to disk", '2GB')
    .option('--threads <n>', 'DuckDB threads; results do not depend on it')
    .action(async (directory: string, flags: ChallengeFlags, command: Command) => {
      const { challenge } = await import('../pipeline/challenge.ts');
      const outcome = await challenge({
        directory,
        report: flags.report ?? null,
        asOf: flags.asOf ?? null,
        memoryLimit: flags.memoryLimit,
        threads: flags.threads === undefined ? null : Number(flags.threads),
        cache: null,
        progress: progressTo(command.optsWithGlobals<{ log: LogFormat }>().log),
      });
      if (flags.json) return printJson(outcome);
      const { tellChallenge } = await import('../pipeline/challenge-words.ts');
      const { claim, charges, basis } = tellChallenge(outcome);
      print([bold(claim), dim(basis), ...charges.flatMap(lines)].join('\n'));
    });
}

type Told = ReturnType<typeof import('../pipeline/challenge-words.ts').tellChallenge>['charges'][number];

function lines({ charge, takes, facts, answer }: Told): string[] {
  return [
    '',
    `${bold(charge)}  ${takes}`,
    ...facts.map((fact) => `  · ${fact}`),
    `  ${dim('would answer it:')} ${answer}`,
  ];
}
