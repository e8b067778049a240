import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adoptTypeface } from '../../src/render/adopt-typeface.ts';
import { documentData, type PrintChart } from '../../src/render/document-data.ts';
import { printDocument } from '../../src/render/document-pdf.ts';
import { parseFont, type Typeface } from '../../src/render/font.ts';
import { subsetFont } from '../../src/render/subset-font.ts';
import { SHIPPED_THEME } from '../../src/render/theme.ts';
import { printableSvg } from '../../src/render/typst.ts';
import { drawReports, renderPdfs } from '../../src/render/write-report.ts';
import type { Block, Document } from '../../src/report/document.ts';
import { HERE } from '../../src/workers/workers.ts';
import { HOSTILE, someResults } from '../support/results.ts';
import { otherFace, someTypeface } from '../support/typeface.ts';

/** Every letter that a typeface has at least. */
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

const folder = mkdtempSync(join(tmpdir(), 'document-'));
afterAll(() => rmSync(folder, { recursive: true }));

const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!poppler) console.warn('skipped: no pdftotext; where words lie in the reports’ PDFs is not checked');

let pdfs: { path: string; content: Uint8Array }[];
beforeAll(async () => {
  pdfs = await renderPdfs(await drawReports(someResults(), HERE), HERE);
});

const documentOf = (name: string, ...blocks: Block[]): Document => ({
  name: 'one',
  locale: 'en-GB',
  paper: 'a4',
  report: name,
  title: name,
  subtitle: [{ strong: name }],
  notice: { title: name, text: name },
  reports: [],
  sections: [{ kind: 'section', id: 'one', title: name, blocks }],
  panels: [],
});

const textOf = (pdf: Uint8Array): string => {
  const file = join(folder, 'text.pdf');
  writeFileSync(file, pdf);
  return spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout;
};

/** Every kind of block, with this name wherever a name may stand. */
const everyBlock = (name: string): Block[] => {
  const columns = Array.from({ length: 9 }, (_, i) =>
    i % 8 === 0 ? { name, align: 'left' as const } : { name: 'Periods before, after', align: 'right' as const },
  );
  const amounts = columns.slice(2).map(() => '−1,234,567');
  const table: Block = { kind: 'table', caption: name, form: 'cards', columns, rows: [[name, ...amounts, name]] };
  return [
    {
      kind: 'paragraph',
      text: [
        name,
        { strong: name },
        { quiet: name },
        { code: name },
        { text: name, figure: 'one' },
        { verdict: 'worsened' },
      ],
    },
    { kind: 'paragraph', lead: true, text: name },
    { kind: 'list', items: [name] },
    { kind: 'facts', facts: [{ name, text: name }] },
    { kind: 'key figures', groups: [{ title: name, figures: [{ name, value: '−$910,000,000 trn', note: name }] }] },
    table,
    { kind: 'figure', chart: 'none', data: table, open: false },
    { kind: 'details', summary: name, blocks: [table] },
    { kind: 'code', caption: name, text: `select ${name}\n    from x` },
    { kind: 'links', links: [{ name: 'one', title: name, about: name, files: [name] }] },
    { kind: 'section', id: 'two', title: name, blocks: [] },
  ];
};

/** Words that lie outside the margins of an A4 page (595 × 842 points; the sides are 57 points wide). */
const printed = (document: Document, charts = new Map<string, PrintChart>()) =>
  printDocument({ data: documentData(document, charts), typeface: null });

