import { describe, expect, test } from 'vitest';
import { alertMail, filesOf, messageId, ownerMail, reportMail } from '../../src/delivery/mail.ts';
import { plainText } from '../../src/delivery/plain-text.ts';
import { SHIPPED_THEME } from '../../src/render/theme.ts';
import { HOSTILE, someResults } from '../support/results.ts';
import { someTypeface } from '../support/typeface.ts';

describe('plainText', () => {
  test('headings are underlined, items have a dash, a table row is a line', () => {
    const html = `<html><head><title>x</title></head><body style="a"><h1 style="b">A &amp; B</h1>
      <p>It <strong>pays</strong>&nbsp;off.</p><ul><li>one</li><li>two<br>three</li></ul>
      <table><thead><tr><th>Class</th><th>Amount</th></tr></thead><tr><td>cash</td><td>1</td></tr></table></body></html>`;
    expect(plainText(html)).toBe(
      'A & B\n=====\n\nIt pays\u00a0off.\n\n- one\n- two, three\n\nClass | Amount\ncash | 1\n',
    );
  });

  test('pictures made of cells are left out', () => {
    expect(plainText('<body><p>a</p><table aria-hidden="true"><tr><td>dot</td></tr></table><p>b</p></body>')).toBe(
      'a\n\nb\n',
    );
  });
});

describe('reportMail', () => {
  const page = '<!doctype html><html><body style="margin:0"><h1>Riverside</h1></body></html>';

  test('the executive page is the body; the banner stands above it in both forms', () => {
    const plain = reportMail(someResults(), page, [], ['executive.pdf']);
    expect(plain).toMatchObject({ html: page, text: 'Riverside\n=========\n', attachments: ['executive.pdf'] });
    const marked = reportMail(someResults(), page, ['Old data: <b>'], []);
    expect(marked.html).toContain('Old data: &lt;b&gt;');
    expect(marked.text.startsWith('Read this first\n')).toBe(false);
    expect(marked.text).toMatch(/^Read this first ?Old data: <b>/);
    expect(marked.subject).toContain('(read the note first)');
  });
});

test('banner and alerts are in the colours and the typeface of the program', () => {
  const theme = {
    ...SHIPPED_THEME,
    light: { ...SHIPPED_THEME.light, ink: '#221133', concernEdge: '#7a2200' } as const,
    typeface: someTypeface(),
  };
  const alert = { key: 'k', title: 'Colour #1d2a33', text: 'b', owner: null };
  const page = '<html><body style="color:#1d2a33"></body></html>';
  const [alerts, report] = [
    alertMail(someResults(), [alert], theme).html,
    reportMail(someResults(), page, ['Costs $& more'], [], theme).html,
  ];
  for (const html of [alerts, report]) expect(html).toContain("font-family:'Riverside Sans', 'Source Sans 3',Arial");
  expect(alerts).toContain('color:#221133');
  expect(alerts).toContain('Colour #1d2a33');
  expect(report).toContain('border-left:4px solid #7a2200');
  expect(report).toContain('Costs $&amp; more');
  // The page came from the run, in its own colours.
  expect(report).toContain('<body style="color:#1d2a33">');
});

test('alerts and notices escape what they say', () => {
  const alert = { key: 'k', title: HOSTILE, text: 'b', owner: null };
  const mails = [
    alertMail(someResults(), [alert]),
    ownerMail(
      { title: 'Riverside', locale: 'en-GB' },
      { delivery: 'board', what: 'is held', reasons: [HOSTILE], remedy: 'Mend it.' },
    ),
  ];
  for (const { html, text } of mails) {
    expect(html).not.toContain('<script');
    expect(text).toContain('<script>');
  }
});

test('each report has its files, by mail without HTML', () => {
  const files = ['executive.html', 'executive.pdf', 'finance.html', 'finance.pdf', 'finance.xlsx', 'project-pacs.pdf'];
  expect(filesOf('executive', files, 'mail')).toEqual(['executive.pdf']);
  expect(filesOf('executive', files, 'folder')).toEqual(['executive.html', 'executive.pdf']);
  expect(filesOf('finance', files, 'mail')).toEqual(['finance.pdf', 'finance.xlsx']);
  expect(filesOf('project', files, 'mail')).toEqual(['project-pacs.pdf']);
  expect(filesOf('full', files, 'mail')).toEqual([]);
});

test('one run, report and recipient have one Message-ID, another recipient another', () => {
  const id = (to: string) => messageId(['riverside', 'run', 'executive', to], 'realized@riverside.example');
  expect(id('a@x.example')).toBe(id('a@x.example'));
  expect(id('a@x.example')).not.toBe(id('b@x.example'));
  expect(id('a@x.example')).toMatch(/^<[0-9a-f]{32}\.realized@riverside\.example>$/);
});
