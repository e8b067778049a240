import { createHash } from 'node:crypto';
import { FONT } from '../chart/theme.ts';
import { escapeText } from './escape.ts';
import { fontsOf, PRINTABLE, type Weight } from './font.ts';
import { styleSheet } from './style.ts';
import { subsetFont } from './subset-font.ts';
import { SHIPPED_THEME, type Theme } from './theme.ts';

interface Look {
  /** The language of title and body, as HTML names it. */
  lang: string;
  /** The program's; the shipped one for pages of no program. */
  theme?: Theme;
  /** Style besides that of all pages. */
  rules?: string;
  /** The one script that it may run; none where it has none. */
  script?: string;
}

/**
 * A page around a body. Its policy lets it load its own style, fonts and script, and nothing else: it opens from a folder, a mail or a
 * memory stick.
 *
 * @param title  as text
 * @param body   HTML
 */
export function htmlPage(
  title: string,
  body: string,
  { lang, theme = SHIPPED_THEME, rules = '', script }: Look,
): string {
  const letters = lettersOf(body);
  const faces = [...fontFaces(400, letters, theme), ...fontFaces(600, letters, theme)];
  const style = `${styleSheet(faces.join('\n'), theme)}${rules}`;
  const runs = script === undefined ? '' : ` script-src '${hashOf(script)}';`;
  const policy = `default-src 'none';${runs} style-src '${hashOf(style)}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
${body}${script === undefined ? '' : `\n<script>${script}</script>`}
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Every character of a page once. Most of its megabytes are plain letters, which it has in any case. */
function lettersOf(body: string): string[] {
  return Array.from(new Set(PRINTABLE + body.replace(/[ -~\n]+/g, '')));
}

/** The typeface, cut down to the page's own characters; of the shipped one beside the theme's only those that this lacks. */
function fontFaces(weight: Weight, letters: readonly string[], { typeface }: Theme): string[] {
  let rest = letters;
  return fontsOf(typeface, weight).flatMap((font, i) => {
    const [drawn, lacking] = [true, false].map((has) =>
      rest.filter((one) => font.glyphs.has(one.codePointAt(0)!) === has),
    );
    rest = lacking!;
    if (drawn!.length === 0) return [];
    const family = i === 0 && typeface !== null ? typeface.family : FONT;
    const data = Buffer.from(subsetFont(font, drawn!.join(''))).toString('base64');
    return `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/ttf;base64,${data}) format('truetype')}`;
  });
}
