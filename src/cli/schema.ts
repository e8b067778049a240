import { Argument, Command } from 'commander';
import { printJson } from './terminal.ts';

/** `realized schema`: the JSON Schema of a file format, from the definition that checks it. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('the JSON Schema of results.json or program.yaml')
    .addArgument(new Argument('<format>').choices(['results', 'program']))
    .action(async (format: 'results' | 'program') => {
      const { schemaOf } = await import('../pipeline/schema.ts');
      printJson(schemaOf(format));
    });
}
