import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import { filesOfArchive } from './archive.ts';
import { type Verification, verify } from './verify.ts';
import { type ArchiveVerification, inUnpacked, verifyArchive } from './verify-archive.ts';

/**
 * Does an archive hold together and, with the program at hand, is its report what the program says?
 *
 * @param file       a zip of `realized export`
 * @param directory  the program's folder with its extracts; null to check the archive by itself
 * @throws `usage.invalid` where there is no such file
 */
export async function verifyArchiveFile(
  file: string,
  directory: string | null,
  progress: (stage: string, message: string) => void,
): Promise<{ archive: ArchiveVerification; report: Verification | null }> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    const hint = 'name a zip that `realized export PROGRAM` wrote';
    throw new RealizedError('usage.invalid', { message: `no archive at «${file}»`, hint });
  }
  progress('verify', 'the archive by itself');
  const archive = await verifyArchive(bytes);
  const { files } = filesOfArchive(bytes);
  if (directory === null || files === null) return { archive, report: null };
  const report = await inUnpacked(files, (folder) => verify({ directory, report: join(folder, 'report'), progress }));
  return { archive, report: { ...report, folder: `report/ of ${file}` } };
}