function outsideMargins(name: string, pdf: Uint8Array): string[] {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  const { stdout } = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const words = [...stdout.matchAll(/<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">([^<]*)/g)];
  expect(words.length).toBeGreaterThan(10);
  return words
    .filter(
      ([, left, top, right, bottom]) =>
        Number(left) < 54 || Number(right) > 546 || Number(top) < 2 || Number(bottom) > 830,
    )
    .map(([, left, top, right, bottom, word]) => `${word} at ${left},${top}–${right},${bottom}`);
}

test('every report but the overview is there as a PDF', () => {
  expect(pdfs.map(({ path }) => path)).toEqual([
    'project-pacs.pdf',
    'project-or-platform.pdf',
    'project-lab.pdf',
    'finance.pdf',
  ]);
});

test('each is tagged, with title and language, and holds the shipped typeface alone', () => {
  for (const { content } of pdfs) {
    const text = Buffer.from(content).toString('latin1');
    expect(text).toMatch(/\/Marked true/);
    expect(text).toMatch(/\/Lang\s*\(en/);
    expect(text).toMatch(/\/Title/);
    expect(text).toMatch(/\/Alt/);
    const fonts = [...text.matchAll(/\/FontName\s*\/(\S+)/g)].map((match) => match[1]!.replace(/^[A-Z]{6}\+/, ''));
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/^SourceSans3-(Regular|SemiBold)$/);
  }
});

describe('in a typeface of its own', () => {
  const fontsIn = (pdf: Uint8Array) =>
    new Set(
      [
        ...Buffer.from(pdf)
          .toString('latin1')
          .matchAll(/\/FontName\s*\/[A-Z]{6}\+(\S+)/g),
      ].map((match) => match[1]!),
    );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 60" font-family="'Riverside Sans'"><text y="20">Improved ✓</text></svg>`;
  const chart = { title: 'Improved', subtitle: 'minutes', description: 'A chart.', svg, half: svg };
  const figure: Block = {
    kind: 'figure',
    chart: 'spc',
    open: false,
    data: {
      kind: 'table',
      caption: 'Numbers',
      form: 'cards',
      columns: [{ name: 'KPI', align: 'left' }],
      rows: [['a']],
    },
  };
  const page = documentOf('Improved ✓', { kind: 'paragraph', text: [{ strong: 'held' }] }, figure);
  const print = (typeface: Typeface | null) =>
    printDocument({
      data: documentData(page, new Map([['spc', chart]]), { ...SHIPPED_THEME, typeface }),
      typeface,
    });

  test('a PDF holds that and no other', async () => {
    expect(fontsIn(await print(someTypeface()))).toEqual(new Set(['RiversideSans-Regular', 'RiversideSans-SemiBold']));
    expect(fontsIn(await print(null))).toEqual(new Set(['SourceSans3-Regular', 'SourceSans3-SemiBold']));
  });

  // The machine's own fonts have a tick too, and the setter knows them.
  test('letters that it lacks are drawn by the shipped one, in texts and in charts', async () => {
    const few = (style: string) => Buffer.from(subsetFont(parseFont(otherFace(style)), ASCII));
    const typeface = adoptTypeface('Few', { 400: few('200ExtraLight'), 600: few('900Black') }) as Typeface;
    expect(fontsIn(await print(typeface))).toEqual(
      new Set(['Few-Regular', 'Few-SemiBold', 'SourceSans3-Regular', 'SourceSans3-SemiBold']),
    );
    const words = printableSvg(svg, typeface);
    expect(words).toContain(
      'font-family="realized theme"><text y="20">Improved <tspan font-family="realized shipped">✓</tspan>',
    );
  });
});

test('the same results give the same bytes', async () => {
  const again = await renderPdfs(await drawReports(someResults(), HERE), HERE);
  expect(again.map(({ content }, i) => Buffer.from(content).equals(pdfs[i]!.content))).not.toContain(false);
});

describe.skipIf(!poppler)('every word lies within the margins', () => {
  test('in the reports of a full run', () => {
    for (const { path, content } of pdfs) expect(outsideMargins(path, content)).toEqual([]);
  });

  test.each([
    ['one letter', 'a'],
    ['long names', 'Turnaround of a rather long name '.repeat(9)],
    ['names that nothing breaks', 'W'.repeat(300)],
    ['foreign letters and emoji', 'مختبر 🧪 検査 '.repeat(12)],
    ['names that look like markup', `#panic("x") *b* $x$ [a] // <l> @r \`c\` \\ ${HOSTILE}`],
  ])('with %s', async (title, name) => {
    expect(outsideMargins(title, await printed(documentOf(name, ...everyBlock(name))))).toEqual([]);
  });
});

test.skipIf(!poppler)('a chart that no page can hold gives its place to its table', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [`KPI ${i + 1}`]);
  const columns = [{ name: 'KPI', align: 'left' as const }];
  const figure: Block = {
    kind: 'figure',
    chart: 'strip',
    open: false,
    data: { kind: 'table', caption: 'Verdicts', form: 'cards', columns, rows },
  };
  const printedWith = (height: number) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 ${height}"><rect width="880" height="${height}"/></svg>`;
    const chart = { title: 'Sixty verdicts', subtitle: 'Each cell is one.', description: 'A strip.', svg, half: svg };
    return printed(documentOf('Strip', figure), new Map([['strip', chart]]));
  };
  const tall = textOf(await printedWith(2000));
  expect(tall).toContain('Sixty verdicts');
  expect(tall.match(/KPI \d+/g)).toHaveLength(60);
  const drawn = textOf(await printedWith(400));
  expect(drawn).not.toMatch(/KPI \d+/);
  expect(drawn).toContain(
    'Not all is printed: numbers behind charts, long tables and further tests stand in one.html.',
  );
});

