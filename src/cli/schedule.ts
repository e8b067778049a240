import { Command } from 'commander';
import { columns, print, printJson } from './terminal.ts';

/** `realized schedule`: the crontab line and the systemd timer that deliver what is due. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('print the crontab line, and the systemd service and timer, that deliver what is due')
    .argument('<program>', 'the folder that holds program.yaml')
    .option('--out <dir>', 'where reports/<program>/<run> is written', 'reports')
    .option('--json', 'the schedule as JSON')
    .action(async (directory: string, flags: { out: string; json?: true }) => {
      const { schedule } = await import('../pipeline/schedule.ts');
      const told = await schedule(directory, flags.out, new Date());
      if (flags.json) return printJson(told);
      const next = told.next.map(({ delivery, cron, zone, at }) => [delivery, cron, zone, at ?? 'never']);
      print(columns([['delivery', 'cron', 'zone', 'next due (UTC)'], ...next]));
      print(`\n# either: one line for crontab -e\n${told.crontab}`);
      print('\n# or: two files below /etc/systemd/system, then systemctl enable --now of the timer');
      for (const { name, text } of told.systemd) print(`\n# ${name}\n${text}`);
    });
}
