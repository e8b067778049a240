import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFiles } from '../../src/extract/find-files.ts';
import { entryOf, temporaryFolder, write } from '../support/load.ts';

async function find(folder: string, files: string[], roots: string[] = []) {
  const { found, refused } = await findFiles(folder, roots, [entryOf({ kind: 'visit', files })]);
  return [...found.map(({ file }) => file), ...refused.map(({ file, reason }) => `${file}: ${reason}`)];
}

test('globs stay inside a folder, ** crosses folders, hidden names must be named; a file counts once, sorted', async () => {
  const folder = temporaryFolder();
  const names = ['x/b.csv', 'x/a.csv', 'x/y/c.csv', 'x/.hidden.csv', '.realized/z.csv', 'x/a.txt', 'x/a[1].csv'];
  write(folder, Object.fromEntries(names.map((name) => [name, ''])));
  expect(await find(folder, ['x/*.csv'])).toEqual(['x/a.csv', 'x/a[1].csv', 'x/b.csv']);
  expect(await find(folder, ['**/*.csv'])).toEqual(['x/a.csv', 'x/a[1].csv', 'x/b.csv', 'x/y/c.csv']);
  expect(await find(folder, ['x/?.csv', './x/b.csv'])).toEqual(['x/a.csv', 'x/b.csv']);
  expect(await find(folder, ['x/.h*.csv'])).toEqual(['x/.hidden.csv']);
  expect(await find(folder, ['x/a[1].csv'])).toEqual(['x/a[1].csv']);
});

test('what is not there is refused, pattern or path', async () => {
  const folder = temporaryFolder();
  expect(await find(folder, ['a.csv', 'x/*.csv'])).toEqual(['a.csv: missing-file', 'x/*.csv: missing-file']);
});

test('files may lie in the program folder and its roots, nowhere else, whatever the path looks like', async () => {
  const outer = temporaryFolder();
  write(outer, { 'program/a.csv': '', 'ris/b.csv': '', 'other/c.csv': '' });
  const folder = join(outer, 'program');
  expect(await find(folder, ['../ris/b.csv'])).toEqual(['../ris/b.csv: outside-roots']);
  expect(await find(folder, ['../ris/*.csv'], ['../ris'])).toEqual(['../ris/b.csv']);
  expect(await find(folder, ['../other/c.csv'], ['../ris'])).toEqual(['../other/c.csv: outside-roots']);
  expect(await find(folder, ['../program/a.csv'])).toEqual(['a.csv']);
  expect(await find(folder, ['x/../../other/c.csv'])).toEqual(['x/../../other/c.csv: missing-file']);
  // A root that merely starts with the same letters is another folder.
  write(outer, { 'ris-private/d.csv': '' });
  expect(await find(folder, ['../ris-private/d.csv'], ['../ris'])).toEqual(['../ris-private/d.csv: outside-roots']);
});

test('symbolic links are followed only to where files may lie', async () => {
  const outer = temporaryFolder();
  write(outer, { 'program/a.csv': '', 'secret/b.csv': '' });
  const folder = join(outer, 'program');
  symlinkSync(join(outer, 'secret/b.csv'), join(folder, 'out.csv'));
  symlinkSync(join(outer, 'secret'), join(folder, 'linked'));
  symlinkSync(join(folder, 'a.csv'), join(folder, 'in.csv'));
  symlinkSync(join(folder, 'gone.csv'), join(folder, 'dangling.csv'));
  symlinkSync(folder, join(folder, 'loop'));
  expect(await find(folder, ['out.csv', 'linked/b.csv', 'in.csv', 'dangling.csv'])).toEqual([
    'in.csv',
    'out.csv: symlink-escape',
    'linked/b.csv: symlink-escape',
    'dangling.csv: missing-file',
  ]);
  expect(await find(folder, ['**/a.csv'])).toEqual(['a.csv']);
});

test('folders and pipes are no files, and are not opened', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder.csv'));
  execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
  expect(await find(folder, ['*.csv'])).toEqual(['folder.csv: not-a-file', 'pipe.csv: not-a-file']);
});