test.skipIf(!poppler)(
  'what the page folds away is printed where it is short, and else says where it stands',
  async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`row ${i}`]);
    const data = {
      kind: 'table' as const,
      caption: 'Rows',
      form: 'dense' as const,
      columns: [{ name: 'Row', align: 'left' as const }],
      rows,
    };
    const text = textOf(await printed(documentOf('Folded', { kind: 'details', summary: 'More', blocks: [data] })));
    expect(text).not.toContain('row 15');
    expect(text).toContain('More: in one.html');
  },
);

describe('on paper', () => {
  const data = {
    kind: 'table' as const,
    caption: 'Rows',
    form: 'dense' as const,
    columns: [{ name: 'Row', align: 'left' as const }],
    rows: [['only row']],
  };
  const small = (chart: string): Block => ({ kind: 'figure', chart, data, open: false, small: true });
  const chartOf = (title: string) => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200"><rect width="360" height="200"/></svg>';
    return { title, subtitle: '', description: title, svg, half: svg };
  };
  const charts = new Map(['a', 'b', 'c'].map((name) => [name, chartOf(`Chart ${name}`)]));
  const kindsOf = (...blocks: Block[]) => {
    const { document } = documentData(documentOf('Paper', ...blocks), charts) as {
      document: { sections: [{ blocks: { kind: string }[] }] };
    };
    return document.sections[0].blocks.map(({ kind }) => kind);
  };

  test('two small charts stand side by side, a third beside its words, and one that is not drawn as its table', () => {
    expect(kindsOf(small('a'), small('b'), small('c'))).toEqual(['pair', 'beside']);
    expect(kindsOf(small('a'), small('missing'))).toEqual(['beside', 'figure']);
  });

  const brief = (id: string): Block => ({
    kind: 'section',
    id,
    title: `KPI ${id}`,
    brief: true,
    blocks: [
      { kind: 'facts', facts: [{ name: 'Owner', text: 'nobody' }] },
      {
        kind: 'section',
        id: `${id}-unit`,
        title: 'Ward',
        blocks: [{ kind: 'paragraph', text: `${id} shows nothing`, lead: true }, small('a'), data],
      },
    ],
  });

  test.skipIf(!poppler)(
    'what says little is told by its verdict and chart, and a link says on which page',
    async () => {
      const link: Block = { kind: 'paragraph', text: [{ text: 'KPI two', section: 'two-unit', report: 'one' }] };
      expect(kindsOf(link, brief('one'), brief('two'))).toEqual(['paragraph', 'briefs']);
      const text = textOf(await printed(documentOf('Paper', link, brief('one'), brief('two')), charts));
      expect(text).toContain('KPI two p. 1');
      expect(text).toContain('two shows nothing');
      expect(text).not.toMatch(/nobody|only row/);
      expect(text).toContain('So does what lies behind the KPIs shown small');
    },
  );

  test.skipIf(!poppler)('what is for the page only is left out', async () => {
    const details = { kind: 'details' as const, summary: 'Further tests', blocks: [data] };
    expect(textOf(await printed(documentOf('Paper', details)))).toContain('Further tests');
    expect(textOf(await printed(documentOf('Paper', { ...details, pageOnly: true })))).not.toContain('Further tests');
  });
});
