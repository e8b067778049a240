import { expect, test } from 'vitest';
import { minifySvg } from '../../src/render/minify-svg.ts';

const inside = (content: string) => minifySvg(`<svg xmlns="http://www.w3.org/2000/svg" width="9">${content}</svg>`);

test('what draws nothing goes', () => {
  expect(inside('<g><path d="M0,0h9" /></g><rect width="9" height="9" fill="transparent"/>')).toBe('');
  expect(inside('<text opacity="0" fill="#000">hidden</text><path d="" display="none" fill="red"/>')).toBe('');
});

test('coordinates are rounded to a tenth, and a text keeps its own numbers', () => {
  expect(inside('<text transform="translate(1.26,-0.04)" fill="#000">1.2345</text>')).toBe(
    '<text transform="translate(1.3,0)" fill="#000">1.2345</text>',
  );
  expect(inside('<path d="M1e-7,2.55L3.999,4" fill="red"/>')).toBe('<path d="M0,2.5L4,4" fill="red"/>');
});

test('what all marks of a group agree on moves into the group', () => {
  expect(inside('<g class="m"><line y2="5.0" stroke="red" stroke-width="2"/><line y2="6" stroke="red"/></g>')).toBe(
    '<g stroke="red" fill="none"><path stroke-width="2" d="M0,0l0,5"/><path d="M0,0l0,6"/></g>',
  );
});

test('neighbouring lines of one style become one path', () => {
  const line = (x: number, colour: string) =>
    `<line transform="translate(${x},2.04)" x2="5.1" y2="0" stroke="${colour}" stroke-dasharray="1,0"/>`;
  expect(inside(`<g>${line(1, 'red')}${line(6, 'red')}${line(11, 'blue')}</g>`)).toBe(
    '<g fill="none"><path stroke="red" d="M1,2l5.1,0M6,2l5.1,0"/><path stroke="blue" d="M11,2l5.1,0"/></g>',
  );
});

test('labels, roles and defaults go, escaped text stays escaped', () => {
  expect(inside('<g role="x" aria-label="y"><text opacity="1" fill="#000" font-size="12px">a &lt; b</text></g>')).toBe(
    '<text fill="#000" font-size="12">a &lt; b</text>',
  );
});

test('neighbouring marks of one shape become one path in relative steps', () => {
  const mark = (x: number, y: number, colour: string) =>
    `<path transform="translate(${x},${y})" d="M-1.5,0L0,-1.5L1.5,0Z" fill="${colour}"/>`;
  expect(inside(`<g>${mark(10, 20, 'red') + mark(30.25, 40, 'red') + mark(5, 5, 'blue')}</g>`)).toBe(
    '<path fill="red" d="M10,20m-1.5,0l1.5,-1.5l1.5,1.5ZM30.3,40m-1.5,0l1.5,-1.5l1.5,1.5Z"/>' +
      '<path fill="blue" d="M5,5m-1.5,0l1.5,-1.5l1.5,1.5Z"/>',
  );
});
