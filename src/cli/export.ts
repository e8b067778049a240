import { Command } from 'commander';
import { countWords } from '../count-words.ts';
import { print, printJson } from './terminal.ts';

interface ExportFlags {
  report?: string;
  out?: string;
  json?: true;
}

/** `realized export`: one zip that an auditor can check without this machine. */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'one zip for an auditor: program and definitions as run, seals, ledger, report; no extracts, exact counts',
    )
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--report <dir>', 'the folder of the run (default: reports/<program>/latest)')
    .option('--out <file>', 'the zip to write (default: <program>-<day>-<run>.zip)')
    .option('--json', 'what was written as JSON')
    .action(async (directory: string, flags: ExportFlags) => {
      const { exportArchive } = await import('../pipeline/export.ts');
      const written = await exportArchive({ directory, report: flags.report ?? null, out: flags.out ?? null });
      if (flags.json) return printJson(written);
      print(`${written.file}: ${countWords(written.files, 'file')}, ${(written.bytes / 1e6).toFixed(1)} MB`);
      print('it holds exact counts, also those of few people: hand it on as you would the extracts');
      print(`check it with: realized verify --archive ${written.file}`);
    });
}
