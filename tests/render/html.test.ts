import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/html.ts';
import type { Block, Document } from '../../src/report/document.ts';
import { HOSTILE } from '../support/results.ts';

const bodyOf = (...blocks: Block[]) => {
  const document: Document = {
    name: 'one',
    locale: 'en-GB',
    paper: 'a4',
    report: 'Overview',
    reports: [],
    title: 'Title',
    subtitle: 'to 1 Jul 2024',
    notice: null,
    sections: [{ kind: 'section', id: 'one', title: 'One', blocks }],
    panels: [],
  };
  return renderBody(document, new Map());
};

test('heading levels follow the nesting', () => {
  const inner: Block = { kind: 'section', id: 'c', title: 'C', blocks: [] };
  const outer: Block = { kind: 'section', id: 'b', title: 'B', blocks: [inner] };
  const headings = [...bodyOf(outer).matchAll(/<h(\d)>([^<]+)/g)].map((match) => `${match[1]}${match[2]}`);
  expect(headings).toEqual(['1Title', '2One', '3B', '4C']);
});

describe('hostile words', () => {
  const table: Block = {
    kind: 'table',
    caption: HOSTILE,
    form: 'cards',
    columns: [
      { name: HOSTILE, align: 'left' },
      { name: HOSTILE, align: 'right' },
    ],
    rows: [[HOSTILE, [{ code: HOSTILE }, { strong: HOSTILE }, { text: HOSTILE, figure: HOSTILE }]]],
  };
  const links = ['one', 'two'].map((name) => ({ name, title: HOSTILE, about: HOSTILE, files: [HOSTILE, HOSTILE] }));
  const body = renderBody(
    {
      name: 'one',
      locale: 'en-GB',
      paper: 'a4',
      report: HOSTILE,
      reports: links,
      title: HOSTILE,
      subtitle: [{ quiet: HOSTILE }],
      notice: { title: HOSTILE, text: HOSTILE },
      panels: [
        {
          reference: `figure:${HOSTILE}`,
          told: HOSTILE,
          inputs: [{ reference: `series:${HOSTILE}`, told: HOSTILE }],
          ends: [],
        },
      ],
      sections: [
        {
          kind: 'section',
          id: HOSTILE,
          title: HOSTILE,
          blocks: [
            table,
            { kind: 'facts', facts: [{ name: HOSTILE, text: HOSTILE }] },
            { kind: 'list', items: [HOSTILE] },
            {
              kind: 'key figures',
              groups: [{ title: HOSTILE, figures: [{ name: HOSTILE, value: HOSTILE, note: HOSTILE }] }],
            },
            { kind: 'figure', chart: 'c', data: table, open: false },
            { kind: 'details', summary: HOSTILE, blocks: [] },
            { kind: 'code', caption: HOSTILE, text: HOSTILE },
            { kind: 'links', links },
          ],
        },
      ],
    },
    new Map([['c', { title: HOSTILE, subtitle: HOSTILE, wide: '<svg/>', narrow: '<svg/>' }]]),
  );

  test('are never markup', () => {
    expect(body).not.toMatch(/<script/i);
    // Every attribute of every tag is one that the renderer writes.
    const names = [...body.matchAll(/<\w+((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap((tag) => [
      ...tag[1]!.matchAll(/([\w-]+)(?:="[^"]*")?/g),
    ]);
    const known = [
      'class',
      'id',
      'href',
      'scope',
      'role',
      'aria-label',
      'aria-hidden',
      'aria-current',
      'tabindex',
      'data-label',
      'popover',
      'popovertarget',
      'popovertargetaction',
      'lang',
    ];
    expect(names.map((match) => match[1]).filter((name) => !known.includes(name!))).toEqual([]);
  });

  test('link to their section all the same', () => {
    const [, target] = body.match(/<nav[^>]*>.*?href="#([^"]+)"/s)!;
    expect(body).toContain(`<section id="${target}"`);
  });
});

test('the first cell of a row names it, and numbers stand right', () => {
  const body = bodyOf({
    kind: 'table',
    caption: 'Counts',
    form: 'dense',
    columns: [
      { name: 'Step', align: 'left' },
      { name: 'Rows', align: 'right' },
      { name: 'Note', align: 'left' },
    ],
    rows: [['loaded', '5', '']],
  });
  expect(body).toContain('<tr><th scope="row">loaded<td>5<td></tbody>');
  expect(body).toContain('<table class="dense n2">');
});

test('a table without rows says so', () => {
  const body = bodyOf({ kind: 'table', caption: 'Findings', form: 'dense', columns: [], rows: [] });
  expect(body).toContain('<p>Findings: none.</p>');
});

test('a verdict is told in words beside its sign', () => {
  const body = bodyOf({ kind: 'paragraph', text: [{ verdict: 'improved, size uncertain' }] });
  expect(body).toContain(
    '<span class="badge improved-size-uncertain"><span aria-hidden="true">✓</span> improved, size uncertain</span>',
  );
});

test('no line break parts a minus from its currency', () => {
  expect(bodyOf({ kind: 'paragraph', text: 'a loss of −$10,000 or −14 minutes' })).toContain(
    '<p>a loss of <span class="amount">−$10,000</span> or −14 minutes</p>',
  );
});
