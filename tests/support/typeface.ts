import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { adoptTypeface } from '../../src/render/adopt-typeface.ts';
import type { Typeface } from '../../src/render/font.ts';

/** Bytes of a real TrueType file under an open licence, which the reports do not use: `200ExtraLight`, `900Black`. */
export function otherFace(style: string): Buffer {
  const [, weight, name] = /^(\d+)(\w+)$/.exec(style)!;
  const path = `@expo-google-fonts/source-sans-3/${style}/SourceSans3_${weight}${name}.ttf`;
  return readFileSync(createRequire(import.meta.url).resolve(path));
}

/** A program's own typeface: thin, and black instead of bold, so that it is seen where it is used. */
export function someTypeface(family = 'Riverside Sans'): Typeface {
  return adoptTypeface(family, { 400: otherFace('200ExtraLight'), 600: otherFace('900Black') }) as Typeface;
}

/** A copy of a font with 16-bit words of a table changed. */
export function patched(file: Buffer, tag: string, words: readonly (readonly [at: number, word: number])[]): Buffer {
  const copy = Buffer.from(file);
  const entry =
    12 +
    16 *
      Array.from({ length: copy.readUInt16BE(4) }, (_, i) => copy.toString('latin1', 12 + 16 * i, 16 + 16 * i)).indexOf(
        tag,
      );
  for (const [at, word] of words) copy.writeUInt16BE(word, copy.readUInt32BE(entry + 8) + at);
  return copy;
}
