import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '../../src/pipeline/plan.ts';
import { tellPlan } from '../../src/pipeline/plan-words.ts';

const source = resolve(import.meta.dirname, '../../datasets/nightingale');
let directory: string;
beforeAll(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'realized-plan-')), 'nightingale');
  await cp(source, directory, { recursive: true, filter: (path) => !path.includes('.realized') });
});
afterAll(() => rm(join(directory, '..'), { recursive: true }));

test('eleven months can show no improvement, and the plan says what would; nothing but the cache is written', async () => {
  const before = await readdir(directory);
  const options = { memoryLimit: '500MB', threads: 1, cache: null, progress: () => undefined };
  const outcome = await plan({ directory, asOf: null, ...options });
  const disease = outcome.plans.find(({ entry }) => entry.id === 'disease')!;
  expect(disease.adequacy).toMatchObject({ periods: 11, coversYear: false });
  expect(disease.plan).toMatchObject({ post: 12, now: { periods: 11, detectable: null, power: 0 } });
  expect(disease.weekly).toEqual({ reason: 'the source does not report every week' });
  const notes = tellPlan(outcome).parts[0]!.notes.join('\n');
  expect(notes).toContain('Too short to show an improvement of any size: disease, wounds, other-causes.');
  expect(notes).toContain('went live on 6 Mar 1855');
  expect((await readdir(directory)).filter((name) => name !== '.realized')).toEqual(before);
});
