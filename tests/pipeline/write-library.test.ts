import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeLibrary } from '../../src/pipeline/write-library.ts';
import { writeRun } from '../../src/pipeline/write-run.ts';
import { runSummary } from '../../src/report/run-summary.ts';
import { HOSTILE, someResults } from '../support/results.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'realized-library-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Publishes a run of a made-up program, as far as the library reads it. */
async function publish(out: string, id: string, asOf: string, title = id): Promise<void> {
  const summary = runSummary(someResults());
  const named = { ...summary, as_of: asOf, program: { ...summary.program, id, title } };
  const reports = summary.reports.map(({ file }) => ({ path: file, content: 'page' }));
  await writeRun(join(out, id), `${asOf}-0123456789ab`, [
    { path: 'summary.json', content: JSON.stringify(named) },
    { path: 'charts/a.svg', content: '' },
    ...reports,
  ]);
}

const page = (out: string) => readFileSync(join(out, 'index.html'), 'utf8');
const links = (html: string) => [...html.matchAll(/href="([^"#]+)"/g)].map((match) => decodeURIComponent(match[1]!));

describe('the library page', () => {
  test('lists programs by title and their runs newest first; the latest run stands open', async () => {
    const out = temporaryFolder();
    await publish(out, 'b', '2025-03-01', 'Alpha hospital');
    await publish(out, 'b', '2025-04-01', 'Alpha hospital');
    await publish(out, 'a', '2025-02-01', 'Beta hospital');
    await writeLibrary(out);
    expect(page(out).match(/(Alpha|Beta) hospital/g)).toEqual(['Alpha hospital', 'Beta hospital']);
    expect(page(out)).toContain('2 programs, 3 runs');
    const overviews = links(page(out)).filter((link) => link.endsWith('/report.html'));
    expect(overviews).toEqual([
      'b/2025-04-01-0123456789ab/report.html',
      'b/2025-03-01-0123456789ab/report.html',
      'a/2025-02-01-0123456789ab/report.html',
    ]);
  });

  test('every link is relative and leads to a file, also when the folder lies elsewhere', async () => {
    const out = temporaryFolder();
    await publish(out, 'group/site 1 #%', '2025-03-01');
    await writeLibrary(out);
    const moved = join(temporaryFolder(), 'moved to');
    cpSync(out, moved, { recursive: true });
    rmSync(out, { recursive: true });
    expect(links(page(moved)).length).toBeGreaterThan(3);
    for (const link of links(page(moved))) {
      expect(link).not.toMatch(/^(\/|[a-z]+:|.*\.\.\/)/);
      expect([link, existsSync(join(moved, link))]).toEqual([link, true]);
    }
  });

  test('runs that end at the same time all stand in it', async () => {
    const out = temporaryFolder();
    const ids = Array.from({ length: 12 }, (_, i) => `program-${i}`);
    await Promise.all(
      ids.map(async (id) => {
        await publish(out, id, '2025-03-01');
        await writeLibrary(out);
      }),
    );
    expect(ids.filter((id) => !page(out).includes(`href="${id}/`))).toEqual([]);
  });

  test('titles are text, and a folder that is no run is left out', async () => {
    const out = temporaryFolder();
    await publish(out, 'a', '2025-03-01', HOSTILE);
    await publish(out, 'b', '2025-03-01');
    writeFileSync(join(out, 'b/2025-03-01-0123456789ab/summary.json'), '{"format":1}');
    await writeLibrary(out);
    expect(page(out)).not.toContain('<script');
    expect(page(out)).toContain('1 program, 1 run');
  });
});
