import { Command } from 'commander';
import { columns, print, printJson } from './terminal.ts';

/** `realized kpis`: the KPIs that ship with the product, and those of a program folder. */
export function kpisCommand(): Command {
  return new Command('kpis')
    .description('the KPIs a program may choose, with unit, direction and where the money is')
    .argument('[program]', 'a program folder, to list its own KPIs too')
    .option('--json', 'every header key, and the SQL')
    .action(async (directory: string | undefined, { json }: { json?: true }) => {
      const { readCatalogue } = await import('../pipeline/catalogue.ts');
      const { kpis } = await readCatalogue(directory ?? null);
      if (json) return printJson(kpis);
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

function arrow(direction: 'decrease' | 'increase' | { low: number; high: number }): string {
  if (direction === 'decrease') return 'lower';
  return direction === 'increase' ? 'higher' : `${direction.low}–${direction.high}`;
}
