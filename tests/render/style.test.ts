import { describe, expect, test } from 'vitest';
import { COLOURS } from '../../src/chart/theme.ts';
import { contrastOf } from '../../src/render/contrast.ts';
import { styleSheet, themed } from '../../src/render/style.ts';
import { SHIPPED_THEME } from '../../src/render/theme.ts';

/** The colours of a `:root` rule, by variable. */
const paletteOf = (rule: string) =>
  Object.fromEntries([...rule.matchAll(/--([\w-]+):(#[0-9a-f]{6})/g)].map((match) => [match[1]!, match[2]!]));
const [light, dark] = [...styleSheet('', SHIPPED_THEME).matchAll(/:root\{[^}]*\}/g)].map((match) =>
  paletteOf(match[0]),
);

describe.each([
  ['light', light!],
  ['dark', dark!],
])('%s', (_, palette) => {
  const contrast = (a: string, b: string) => contrastOf(palette[a]!, palette[b]!);

  test('text reaches 4.5 : 1 on everything that it stands on', () => {
    const grounds = ['paper', 'baseline-wash', 'stabilization-wash', 'common-soft', 'concern-soft', 'improvement-soft'];
    for (const ground of grounds) expect(contrast('ink', ground)).toBeGreaterThan(4.5);
    for (const ground of ['paper', 'baseline-wash', 'stabilization-wash']) {
      expect(contrast('muted', ground)).toBeGreaterThan(4.5);
    }
    expect(contrast('paper', 'improvement')).toBeGreaterThan(4.5);
    expect(contrast('on-concern', 'concern')).toBeGreaterThan(4.5);
  });

  test('marks that carry meaning reach 3 : 1', () => {
    for (const mark of ['improvement', 'concern-edge', 'common']) expect(contrast(mark, 'paper')).toBeGreaterThan(3);
  });
});

test('both palettes name the same colours', () => {
  expect(Object.keys(dark!).sort()).toEqual(Object.keys(light!).sort());
});

test('a chart on the page has no colour of its own left', () => {
  const svg = Object.values(COLOURS)
    .map((value) => `<path fill="${value}"/>`)
    .join('');
  expect(themed(svg)).not.toContain('#');
  expect(themed(`<path fill="${COLOURS.concernEdge}"/>`)).toBe('<path fill="var(--concern-edge)"/>');
});
