/** How a timer starts the product: every part an absolute path or a plain word. */
export interface Invocation {
  node: string;
  script: string;
  /** The program folder, and where its reports are written. */
  program: string;
  out: string;
  id: string;
}

/**
 * The crontab line that looks for due deliveries every minute. It needs no zone: due times are read in their own.
 *
 * @example crontabLine(invocation)  // * * * * * '/usr/bin/node' '…/main.js' deliver '/srv/riverside' --due --out '/srv/reports'
 */
export function crontabLine({ node, script, program, out }: Invocation): string {
  // cron turns an unescaped % into a line end, even between quotes.
  const word = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`.replace(/%/g, '\\%');
  return `* * * * * ${word(node)} ${word(script)} deliver ${word(program)} --due --out ${word(out)}`;
}

/** The systemd service and timer that do the same; sign-in data comes from a file that only root and systemd read. */
export function systemdUnits({ node, script, program, out, id }: Invocation): { name: string; text: string }[] {
  const word = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/%/g, '%%').replace(/\$/g, '$$$$')}"`;
  const name = `realized-${id.replace(/\//g, '-')}`;
  return [
    {
      name: `${name}.service`,
      text: `[Unit]
Description=Deliver the reports of ${id} that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
EnvironmentFile=-/etc/realized/${name}.env
ExecStart=${word(node)} ${word(script)} deliver ${word(program)} --due --out ${word(out)}
`,
    },
    {
      name: `${name}.timer`,
      text: `[Unit]
Description=Look every minute for reports of ${id} that are due

[Timer]
OnCalendar=*-*-* *:*:00
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
`,
    },
  ];
}
