import { describe, expect, test } from 'vitest';
import type { Block, Inline, Section, Table, Text } from '../../src/report/document.ts';
import { executive } from '../../src/report/executive.ts';
import { buildReports } from '../../src/report/index.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults, someResults } from '../support/results.ts';

/** A run's results, changed. */
const results = (change: (results: Results) => void = () => {}): Results => {
  const all = someResults();
  change(all);
  return all;
};

const words = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.map((part) => (typeof part === 'string' ? part : Object.values(part)[0])).join('');

const everySection = (sections: readonly Section[]): Section[] =>
  sections.flatMap((one) => [
    one,
    ...everySection(one.blocks.filter((block): block is Section => block.kind === 'section')),
  ]);

/** The first section of that id in any of the reports. */
const sectionOf = (from: Results, id: string): Section | undefined =>
  buildReports(from)
    .flatMap(({ sections }) => everySection(sections))
    .find((section) => section.id === id);

const blockOf = <K extends Block['kind']>(section: Section | undefined, kind: K) =>
  section!.blocks.find((block): block is Extract<Block, { kind: K }> => block.kind === kind)!;

const leadOf = (from: Results, id: string) => words(blockOf(sectionOf(from, id), 'paragraph').text);

const rowsOf = (table: Table) => table.rows.map((row) => row.map(words));

const titlesOf = (from: Results, name: string) =>
  buildReports(from)
    .find((report) => report.name === name)!
    .sections.map(({ title }) => title);

