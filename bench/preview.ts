import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { median } from 'simple-statistics';

/**
 * How long does `realized preview` of riverside take until something is seen, and from a changed file until what it changes is
 * seen? In a browser, after `make demo`.
 *
 *     node build/bench/preview.js
 */
const RUNS = Number(process.env['RUNS'] ?? 3);
const LOOK_MS = 10;
const MOST_MS = 180_000;
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'realized-bench-'));
const directory = join(folder, 'riverside');

/** What is changed in which file, and in which report it is looked at. */
const CHANGES = [
  { what: 'a title', page: 'report', file: 'program.yaml', from: /^title: .*/m, to: 'title: Riverside' },
  { what: 'a unit value', page: 'report', file: 'program.yaml', from: /likely: 4\d/, to: 'likely: 4' },
  { what: 'a colour', page: 'report', file: 'theme.yaml', from: /"#00695\w/, to: '"#00695' },
  {
    what: 'a logged change',
    page: 'project-pacs',
    file: 'changes.csv',
    from: /New (report )?writer.*/,
    to: 'New writer',
  },
  { what: 'a unit value', page: 'finance', file: 'program.yaml', from: /likely: 4\d/, to: 'likely: 4' },
  { what: 'a unit value', page: 'project-record', file: 'program.yaml', from: /likely: 4\d/, to: 'likely: 4' },
];

/** The run that the frame shows, once it is another than this and is painted. */
async function seen(page: Page, report: string, before: string): Promise<string> {
  const look = `(() => {
    const inside = document.querySelector('iframe').contentDocument;
    const isWhole = inside?.readyState === 'complete' && inside.URL.endsWith('/${report}.html');
    const run = isWhole && inside.querySelector('.masthead code')?.textContent;
    if (!run || run === '${before}') return '';
    // The frame's own clock would stop for ever where the report is loaded again just now.
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0, run)));
  })()`;
  const until = performance.now() + MOST_MS;
  while (performance.now() < until) {
    const run = await page.evaluate<string>(look);
    if (run !== '') return run;
    await setTimeout(LOOK_MS);
  }
  throw new Error(`${report}.html of another run than ${before} is not seen`);
}

/** User and system seconds of the preview so far. */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function say(label: string, target: string, taken: { wall: number; cpu: number }[]): void {
  const middle = (values: number[]) => `${median(values).toFixed(2)} s`;
  const cells = [label, target, middle(taken.map(({ wall }) => wall)), middle(taken.map(({ cpu }) => cpu))];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** Starts the preview and opens it. */
async function opened(browser: Browser): Promise<{ child: ChildProcess; page: Page }> {
  const words = ['preview', directory, '--out', join(root, 'reports'), '--json'];
  // Progress that nobody reads would fill its pipe, and the preview would wait for ever.
  const child = spawn(process.execPath, [join(root, 'build/src/cli/main.js'), ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    if (said.endsWith('}\n')) break;
  }
  const page = await browser.newPage();
  await page.goto(JSON.parse(said).address);
  return { child, page };
}

async function timed(child: ChildProcess | null, work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const [started, before] = [performance.now(), child === null ? 0 : cpuOf(child)];
  await work();
  return { wall: (performance.now() - started) / 1000, cpu: child === null ? 0 : cpuOf(child) - before };
}

cpSync(join(root, 'build/demo/riverside'), directory, { recursive: true });
writeFileSync(join(directory, 'theme.yaml'), 'colours: { improvement: "#00695c" }\n');
appendFileSync(join(directory, 'program.yaml'), '\ntheme: theme.yaml\n');
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--headless'] });
try {
  process.stdout.write('| preview of riverside | target | wall | CPU |\n|---|---|---|---|\n');
  const first = [];
  for (let run = 0; run < RUNS; run++) {
    let child: ChildProcess | undefined;
    const { wall } = await timed(null, async () => {
      const shown = await opened(browser);
      child = shown.child;
      await seen(shown.page, 'report', '');
    });
    first.push({ wall, cpu: cpuOf(child!) });
    child!.kill();
  }
  say('start to the first report painted', '< 2 s', first);
  const { child, page } = await opened(browser);
  let shown = '';
  let written = 0;
  const whole = await timed(child, async () => {
    const published = await seen(page, 'report', '');
    shown = await seen(page, 'report', published);
  });
  say('start to the report of the files as they are', '', [whole]);
  for (const { what, page: name, file, from, to } of CHANGES) {
    await page.evaluate(`document.querySelector('iframe').src = '/report/${name}.html'`);
    await seen(page, name, '');
    const taken = [];
    for (let run = 0; run < RUNS; run++) {
      const path = join(directory, file);
      const before = readFileSync(path, 'utf8');
      let changed = before;
      // A file that stays as it was is no change, and nothing would be painted.
      while (changed === before) changed = before.replace(from, `${to}${++written % 10}`);
      taken.push(
        await timed(child, async () => {
          writeFileSync(path, changed);
          shown = await seen(page, name, shown);
        }),
      );
    }
    say(`${what} changed to ${name}.html painted`, '< 3 s', taken);
  }
  child.kill();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
