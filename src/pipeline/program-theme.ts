import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RealizedError } from '../errors.ts';
import { logoFileOf, parseTheme } from '../render/parse-theme.ts';
import { SHIPPED_THEME, type Theme } from '../render/theme.ts';
import { parseYaml } from '../yaml.ts';

/**
 * The files that decide how a program's reports look: its theme file, and the logo that this names.
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
  const logo = logoFileOf(theme, path);
  const files = { [path]: theme, ...(logo === null ? {} : { [logo]: textOfBytes(await read(logo)) }) };
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
  const logo = logoFileOf(text, path);
  return parseTheme(text, path, logo === null ? null : bytesOfText(files[logo] ?? ''));
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
