import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { crontabLine, systemdUnits } from '../../src/delivery/timer-text.ts';

const invocation = {
  node: '/usr/bin/node',
  script: '/opt/realized/main.js',
  program: "/srv/St. Mary's 100%/river side",
  out: '/srv/reports',
  id: 'riverside',
};

test('the crontab line survives quotes, spaces and percent signs', () => {
  const line = crontabLine(invocation);
  expect(line.startsWith('* * * * * ')).toBe(true);
  // What cron does: the first five fields go, «\\%» becomes «%», and the shell gets the rest.
  const shell = line.replace(/^(\S+ ){5}/, '').replace(/\\%/g, '%');
  const words = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${shell}`], { encoding: 'utf8' });
  expect(words.trim().split('\n')).toEqual([
    '/usr/bin/node',
    '/opt/realized/main.js',
    'deliver',
    "/srv/St. Mary's 100%/river side",
    '--due',
    '--out',
    '/srv/reports',
  ]);
});

test('a service that runs once, and a timer that starts it every minute', () => {
  const [service, timer] = systemdUnits(invocation);
  expect([service!.name, timer!.name]).toEqual(['realized-riverside.service', 'realized-riverside.timer']);
  expect(service!.text).toContain(
    'ExecStart="/usr/bin/node" "/opt/realized/main.js" deliver "/srv/St. Mary\'s 100%%/river side" --due --out "/srv/reports"',
  );
  expect(timer!.text).toContain('OnCalendar=*-*-* *:*:00');
});
