import { describe, expect, test } from 'vitest';
import { COLOURS } from '../../src/chart/theme.ts';
import type { RealizedError } from '../../src/errors.ts';
import { contrastOf } from '../../src/render/contrast.ts';
import { parseTheme } from '../../src/render/parse-theme.ts';
import { recoloured, recolouredMarkup, SHIPPED_THEME } from '../../src/render/theme.ts';

const LOGO = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h30v10z"/></svg>');
const theme = (text: string, logo: Uint8Array | null = null) => parseTheme(text, 'theme.yaml', () => logo!);

function problemsOf(text: string, logo: Uint8Array | null = null): string {
  try {
    theme(text, logo);
    return '';
  } catch (error) {
    return (error as RealizedError).message;
  }
}

describe('a theme', () => {
  test('that says nothing is the shipped one', () => {
    expect(theme('{}')).toEqual(SHIPPED_THEME);
  });

  test('of a few colours brings the others with it, readable by day and in the dark', () => {
    const { light, dark } = theme(
      'colours: { improvement: "#00695C", concern: "#c2410c", ink: "#221133", common: "#6b7280" }',
    );
    expect(light.improvement).toBe('#00695c');
    for (const palette of [light, dark]) {
      const grounds = [
        'paper',
        'baselineWash',
        'stabilizationWash',
        'commonSoft',
        'concernSoft',
        'improvementSoft',
      ] as const;
      for (const ground of grounds) expect(contrastOf(palette.ink, palette[ground])).toBeGreaterThan(4.5);
      for (const ground of ['paper', 'baselineWash', 'stabilizationWash'] as const) {
        expect(contrastOf(palette.muted, palette[ground])).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrastOf(palette.paper, palette.improvement)).toBeGreaterThan(4.5);
      expect(contrastOf(palette.onConcern, palette.concern)).toBeGreaterThan(4.5);
      for (const mark of ['improvement', 'concernEdge', 'common'] as const) {
        expect(contrastOf(palette[mark], palette.paper)).toBeGreaterThan(3);
      }
    }
  });

  test('takes a colour for the dark as it is written', () => {
    expect(theme('dark: { improvement: "#80cbc4" }').dark.improvement).toBe('#80cbc4');
  });

  test('brings its logo', () => {
    const { logo } = theme('logo: { file: logo.svg, alternative: Riverside Health }', LOGO);
    expect(logo).toEqual({ svg: LOGO.toString(), alternative: 'Riverside Health', ratio: 3 });
  });
});

describe('a theme is refused, with place and what to do,', () => {
  test('where a colour cannot be read: its contrast is told', () => {
    const told = problemsOf('colours:\n  improvement: "#ffcc00"\n');
    // (1.05) / (0.6444 + 0.05), from the channels 255, 204, 0.
    expect(told).toContain(
      'theme.yaml:2:16: «#ffcc00» has a contrast of 1.51 : 1 to #ffffff, on which it stands; it needs 4.5 : 1',
    );
    const better = /write "(#[0-9a-f]{6})"/.exec(told)![1]!;
    expect(contrastOf(better, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(problemsOf(`colours: { improvement: "${better}" }`)).not.toContain('contrast');
  });

  test('where a colour for the dark cannot be read there', () => {
    expect(problemsOf('dark: { common: "#223344" }')).toContain('theme.yaml:1:17: «#223344» has a contrast of 1.');
  });

  test('where better and worse look alike to some readers', () => {
    const told = problemsOf('colours: { improvement: "#2e7d32", concern: "#c62828" }');
    expect(told).toContain(
      'theme.yaml:1:45: improvement «#2e7d32» and concern «#c62828» look alike to readers with deuteranopia',
    );
  });

  test('where a font cannot be used: the file, and what to do', () => {
    const told = problemsOf('fonts:\n  family: Frutiger\n  regular: a.otf\n  bold: b.otf\n', Buffer.from('OTTO'));
    expect(told).toContain(
      'theme.yaml:3:12: «a.otf» cannot be used: it holds PostScript outlines (CFF)\n    name its TrueType version',
    );
    expect(told).toContain('theme.yaml:4:9: «b.otf» cannot be used');
    expect(problemsOf(`fonts: { family: "A';}", regular: a.ttf, bold: b.ttf }`)).toContain('is no name of a typeface');
    expect(problemsOf('fonts: { family: A, regular: ../a.ttf, bold: b.ttf }')).toContain('outside the program folder');
  });

  test('where it is no theme', () => {
    expect(problemsOf('colors: { ink: "#000000" }')).toContain('did you mean «colours»?');
    expect(problemsOf('colours: { ink: navy }')).toContain('theme.yaml:1:17: «navy» is not a colour');
    expect(problemsOf('logo: { file: ../logo.svg, alternative: x }')).toContain('lies outside the program folder');
  });

  test.each([
    ['<svg viewBox="0 0 9 9">\n<script>x()</script></svg>', 'logo.svg:2:1: it holds a script'],
    ['<svg viewBox="0 0 9 9"><g onload="x()"/></svg>', 'logo.svg:1:27: it holds an event handler'],
    ['<svg viewBox="0 0 9 9"><image href="https://example.org/a.png"/></svg>', 'it refers to something outside itself'],
    ['<svg viewBox="0 0 9 9"><image xlink:href="file:///etc/passwd"/></svg>', 'it refers to something outside itself'],
    ['<svg viewBox="0 0 9 9"><style>@import "a.css"</style></svg>', 'it loads something'],
    ['<svg viewBox="0 0 9 9"><path fill="url(https://example.org/#a)"/></svg>', 'it loads something'],
    ['<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 9 9"/>', 'it holds a document type'],
    ['<svg viewBox="0 0 9 9"><text>Riverside</text></svg>', 'convert its text to paths'],
    ['<svg width="9"/>', 'give <svg> a viewBox'],
    ['GIF89a', 'it is neither PNG nor SVG'],
    [`<svg viewBox="0 0 9 9">${' '.repeat(200_000)}</svg>`, 'at most 200000 go into every page'],
  ])('where its logo is unfit: %.60s', (svg, told) => {
    expect(problemsOf('logo: { file: logo.svg, alternative: x }', Buffer.from(svg))).toContain(told);
  });

  test('not where its logo refers to its own parts', () => {
    const svg = '<svg viewBox="0 0 9 9"><use href="#a"/><path fill="url(#b)"/></svg>';
    expect(problemsOf('logo: { file: logo.svg, alternative: x }', Buffer.from(svg))).toBe('');
  });
});

describe('recolouring', () => {
  const mine = theme('colours: { improvement: "#00695c" }');

  test('changes what is a colour, in data and in tags, and no words', () => {
    const { improvement, concern } = COLOURS;
    const data = { fill: improvement, stroke: concern, title: `about ${improvement}` };
    expect(recoloured(data, mine)).toEqual({ fill: '#00695c', stroke: concern, title: `about ${improvement}` });
    expect(recolouredMarkup(`<p fill="${improvement}" style="color:${concern}">${improvement}</p>`, mine)).toBe(
      `<p fill="#00695c" style="color:${concern}">${improvement}</p>`,
    );
    expect(recolouredMarkup(`<style>a{color:${improvement}}</style>`, mine)).toBe('<style>a{color:#00695c}</style>');
  });

  test('by the shipped theme changes nothing', () => {
    const data = { fill: COLOURS.improvement };
    expect(recoloured(data, SHIPPED_THEME)).toBe(data);
  });
});
