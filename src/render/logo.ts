import type { Logo } from './theme.ts';

/** A logo goes into every page and PDF: more than this makes a mail heavy. */
const MOST_BYTES = 200_000;

/** What is wrong with a logo, and where in an SVG's text. */
export interface LogoProblem {
  line: number;
  column: number;
  message: string;
  hint: string;
}

/** What an SVG may not hold: it would run, load, or be drawn with whatever typeface a machine has. */
const REFUSED: readonly [RegExp, string, string][] = [
  [/<script\b/i, 'it holds a script', 'take the script out'],
  [/\son\w+\s*=/i, 'it holds an event handler', 'take the attribute out'],
  [/<foreignObject\b/i, 'it holds a foreign object', 'export it as paths only'],
  [/<!(DOCTYPE|ENTITY)/i, 'it holds a document type', 'take the <!DOCTYPE …> out: nothing needs it'],
  [/@import|url\(\s*["']?(?!["']?#)/i, 'it loads something', 'draw it with colours and gradients of its own'],
  [
    /\shref\s*=\s*["'](?!#|data:image\/(png|jpeg);base64,)|\bsrc\s*=|:href\s*=\s*["'](?!#|data:image\/(png|jpeg);base64,)/i,
    'it refers to something outside itself',
    'put what it shows into the file',
  ],
  [/<text\b/i, 'it holds text, which each machine would draw with another typeface', 'convert its text to paths'],
];

/**
 * A logo as the reports take it.
 *
 * @param content  the bytes of a PNG or an SVG, by what they are and not by the file's name
 * @returns the logo, or everything that is wrong with it
 */
export function readLogo(content: Uint8Array, alternative: string): Logo | LogoProblem[] {
  const whole = (message: string, hint: string) => [{ line: 1, column: 1, message, hint }];
  if (content.length > MOST_BYTES) {
    return whole(
      `it has ${content.length} bytes, and at most ${MOST_BYTES} go into every page`,
      'scale it down, or export it as plain paths',
    );
  }
  const bytes = Buffer.from(content);
  if (bytes.subarray(0, 8).toString('latin1') === PNG_SIGNATURE) {
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    const uri = `data:image/png;base64,${bytes.toString('base64')}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" xlink:href="${uri}"/></svg>`;
    return { svg, alternative, ratio: width / height };
  }
  const svg = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (!/<svg[\s>]/.test(svg)) return whole('it is neither PNG nor SVG', 'export the logo as one of them');
  const problems = REFUSED.flatMap(([pattern, message, hint]) => {
    const found = pattern.exec(svg);
    return found === null ? [] : [{ ...placeOf(svg, found.index + /^\s*/.exec(found[0])![0].length), message, hint }];
  });
  const ratio = ratioOf(svg);
  if (ratio === null) problems.push(...whole('its size is not told', 'give <svg> a viewBox of four numbers'));
  return problems.length > 0 ? problems : { svg, alternative, ratio: ratio! };
}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';

function ratioOf(svg: string): number | null {
  const box =
    /<svg[^>]*\sviewBox\s*=\s*["']\s*([-\d.eE+]+)[\s,]+([-\d.eE+]+)[\s,]+([\d.eE+]+)[\s,]+([\d.eE+]+)\s*["']/.exec(svg);
  const ratio = box === null ? Number.NaN : Number(box[3]) / Number(box[4]);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
