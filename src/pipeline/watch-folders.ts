import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files are written in several steps: a change counts once nothing more has happened for so long. */
const QUIET_MS = 120;

/**
 * Says when something below some folders changes; folders that come later are watched, too.
 *
 * What begins with a dot (the cache, a repository, an editor's own files) or ends in `~` does not count.
 *
 * @param folders  absolute
 * @param changed  called once for a burst of changes
 * @returns a function that ends it
 */
export async function watchFolders(folders: readonly string[], changed: () => void): Promise<() => void> {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const heard = (_event: string, name: string | null) => {
    if (name !== null && isOwnBusiness(name)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await watchAll();
      if (!isOver) changed();
    }, QUIET_MS);
  };
  const watchAll = async () => {
    const there = new Set((await Promise.all(folders.map(foldersBelow))).flat());
    if (isOver) return;
    for (const [folder, watcher] of watchers) {
      if (there.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of there) {
      if (watchers.has(folder)) continue;
      // A folder may go while it is being watched: its parent tells of that.
      const watcher = watch(folder, heard).on('error', () => watcher.close());
      watchers.set(folder, watcher);
    }
  };
  await watchAll();
  return () => {
    isOver = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

async function foldersBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return [];
  const inside = entries.filter((entry) => entry.isDirectory() && !isOwnBusiness(entry.name));
  return [folder, ...(await Promise.all(inside.map(({ name }) => foldersBelow(join(folder, name))))).flat()];
}

function isOwnBusiness(name: string): boolean {
  return /^\.|~$/.test(name) || name === 'node_modules';
}
