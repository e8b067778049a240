import { Command } from 'commander';
import { columns, print, printJson } from './terminal.ts';

/** `realized contracts`: what an extract of each kind must contain. */
export function contractsCommand(): Command {
  return new Command('contracts')
    .description('the extract kinds and the columns each must bring')
    .argument('[program]', 'a program folder, to list its own kinds too')
    .option('--json', 'the contracts whole')
    .action(async (directory: string | undefined, { json }: { json?: true }) => {
      const { readCatalogue } = await import('../pipeline/catalogue.ts');
      const { contracts } = await readCatalogue(directory ?? null);
      if (json) return printJson(contracts);
      const rows = contracts.flatMap((contract) =>
        contract.fields.map((field, i) => [
          i === 0 ? contract.kind : '',
          field.name,
          field.type,
          field.required ? 'required' : '',
          field.description,
        ]),
      );
      print(columns([['kind', 'column', 'type', '', 'meaning'], ...rows]));
    });
}