describe('each reader’s report', () => {
  test('stands once, and all know of all', () => {
    const reports = buildReports(results());
    expect(reports.map(({ name }) => name)).toEqual([
      'report',
      'project-pacs',
      'project-or-platform',
      'project-lab',
      'finance',
    ]);
    for (const { reports: links } of reports) {
      expect(links.flatMap(({ files }) => files)).toEqual([
        'report.html',
        'executive.pdf',
        'executive.html',
        'project-pacs.html',
        'project-pacs.pdf',
        'project-or-platform.html',
        'project-or-platform.pdf',
        'project-lab.html',
        'project-lab.pdf',
        'finance.html',
        'finance.pdf',
      ]);
    }
  });

  test('answers in the order in which its reader asks', () => {
    expect(titlesOf(results(), 'report')).toEqual([
      'Does it pay?',
      'The reports of this run',
      'Benefits by class',
      'Verdicts at a glance',
      'Provenance',
    ]);
    expect(titlesOf(results(), 'project-pacs')).toEqual([
      'Verdicts at a glance',
      'Signals to act on',
      'Is it holding?',
      'Who, where and when',
      'What was to move',
      'Data quality',
      'Next dates',
      'Provenance',
    ]);
    expect(titlesOf(results(), 'finance')).toEqual([
      'Does it pay?',
      'Benefits by class',
      'How the benefits come about, and what of them is cash',
      'What was promised, and what came',
      'Cash flow and appraisal',
      'What the answer hangs on',
      'The evidence behind the amounts',
      'The strongest case against it',
      'Audit checks',
      'Seals, and what changed since',
      'Assumptions',
      'Provenance',
      'Appendix: how each KPI is measured',
    ]);
  });

  test('of a deployment tells of its own KPIs alone', () => {
    const { sections } = buildReports(results()).find(({ name }) => name === 'project-lab')!;
    const ids = everySection(sections).map(({ id }) => id);
    expect(ids.filter((id) => /^kpi-[a-z_]+$/.test(id))).toEqual(['kpi-collect']);
  });

  test('has every section id once', () => {
    for (const { sections } of [...buildReports(results()), ...buildReports(emptyResults())]) {
      const ids = everySection(sections).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('the answer', () => {
  test('names what is demonstrated of what was planned, the dip and the payback, rounded by their intervals', () => {
    // Planned in the cash classes: 260,000 + 120,000. The net has P5–P95 118,000 to 309,000, the dip −47,000 to −21,000.
    expect(leadOf(results(), 'answer')).toBe(
      'Financial case: $210,000 is demonstrated to date of $380,000 planned (P5–P95 $120,000 to $310,000), net of a go-live dip of $34,000. Paying back in May 2027, if the forecast holds.',
    );
  });

  test('adds likely amounts where the run drew no sum, and then shows no interval', () => {
    // 213,000 − 54,000 + 88,000, less dips of 12,400 and 22,000.
    const undrawn = results((all) => {
      all.figures = {};
    });
    expect(leadOf(undrawn, 'answer')).toContain(
      'Financial case: $213,000 is demonstrated to date of $380,000 planned, net of a go-live dip of $34,400.',
    );
  });

  test('says what of it finance has tied out', () => {
    const [cash] = blockOf(sectionOf(results(), 'answer'), 'key figures').groups;
    expect(cash!.figures.find(({ name }) => name === 'Tied out to the ledger')!.value).toBe('$160,000');
  });

  test('keeps capacity and quality beside it, and says that they are not cash', () => {
    const [cash, beside] = blockOf(sectionOf(results(), 'answer'), 'key figures').groups;
    expect(cash!.title).toBe('Financial case');
    expect(beside!.figures).toEqual([
      {
        name: 'Usable capacity, not cash',
        value: '$420,000',
        figure: 'total.capacity.demonstrated',
        note: 'P5–P95 $280,000 to $560,000',
      },
      { name: 'Quality, not cash', value: 'not demonstrated', note: '' },
    ]);
  });

  test('says so when nothing is demonstrated, and when nothing pays back', () => {
    const poor = results((all) => {
      for (const benefit of all.benefits) benefit.demonstrated = benefit.transition = { low: 0, likely: 0, high: 0 };
      all.figures = {};
      for (const one of all.appraisal) one.payback = null;
    });
    expect(leadOf(poor, 'answer')).toMatch(
      /^Financial case: no cash benefit is demonstrated to date of \$380,000 planned/,
    );
    expect(leadOf(poor, 'answer')).toMatch(/It has not paid back within the span appraised\.$/);
  });

  test('puts no money on a program without a register', () => {
    expect(leadOf(emptyResults(), 'answer')).toBe(
      'No benefit is registered, so this report says what changed and puts no money on it. Unsealed: nothing shows that windows, definitions and unit values were decided before the results were seen.',
    );
  });

  test('says in the headline when the protocol was sealed after go-live', () => {
    const late = results();
    expect(leadOf(late, 'answer')).not.toContain('ealed');
    late.seals.protocol!.days_after_go_live = 34;
    expect(leadOf(late, 'answer')).toContain('Sealed 34 days after go-live: ');
    expect(executive(late, { kpis: 3, items: 3, characters: 99, tell: (text) => text }).answer).toContain(
      'Sealed 34 days after go-live: ',
    );
  });
});

describe('benefits', () => {
  test('likely and interval are rounded alike, and what is not demonstrated has no amount', () => {
    const figure = blockOf(sectionOf(results(), 'benefits'), 'figure');
    const rows = rowsOf(figure.data);
    expect(rows[0]!.slice(1)).toEqual(['cash-releasing', '260,000', '210,000', '150,000 to 280,000', '−12,000', 'A']);
    expect(rows[2]).toEqual(['Together', 'cash-releasing', '260,000', '160,000', '90,000 to 230,000', '−34,400', '']);
    expect(rows.at(-1)!.slice(1)).toEqual(['quality (not cash)', '75,000', 'not demonstrated', '–', '–', '–']);
  });

  test('what is not claimed is told with its reason and its estimate', () => {
    const items = blockOf(sectionOf(results(), 'not-claimed'), 'list').items.map(words);
    expect(items[0]).toMatch(
      /^Results sooner at the bedside .*Not demonstrated: .* The estimate, not claimed, is −\$10,000 \(P5–P95/,
    );
    expect(items[1]).toMatch(/^Shorter overtime .*: counted, but as cash expected: no ledger account/);
  });
});

describe('one KPI in one unit', () => {
  test('opens with the verdict and its decisive reason', () => {
    const section = sectionOf(results(), 'kpi-exam_report-east-imaging');
    const [verdict, , reason] = blockOf(section, 'paragraph').text as Inline[];
    expect(verdict).toEqual({ verdict: 'worsened' });
    expect(reason).toBe(results().comparisons.find((c) => c.verdict === 'worsened')!.reasons[0]);
  });

  test('lays the plain difference beside the effect, rounded by its own interval', () => {
    const [row] = rowsOf(blockOf(sectionOf(results(), 'kpi-stat_report-main-imaging'), 'table'));
    expect(row!.slice(0, 2)).toEqual(['median', '51, 53']);
    expect(row!.slice(5, 9)).toEqual(['−14', '−17 to −11', 'improved', 'B']);
    expect(row![4]).toMatch(/^−\d\d\.\d \(−\d\d\.\d to −\d\d\.\d\)$/);
  });

  test('other statistics and the crude series stand below the primary one', () => {
    const more = results((all) => {
      const own = all.comparisons.find((c) => c.kpi === 'stat_report' && c.unit === 'main/imaging')!;
      all.comparisons.push(
        { ...own, adjustment: 'standardised' },
        { ...own, statistic: 'p90', verdict: 'not demonstrated' },
      );
    });
    const rows = rowsOf(blockOf(sectionOf(more, 'kpi-stat_report-main-imaging'), 'table'));
    expect(rows.map((row) => [row[0], row[7]])).toEqual([
      ['median, standardised', 'improved'],
      ['median, crude', 'improved'],
      ['90th percentile, crude', 'not demonstrated'],
    ]);
  });

  test('gives every period with its window, its signal and the logged change', () => {
    const { data } = blockOf(sectionOf(results(), 'kpi-exam_report-main-imaging'), 'figure');
    const rows = rowsOf(data);
    expect(rows).toHaveLength(116);
    expect(rows[0]!.slice(0, 2)).toEqual(['3 Jul 2023', 'baseline']);
    expect(
      rows.some((row) => row[1] === 'stabilization' && row[4] === 'concern: outside limits (change chg-118)'),
    ).toBe(true);
  });

  test('says how often the target was met, where there is one', () => {
    const noted = results((all) => {
      const own = all.series.filter((c) => c.kpi === 'stat_report' && c.unit === 'main/imaging' && c.phase === 'post');
      for (const [i, cell] of own.entries()) cell.value = i < 40 ? 55 : 55.1;
    });
    const items = (id: string) => blockOf(sectionOf(noted, id), 'list').items.map(words);
    expect(items('kpi-stat_report-main-imaging')[0]).toBe(
      'The target of 55 minutes was met in 40 of 53 weeks after stabilization.',
    );
    expect(items('kpi-exam_report-main-imaging')[0]).toBe('The interval includes zero.');
  });

  test('an undefined value shows why', () => {
    const { data } = blockOf(sectionOf(results(), 'kpi-collect-main-lab'), 'figure');
    expect(rowsOf(data).filter((row) => row[3] === 'not reached')).toHaveLength(1);
  });

  test('without an estimate there is a dash, never a zero', () => {
    const [row] = rowsOf(blockOf(sectionOf(results(), 'kpi-outsourced_reads-east-imaging'), 'table'));
    expect(row!.slice(4)).toEqual(['–', '–', '–', 'insufficient data', '–']);
  });

  test('an unsealed baseline is said to be movable', () => {
    const facts = (unit: string) => {
      const details = blockOf(sectionOf(results(), `kpi-exam_report-${unit}-imaging`), 'details');
      return (details.blocks[0] as Extract<Block, { kind: 'facts' }>).facts.find(({ name }) => name === 'Baseline')!
        .text;
    };
    expect(words(facts('main'))).toBe('sealed');
    expect(words(facts('east'))).toBe('not sealed: it could still be moved');
  });
});

test('an undefined answer of the appraisal is a word with its reason, never a number', () => {
  const section = sectionOf(results(), 'appraisal');
  const rows = new Map(rowsOf(blockOf(section, 'table')).map(([name, ...cells]) => [name, cells]));
  expect(rows.get('Payback, years')![0]).toBe('undefined');
  expect(rows.get('Internal rate of return')).toEqual(['undefined', '8.7 %', '8.7 %']);
  expect(rows.get('Net present value')![0]).toBe('−250,000 P5–P95 −300,000 to −190,000');
  expect(words(blockOf(section, 'list').items[0]!)).toMatch(
    /^Payback is undefined: .* \(financial, realized to date\)$/,
  );
});

test('audit checks: the gravest first, each by its number and name', () => {
  const rows = rowsOf(blockOf(sectionOf(results(), 'audit'), 'table'));
  expect(rows.map((row) => row.slice(0, 2))).toEqual([
    ['9 Time saved booked as cash (minutes × wage)', 'fail'],
    ['4 Season, trend or another change behind it', 'warn'],
    ['19 No owner named', 'n/a'],
    ['1 Baseline moved afterwards', 'pass'],
    ['17 Gain at the cost of its counter-measure (gaming)', 'pass'],
  ]);
});

describe('data quality', () => {
  test('accounts for every record', () => {
    expect(leadOf(results(), 'data-quality')).toBe(
      '479,348 records in 5 files: 476,115 loaded, 2,427 rejected with their reason, 806 left out as the program declares.',
    );
  });

  test('lists findings by gravity, with who acts or why it is accepted', () => {
    const section = sectionOf(results(), 'findings');
    const rows = rowsOf(blockOf(section, 'table'));
    expect(rows.map((row) => row[1])).toEqual(['fail', 'warn', 'warn']);
    expect(rowsOf(blockOf(section, 'details').blocks[0] as Table).map((row) => row[1])).toEqual(['info']);
    expect(rows[0]!.slice(2)).toEqual(['Share of exams ordered as STAT · East Imaging', 'RIS team']);
    expect(rows[1]![2]).toBe('extracts/lab/lis.csv, line 88, column 4');
    expect(rows[2]![3]).toBe('Accepted by the program: The export runs monthly.');
  });

  test('sums records and reasons over the files of a kind', () => {
    const { data } = blockOf(sectionOf(results(), 'extracts'), 'figure');
    expect(rowsOf(data)).toEqual([
      ['Records', '165,428'],
      ['negative-interval', '181'],
      ['bad-timestamp', '31'],
      ['Skipped', '794'],
      ['Loaded', '164,422'],
    ]);
  });
});

describe('the seals', () => {
  const masthead = (change: (all: Results) => void) => words(buildReports(results(change))[0]!.subtitle);
  const sealAll = (sealed: boolean) => (all: Results) => {
    for (const comparison of all.comparisons) comparison.sealed = sealed;
  };

  test('stand in the masthead, with what changed since', () => {
    expect(masthead(() => {})).toBe(
      'Data to 5 Oct 2025 · protocol sealed 28 Jun 2024 (declared), 3 days before the first go-live ✓ · ' +
        `9 of 10 comparisons rest on a sealed baseline · 2 changes since · run ${results().run_id.slice(0, 12)} · ledger head ${results().ledger_head!.slice(0, 12)}`,
    );
    expect(masthead(sealAll(true))).toContain('all baselines sealed ✓');
    expect(masthead(sealAll(false))).toContain('no baseline sealed: every figure could still be moved');
  });

  test('tell what is otherwise today, and what that would be worth', () => {
    expect(leadOf(results(), 'seals')).toBe(
      'The protocol was sealed on 28 Jun 2024 (declared), 3 days before the first go-live. 2 things have changed since; every figure here uses the sealed side.',
    );
    const tables = sectionOf(results(), 'seals')!.blocks.filter((block): block is Table => block.kind === 'table');
    expect(rowsOf(tables[0]!)).toEqual([['unit values', '+31,400', '+29,877', '+61,200']]);
    expect(rowsOf(tables[1]!)[0]).toEqual(['benefits.outsourced_reads.value.likely', 'unit values', '42', '48']);
    expect(rowsOf(tables[2]!)[2]!.slice(0, 4)).toEqual([
      'Baseline of PACS/RIS integration, East Imaging',
      '20 Oct 2024 (declared)',
      '2',
      'a late extract',
    ]);
  });

  test('that came after the go-live do not pass for before it', () => {
    const late = (all: Results) => Object.assign(all.seals.protocol!, { days_after_go_live: 1, clock: 'wall' });
    expect(masthead(late)).toContain('protocol sealed 28 Jun 2024, 1 day after the first go-live ·');
  });

  test('that are missing are missed', () => {
    expect(leadOf(emptyResults(), 'seals')).toMatch(/^No protocol is sealed: nothing shows/);
  });
});
