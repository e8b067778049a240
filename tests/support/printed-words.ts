import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!poppler) console.warn('skipped: no pdftotext; where words lie in PDFs is not checked');

/** In points. */
const PAPER = { a4: { width: 595.3, height: 841.9 }, letter: { width: 612, height: 792 } };

interface Word {
  left: number;
  top: number;
  right: number;
  bottom: number;
  text: string;
}

/**
 * Which words of a PDF reach past its margins, or lie on another?
 *
 * @param margin  at the sides, in points; above and below nothing may leave the paper
 * @returns one line per fault, with its page and place
 */
export function badlySetWords(pdf: Uint8Array, paper: keyof typeof PAPER, margin: number): string[] {
  const { width, height } = PAPER[paper];
  const pages = pagesOf(pdf);
  if (pages.flat().length < 10) return ['fewer than ten words'];
  return pages.flatMap((words, page) => {
    const place = ({ text, left, top }: Word) => `page ${page + 1}: «${text}» at ${left}, ${top}`;
    const outside = words.filter(
      ({ left, top, right, bottom }) => left < margin || right > width - margin || top < 2 || bottom > height - 2,
    );
    const covering = words.flatMap((one, i) =>
      words.slice(i + 1).flatMap((other) => (cover(one, other) ? [[one, other]] : [])),
    );
    return [
      ...outside.map((word) => `${place(word)} lies outside`),
      ...covering.map(([one, other]) => `${place(one!)} lies on «${other!.text}»`),
    ];
  });
}

/** A line is taller than its letters: what is between ascender and descender counts, and a point of its width. */
function cover(one: Word, other: Word): boolean {
  const slack = (word: Word) => (word.bottom - word.top) * 0.17;
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down =
    Math.min(one.bottom - slack(one), other.bottom - slack(other)) -
    Math.max(one.top + slack(one), other.top + slack(other));
  return across > 1 && down > 1;
}

function pagesOf(pdf: Uint8Array): Word[][] {
  const folder = mkdtempSync(join(tmpdir(), 'realized-words-'));
  const file = join(folder, 'one.pdf');
  writeFileSync(file, pdf);
  const { stdout } = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">([^<]*)/g)].map(
        ([, left, top, right, bottom, text]) => ({
          left: Number(left),
          top: Number(top),
          right: Number(right),
          bottom: Number(bottom),
          text: text!,
        }),
      ),
    );
}
