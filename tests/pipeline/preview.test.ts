import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOf, finished, isBuilt, start } from '../support/cli.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

interface State {
  version: number;
  words: string;
  problem: string | null;
}

/** The preview as a user starts it: the compiled command, a real server, real changes of files. */
describe.skipIf(!isBuilt)('realized preview (skipped: run `make build` first)', () => {
  const { directory, out } = copyOf('nightingale');
  let child: ChildProcess;
  let address: string;

  beforeAll(async () => {
    child = start(['preview', directory, '--out', out, '--json']);
    address = await new Promise((done) => {
      let said = '';
      child.stdout!.on('data', (text) => {
        said += text;
        if (said.endsWith('}\n')) done(JSON.parse(said).address);
      });
    });
  });
  afterAll(() => child.kill('SIGKILL'));

  /** Waits until the events tell of such a state. */
  async function until(isSuch: (state: State) => boolean): Promise<State> {
    const { body } = await fetch(new URL('/events', address));
    let said = '';
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      said += chunk;
      const states = said.split('\n\n').slice(0, -1);
      said = said.slice(said.lastIndexOf('\n\n') + 2);
      for (const state of states.map((text): State => JSON.parse(text.replace(/^data: /, '')))) {
        if (isSuch(state)) return state;
      }
    }
    throw new Error('the events ended');
  }

  function change(file: string, from: string | RegExp, to: string): void {
    const path = join(directory, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  }

  const page = async (file: string) => (await fetch(new URL(`/report/${file}`, address))).text();

  /** The status of an answer to a request as it stands, without what `fetch` would mend in it. */
  function status(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number | undefined> {
    const { hostname, port } = new URL(address);
    return new Promise((done, fail) => {
      request({ hostname, port, path, headers, method }, (response) => {
        response.resume();
        done(response.statusCode);
      })
        .on('error', fail)
        .end();
    });
  }

  test('shows the frame at once, and the report once it is there', async () => {
    const frame = await fetch(address);
    expect(await frame.text()).toContain('Preview</strong> of The Sanitary Commission');
    expect(frame.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
    await until(({ version }) => version === 1);
    expect(await page('report.html')).toContain('<h1>The Sanitary Commission at Scutari');
  });

  test('gives every report that a run writes, and nothing else', async () => {
    const reports = [
      'executive.html',
      'project-sanitary-commission.html',
      'finance.html',
      'executive.pdf',
      'finance.xlsx',
    ];
    for (const report of reports) expect([report, await status(`/report/${report}`)]).toEqual([report, 200]);
    const others = [
      '/report/results.json',
      '/report/../program.yaml',
      '/report/..%2fprogram.yaml',
      '/report/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/program.yaml',
      '/report/%zz',
      '//report/report.html',
    ];
    for (const path of others) expect([path, await status(path)]).toEqual([path, 404]);
  });

  test('answers on this machine alone, under its own name, to readers', async () => {
    const { port } = new URL(address);
    expect(new URL(address).hostname).toBe('127.0.0.1');
    expect(await status('/', { Host: 'evil.example' })).toBe(403);
    expect(await status('/', { Host: `evil.example:${port}` })).toBe(403);
    expect(await status('/', { Host: `localhost:${port}` })).toBe(200);
    expect(await status('/', {}, 'POST')).toBe(405);
  });

  test('follows a change of the program and of an extract', async () => {
    const { version } = await until(() => true);
    change('program.yaml', 'title: The Sanitary', 'title: That Sanitary');
    await until((state) => state.version === version + 1);
    expect(await page('report.html')).toContain('<h1>That Sanitary Commission');
    const before = await page('project-sanitary-commission.html');
    change('extracts/monthly_returns.csv', '23333,12,0,9', '23333,13,0,9');
    await until((state) => state.version === version + 2);
    expect(await page('project-sanitary-commission.html')).not.toBe(before);
  });

  test('shows what is wrong with line and column, keeps the last good report, and goes on when it is mended', async () => {
    const { version } = await until(({ problem }) => problem === null);
    const lines = readFileSync(join(directory, 'program.yaml'), 'utf8').split('\n');
    change('program.yaml', 'period: month', 'peroid: month');
    const { problem } = await until((state) => state.problem !== null);
    expect(problem).toContain(`program.yaml:${lines.indexOf('period: month') + 1}:1: «peroid» is not known here`);
    expect(await page('report.html')).toContain('<h1>That Sanitary Commission');
    change('program.yaml', 'peroid: month', 'period: month');
    await until((state) => state.problem === null && state.version > version);
  });

  test.skipIf(!existsSync(CHROMIUM))('a browser that looks at it sees the change without being asked', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--headless'] });
    try {
      const tab = await browser.newPage();
      const said: string[] = [];
      tab.on('console', (message) => said.push(message.text()));
      await tab.goto(address);
      const title = tab.frameLocator('iframe').locator('h1');
      await title.filter({ hasText: 'That Sanitary Commission' }).waitFor();
      change('program.yaml', 'title: That', 'title: Yonder');
      await title.filter({ hasText: 'Yonder Sanitary Commission' }).waitFor();
      expect(said).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  test('publishes and records nothing, and ends when it is told to', async () => {
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(directory).sort()).toEqual(
      ['.realized', 'README.md', 'contract', 'extracts', 'program.yaml', 'staging'].sort(),
    );
    child.kill('SIGINT');
    expect((await finished(child)).code).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });
});

describe.skipIf(!isBuilt)('a preview of what cannot be shown', () => {
  test.each([
    ['no program', ['preview', '/nowhere'], 'no program at «/nowhere»'],
    ['no port', ['preview', copyOf('nightingale').directory, '--port', '99999'], 'port 99999 cannot be had'],
  ])('%s: says so and ends', async (_what, words, message) => {
    const { code, stderr } = await finished(start(words));
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
