import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBuilt, MAIN } from '../support/cli.ts';
import { makeImagingAlone } from '../support/imaging-alone.ts';

/**
 * docs/defending-a-figure.md, as its reader follows it: its commands, in a shell, on riverside cut down to the deployment that the
 * page walks through.
 */
const page = readFileSync(resolve(import.meta.dirname, '../../docs/defending-a-figure.md'), 'utf8');
const steps = [...page.matchAll(/```sh\n(.*)\n```\n\n```text\n([\s\S]*?)```/g)].map(([, command, shown]) => {
  return [command!, shown!] as const;
});
const excerpts = [...page.matchAll(/```json file=(\S+)\n([\s\S]*?)```/g)].map(([, file, shown]) => {
  return [file!, shown!] as const;
});

const root = mkdtempSync(join(tmpdir(), 'realized-walk-'));
const program = join(root, 'build/demo/riverside');

async function shell(command: string): Promise<string> {
  const environment = { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}` };
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: root, env: environment });
  return stdout;
}

/** Which line of an excerpt does a text not hold, in order? Lines may be apart; `…` is anything. */
function missingLine(text: string, shown: string): string | null {
  const lines = text.split('\n');
  let from = 0;
  for (const line of shown.trimEnd().split('\n')) {
    const parts = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`^${parts.join('.*')}$`);
    const at = lines.slice(from).findIndex((one) => pattern.test(one));
    if (at < 0) return line;
    from += at + 1;
  }
  return null;
}

describe.skipIf(!isBuilt)('docs/defending-a-figure.md (skipped: run `make build` first)', () => {
  beforeAll(async () => {
    mkdirSync(join(root, 'bin'));
    writeFileSync(join(root, 'bin/realized'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
    chmodSync(join(root, 'bin/realized'), 0o755);
    makeImagingAlone(program);
    for (const command of ['seal --protocol', 'seal --baseline', 'run']) {
      await shell(`realized ${command} build/demo/riverside`);
    }
  }, 240_000);
  afterAll(() => rmSync(root, { recursive: true }));

  test('the walk has five commands', () => {
    expect(steps).toHaveLength(5);
  });

  test.each(steps)(
    '%s',
    async (command, shown) => {
      expect(missingLine(await shell(command), shown)).toBeNull();
    },
    240_000,
  );

  test.each(excerpts)('%s is as the page shows it', (file, shown) => {
    const folder = file === 'manifest.json' ? join(root, 'reports/riverside/latest') : program;
    expect(missingLine(readFileSync(join(folder, file), 'utf8'), shown)).toBeNull();
  });
});
