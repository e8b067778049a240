import { describe, expect, test } from 'vitest';
import { languageOf, spoken } from '../../src/results/language.ts';
import { localNumbers, monthFirst } from '../../src/results/local-numbers.ts';
import { reteller } from '../../src/results/retell.ts';
import { fillings, sentencePattern } from '../../src/results/sentence-pattern.ts';
import { GERMAN } from '../../src/results/words/german.ts';
import { someResults } from '../support/results.ts';

describe('numbers of another locale', () => {
  test.each([
    ['1,234.5', '1.234,5'],
    ['−0.3', '−0,3'],
    ['14.8 %', '14,8 %'],
    ['$84,000', '84.000\u00a0$'],
    ['−$1.61 M', '−1,61 Mio.\u00a0$'],
    ['−$2.50 bn', '−2,50 Mrd.\u00a0$'],
    ['CHF 836 trn', '836 Bio.\u00a0CHF'],
    ['€1.1 bn to €1.3 bn', '1,1 bis 1,3 Mrd.\u00a0€'],
    ['$900 M to $1.1 bn', null],
    ['CHF 1,250', '1.250\u00a0CHF'],
    ['$101,000 to $153,000', '101.000 bis 153.000\u00a0$'],
    ['−$0.31 M to −$0.1 M', '−0,31 bis −0,1 Mio.\u00a0$'],
    ['P5–P95 $150,000 to', null],
    ['$900,000 to $1.1 M', null],
    ['1 Jul 2024', '1. Juli 2024'],
    ['12 Mar 2024', '12. März 2024'],
    ['Dec 2025', 'Dez. 2025'],
    ['2024', '2024'],
    ['–', '–'],
    ['3 weeks', null],
  ])('%s in German', (english, german) => {
    expect(localNumbers(english, GERMAN.numbers)).toBe(german);
  });

  test('Americans put the month first; numbers and other texts stay', () => {
    expect(monthFirst('from 1 Jul 2024 to 31 Dec 2025, $1,234.5')).toBe('from Jul 1, 2024 to Dec 31, 2025, $1,234.5');
  });
});

describe('sentences with gaps', () => {
  test('are filled in every way that fits, the shortest first gap first', () => {
    expect([...fillings('a, b, c', sentencePattern('{x}, {y}', ''), () => true)]).toEqual([
      ['a', 'b, c'],
      ['a, b', 'c'],
    ]);
  });

  test('a gap for a number takes nothing else', () => {
    const pattern = sentencePattern('{n} of {n2} {x}', '');
    expect([...fillings('3 of 1,200 rows of a file', pattern, () => true)]).toEqual([['3', '1,200', 'rows of a file']]);
    expect([...fillings('many of 12 rows', pattern, () => true)]).toEqual([]);
  });
});

describe('retelling', () => {
  const words = {
    'on {x}': 'auf {x}',
    'on time': 'pünktlich',
    '{x} on {y}': '{x} auf {y}',
    'the ward': 'der Station',
    '{n} weeks': '{n} Wochen',
    '{n} days': '{n} Tage',
    'after {x}': 'nach {x:dative}',
    'see {*x}': 'siehe {x}',
    'file {=x}': 'Datei {x}',
    '{x}, {y}': '{x}, {y}',
    measured: 'gemessen',
  };
  const retell = (text: string, own: string[] = []) =>
    reteller({ ...GERMAN, sentences: { all: words } }, new Set(own))(text);

  test.each([
    ['on time', 'pünktlich'],
    ['on the ward', 'auf der Station'],
    ['1,234 weeks', '1.234 Wochen'],
    ['after 3 days', 'nach 3 Tagen'],
    ['Measured on the ward. After 3 days.', 'Gemessen auf der Station. Nach 3 Tagen.'],
    [' measured ', ' gemessen '],
    ['see any file', 'siehe any file'],
    ['file C:a', 'Datei C:a'],
    ['files/a_b.csv', 'files/a_b.csv'],
    ['C-133', 'C-133'],
  ])('%s', (english, german) => {
    expect(retell(english)).toEqual({ text: german, unknown: 0 });
  });

  test('of two ways to read a sentence the one that tells all wins', () => {
    expect(retell('measured on the ward, on time').text).toBe('gemessen auf der Station, pünktlich');
  });

  test('what somebody wrote stays as written, alone and inside a sentence, also where it is cut short', () => {
    expect(retell('on time', ['on time']).text).toBe('on time');
    expect(retell('measured on Ward 3, East', ['Ward 3, East']).text).toBe('gemessen auf Ward 3, East');
    expect(retell('Ward 3, E…', ['Ward 3, East'])).toEqual({ text: 'Ward 3, E…', unknown: 0 });
  });

  test('a text that nobody translated stays English, and is counted', () => {
    expect(retell('on the roof')).toEqual({ text: 'auf the roof', unknown: 8 });
    expect(retell('file of no one').unknown).toBeGreaterThan(0);
    expect(retell('no such thing')).toEqual({ text: 'no such thing', unknown: 13 });
  });
});

describe('the language of a report', () => {
  test('British English is what the product writes; American English puts months first', () => {
    const text = 'Data to 1 Jul 2024';
    expect(languageOf('en-GB', []).tell(text)).toBe(text);
    expect(languageOf('en-US', []).tell(text)).toBe('Data to Jul 1, 2024');
    expect(languageOf('en-US', [text]).tell(text)).toBe(text);
  });

  test('days that messages name as files do read as all others, and what is no day among words stays', () => {
    const told = (text: string) => (['en-GB', 'en-US'] as const).map((locale) => languageOf(locale, []).tell(text));
    expect(told('left out (2025-11-24): not over on 2025-12-01')).toEqual([
      'left out (24 Nov 2025): not over on 1 Dec 2025',
      'left out (Nov 24, 2025): not over on Dec 1, 2025',
    ]);
    for (const text of ['2025-11-24', 'see exams-2025-11-24.csv', 'run it with --as-of 2025-11-24']) {
      expect(told(text)).toEqual([text, text]);
    }
  });

  test('names of a program are not translated, and results are told once', () => {
    const results = someResults();
    const german = { ...results, program: { ...results.program, locale: 'de' as const } };
    const { language } = spoken(german);
    expect(language.tell('Operating-room platform')).toBe('Operating-room platform');
    expect(spoken(german)).toBe(spoken(spoken(german).results));
  });
});
