import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RealizedError } from '../errors.ts';
import { filesOfTheme, parseTheme } from '../render/parse-theme.ts';
import { SHIPPED_THEME, type Theme } from '../render/theme.ts';
import { parseYaml } from '../yaml.ts';

/**
 * The files that decide how a program's reports look: its theme file, and the logo and fonts that this names.
 *
 * @param path  of the theme file, relative to the program folder; null for the shipped look
 * @returns by path, as `textOfBytes` writes them
 * @throws `program.file-missing`; `program.invalid` where the theme cannot be used
 */
export async function themeFiles(directory: string, path: string | null): Promise<Record<string, string>> {
  if (path === null) return {};
  const read = (name: string) =>
    readFile(join(directory, name)).catch((cause) => {
      throw new RealizedError('program.file-missing', { path: name }, cause);
    });
  const theme = textOfBytes(await read(path));
  const files = { [path]: theme };
  for (const named of filesOfTheme(theme, path)) files[named] = textOfBytes(await read(named));
  themeIn(path, files);
  return files;
}

/**
 * How the reports of a run look, by the texts that decided it.
 *
 * @param files  with program.yaml, and what `themeFiles` gave
 */
export function themeOf(files: Readonly<Record<string, string>>): Theme {
  const named = parseYaml(files['program.yaml'] ?? '', 'program.yaml', z.looseObject({ theme: z.string().optional() }));
  return themeIn(named.value?.theme ?? null, files);
}

function themeIn(path: string | null, files: Readonly<Record<string, string>>): Theme {
  const text = path === null ? undefined : files[path];
  if (path === null || text === undefined) return SHIPPED_THEME;
  return parseTheme(text, path, (file) => bytesOfText(files[file] ?? ''));
}

const CODED = 'data:;base64,';

/** A file's bytes as a text that JSON can hold and `bytesOfText` turns back: UTF-8 as it stands, all else as a data URI. */
export function textOfBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  const isText = Buffer.from(text).equals(bytes) && !text.startsWith(CODED);
  return isText ? text : CODED + Buffer.from(bytes).toString('base64');
}

/** The bytes that `textOfBytes` was given. */
export function bytesOfText(text: string): Buffer {
  return text.startsWith(CODED) ? Buffer.from(text.slice(CODED.length), 'base64') : Buffer.from(text);
}
