import { Command } from 'commander';
import { bold, columns, dim, type LogFormat, print, printJson, progressTo } from './terminal.ts';

interface PlanFlags {
  asOf?: string;
  json?: true;
  memoryLimit: string;
  threads?: string;
}

/** `realized plan`: what change can this baseline detect, and how long must it be? Best asked before go-live. */
export function planCommand(): Command {
  return new Command('plan')
    .description('what change each baseline can detect, and how long it must be; best asked before go-live')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--as-of <date>', 'judge the data as of this day (YYYY-MM-DD)')
    .option('--json', 'every figure as JSON, amounts in the unit of the KPI')
    .option('--memory-limit <size>', "DuckDB's memory; what exceeds it spills to disk", '2GB')
    .option('--threads <n>', 'DuckDB threads; results do not depend on it')
    .action(async (directory: string, flags: PlanFlags, command: Command) => {
      const { plan } = await import('../pipeline/plan.ts');
      const outcome = await plan({
        directory,
        asOf: flags.asOf ?? null,
        memoryLimit: flags.memoryLimit,
        threads: flags.threads === undefined ? null : Number(flags.threads),
        cache: null,
        progress: progressTo(command.optsWithGlobals<{ log: LogFormat }>().log),
      });
      if (flags.json) {
        const { planJson } = await import('../pipeline/plan-json.ts');
        return printJson(planJson(outcome));
      }
      const { tellPlan } = await import('../pipeline/plan-words.ts');
      print(render(tellPlan(outcome)));
    });
}

type PlanText = ReturnType<typeof import('../pipeline/plan-words.ts').tellPlan>;

function render({ title, basis, synthetic, parts }: PlanText): string {
  return [
    bold(title),
    ...(synthetic === null ? [] : [synthetic]),
    dim(basis),
    ...parts.flatMap((part) => [
      '',
      bold(part.title),
      ...part.tables.flatMap(({ caption, rows, right }) => ['', dim(caption), columns(rows, right)]),
      '',
      ...part.notes.map((note) => `• ${note}`),
    ]),
  ].join('\n');
}
