import { Command } from 'commander';
import { print, printJson } from './terminal.ts';

/** `realized init DIR`: a commented program to start from. */
export function initCommand(): Command {
  return new Command('init')
    .description('start a program: a commented program.yaml in a folder of its own')
    .argument('<dir>', 'the folder to start in; it is made if need be, and nothing in it is overwritten')
    .option('--json', 'the files written, as JSON')
    .action(async (directory: string, { json }: { json?: true }) => {
      const { init } = await import('../pipeline/init.ts');
      const files = await init(directory);
      if (json) return printJson({ directory, files });
      print(files.map((file) => `wrote ${file}`).join('\n'));
      print(`next: put your extracts into ${directory}/extracts, then run \`realized check ${directory}\``);
    });
}
