import { Command } from 'commander';
import { columns, print, printJson } from './terminal.ts';

/** `realized kpis`: the KPIs that ship with the product, and those of a program folder. */
export function kpisCommand(): Command {
  return new Command('kpis')
    .description('the KPIs a program may choose, with unit, direction and where the money is')
    .argument('[program]', 'a program folder, to list its own KPIs too')
    .option('--check', "try the folder's contracts, staging, marts and KPIs on sample rows; no program.yaml needed")
    .option('--markdown', 'the whole catalogue with its extract kinds, as a page')
    .option('--json', 'every header key, and the SQL')
    .action(async (directory: string | undefined, flags: { check?: true; markdown?: true; json?: true }) => {
      if (flags.check) return checkFolder(directory ?? null, flags.json ?? false);
      if (flags.markdown) return printPage(directory ?? null);
      const { readKpis } = await import('../pipeline/read-kpis.ts');
      const kpis = await readKpis(directory ?? null);
      if (flags.json) return printJson(kpis);
      const rows = kpis.map((kpi) => [
        kpi.id,
        kpi.family,
        kpi.statistic,
        kpi.unit ?? 'as declared',
        kpi.direction === null ? 'as declared' : arrow(kpi.direction),
        kpi.label,
      ]);
      print(columns([['KPI', 'family', 'statistic', 'unit', 'better', 'label'], ...rows]));
    });
}

async function printPage(directory: string | null): Promise<void> {
  const { readCatalogue } = await import('../pipeline/catalogue.ts');
  const { cataloguePage } = await import('../pipeline/catalogue-page.ts');
  print(cataloguePage(await readCatalogue(directory)));
}

async function checkFolder(directory: string | null, json: boolean): Promise<void> {
  const { catalogueCheckSummary, checkCatalogue } = await import('../pipeline/check-catalogue.ts');
  const outcome = await checkCatalogue(directory);
  if (json) printJson(outcome);
  else print(catalogueCheckSummary(outcome));
  if (outcome.findings.some(({ severity }) => severity === 'fail')) process.exitCode = 1;
}

function arrow(direction: 'decrease' | 'increase' | { low: number; high: number }): string {
  if (direction === 'decrease') return 'lower';
  return direction === 'increase' ? 'higher' : `${direction.low}–${direction.high}`;
}
