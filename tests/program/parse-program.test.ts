import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RealizedError } from '../../src/errors.ts';
import { parseProgram } from '../../src/program/parse-program.ts';
import { programSchema } from '../../src/program/program-schema.ts';
import { KNOWN, PROGRAM } from './program-text.ts';

const parse = (text: string) => parseProgram(text, 'program.yaml', KNOWN);

/** Every problem of a text as `line:column message / hint`. */
function problemsOf(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof RealizedError)) throw error;
    const { problems } = (error as RealizedError<'program.invalid'>).data;
    return problems.map(({ line, column, message, hint }) => `${line}:${column} ${message} / ${hint}`);
  }
  return [];
}

describe('a valid program', () => {
  test('keys become camelCase, lists keep their order, dates stay text', () => {
    const program = parse(PROGRAM);
    expect(program).toMatchObject({
      id: 'riverside',
      timeZone: 'America/Chicago',
      locale: 'en-GB',
      paper: 'a4',
      priceYear: 2024,
      asOf: null,
      synthetic: null,
      sealedAt: null,
      discount: { rate: 0.08, basis: 'nominal' },
    });
    expect(program.deployments[0]).toEqual({
      id: 'pacs',
      title: 'PACS/RIS integration',
      owner: 'Imaging operations',
      goLive: { 'main/imaging': '2024-07-01', 'east/imaging': '2024-10-07' },
      comparators: ['west/imaging'],
      adoption: null,
      baseline: { from: '2023-07-01', to: '2024-06-30' },
      stabilization: { periods: 12 },
      breaks: [{ at: '2024-02-05', kpis: ['stat_report'], units: ['main/imaging'], reason: 'RIS upgrade' }],
      exclude: [{ from: '2023-12-24', to: '2024-01-01', kpis: [], units: [], reason: 'holidays' }],
    });
    expect(program.extracts).toEqual([
      {
        index: 0,
        kind: 'imaging_exam',
        files: ['extracts/ris/*.csv'],
        columns: {
          exam_id: { from: 'ACCESSION', format: null, zone: null },
          ordered_at: { from: 'Order DTTM', format: '%m/%d/%Y %H:%M', zone: null },
          unit_id: { sql: "lower(site) || '/imaging'" },
        },
        zone: 'America/New_York',
        delimiter: ';',
        skip: [{ sql: "status = 'TEST'", reason: 'test patients' }],
        ifRefused: 'continue',
        until: null,
        source: 'RIS',
        owner: 'Imaging informatics',
      },
    ]);
    expect(program.kpis[0]).toMatchObject({
      id: 'stat_report',
      parameters: { deadline_minutes: 60 },
      period: 'month',
      minimumImportantChange: 5,
      drift: { atMost: 2, of: 'values', reason: 'volumes are flat' },
      acknowledge: [{ check: 'granularity', reason: 'the new RIS stores seconds' }],
    });
    expect(program.benefits[0]).toMatchObject({
      title: 'outsourced_reads',
      value: { per: 'read', low: 38, likely: 42, high: 47, priceBasis: 2024 },
      drawsOn: 'outsourced-reads@main',
      ledger: { account: '6210', costCentre: '4410', signedOffBy: 'Finance partner' },
      planned: 120_000,
    });
  });

  test('what is left out has a default that a report can print', () => {
    const bare = parse(`format: 1
program: ward
title: Ward
time_zone: UTC
currency: GBP
price_year: 2025
units: [{ id: ward, site: North, department: Ward 4 }]
deployments:
  - { id: beds, title: Beds, go_live: { ward: 2025-01-06 }, baseline: { periods: 52 }, stabilization: { periods: 0 } }
extracts: [{ kind: tally, files: counts.csv }]
kpis: [{ id: falls, definition: tally_rate, deployment: beds }]
`);
    expect(bare).toMatchObject({ period: 'week', roots: [], services: [], benefits: [], costs: null, changes: null });
    expect(bare.discount).toMatchObject({
      rate: 0.035,
      basis: 'real',
      timing: 'mid',
      later: [],
      source: expect.stringContaining('Green Book'),
    });
    expect(bare.extracts[0]).toMatchObject({ columns: {}, skip: [], ifRefused: 'stop', zone: null, delimiter: null });
    expect(bare.kpis[0]).toMatchObject({ parameters: {}, period: null, direction: null, drift: null, acknowledge: [] });
  });

  test('nothing in it can be changed afterwards', () => {
    const { deployments } = parse(PROGRAM);
    expect(() => deployments[0]!.comparators.push('north')).toThrow(TypeError);
  });

  test('two benefits may draw on one resource: that is a question for valuation', () => {
    const second = PROGRAM.slice(PROGRAM.indexOf('  - id: outsourced_reads'), PROGRAM.indexOf('discount:'));
    const both = PROGRAM.replace('discount:', `${second.replace('id: outsourced_reads', 'id: again')}discount:`);
    expect(parse(both).benefits.map((benefit) => benefit.drawsOn)).toEqual([
      'outsourced-reads@main',
      'outsourced-reads@main',
    ]);
  });

  test('a synthetic program may declare when it was sealed', () => {
    const made = `${PROGRAM}synthetic: All data is made.\nsealed_at: 2024-06-28T09:00:00Z\n`;
    expect(parse(made)).toMatchObject({ synthetic: 'All data is made.', sealedAt: '2024-06-28T09:00:00Z' });
  });

  test('the JSON Schema of the file names its required keys', () => {
    expect(z.toJSONSchema(programSchema, { io: 'input' })['required']).toEqual([
      'format',
      'program',
      'title',
      'time_zone',
      'currency',
      'price_year',
      'units',
      'deployments',
      'extracts',
      'kpis',
    ]);
  });
});

/** [what is wrong, what stands in the valid program, what is written instead, the one problem expected] */
const WRONG: [string, string, string, string][] = [
  [
    'an unknown key',
    'price_year: 2024',
    'price_yaer: 2024\nprice_year: 2024',
    '6:1 «price_yaer» is not known here / did you mean «price_year»?',
  ],
  ['a missing key', 'title: Riverside Health\n', '', '1:1 «title» is missing / add «title:»'],
  ['a later format', 'format: 1', 'format: 2', '1:9 «2» is not one of «1» / did you mean «1»?'],
  [
    'an id with capitals and blanks',
    'program: riverside',
    'program: Riverside Health',
    '2:10 «Riverside Health» is not an id / use a–z, 0–9, _ and -, with / between parts: «riverside-health»',
  ],
  [
    'an id that ends in a slash',
    'id: outsourced_reads',
    'id: reads/',
    '63:9 «reads/» is not an id / use a–z, 0–9, _ and -, with / between parts: «reads»',
  ],
  [
    'a time zone that does not exist',
    'America/Chicago',
    'America/Chicgao',
    '4:12 «America/Chicgao» is not a time zone / did you mean «America/Chicago»?',
  ],
  [
    'an offset for a time zone',
    'zone: America/New_York',
    'zone: "-05:00"',
    '36:11 «-05:00» is not a time zone / write an IANA name, such as America/Chicago',
  ],
  [
    'a currency that does not exist',
    'currency: USD',
    'currency: US$',
    '5:11 «US$» is not a currency code / did you mean «USD»?',
  ],
  [
    'a period that does not exist',
    'period: week',
    'period: weeks',
    '7:9 «weeks» is not one of «day», «week», «month» / did you mean «week»?',
  ],
  [
    'an agreed time that is no window',
    'Mo-Fr 07:00-19:00; Sa 08:00-12:00',
    'office hours',
    '16:13 «office hours» is not an agreed service time / write «24x7» or windows such as «Mo-Fr 07:00-19:00; Sa 08:00-12:00»',
  ],
  [
    'a percentage for a share',
    'sla: 0.999',
    'sla: 99.9',
    '18:10 «99.9» must be a share, 0 to 1 / write 0.999 for 99.9 %',
  ],
  [
    'a day that does not exist',
    'main/imaging: 2024-07-01',
    'main/imaging: 2023-02-29',
    '24:21 «2023-02-29» is not a day / write an existing date as YYYY-MM-DD',
  ],
  [
    'a day in another form',
    'at: 2024-02-05',
    'at: 05/02/2024',
    '30:15 «05/02/2024» is not a day / write an existing date as YYYY-MM-DD',
  ],
  [
    'no go-live',
    'go_live:\n      main/imaging: 2024-07-01\n      east/imaging: 2024-10-07',
    'go_live: {}',
    '23:14 names no unit / write «unit: YYYY-MM-DD» for each unit that gets the deployment',
  ],
  [
    'half a baseline',
    '{ from: 2023-07-01, to: 2024-06-30 }',
    '{ from: 2023-07-01 }',
    '27:15 «to» is missing under «deployments.0.baseline» / add «to:»',
  ],
  [
    'a delimiter of two characters',
    'delimiter: ";"',
    'delimiter: ";;"',
    '37:16 a delimiter is one character / write it in quotes, such as ";" or "\\t"',
  ],
  [
    'a column that says both from and sql',
    'unit_id: { sql: "lower(site) || \'/imaging\'" }',
    'unit_id: { sql: site, form: Site }',
    '44:29 «form» is not known here / did you mean «from»?',
  ],
  [
    'a comma in a text without quotes',
    'the new RIS stores seconds',
    'the new RIS stores seconds, the old one minutes',
    '58:67 «the old one minutes» is not known here / put a text that holds a comma in quotes',
  ],
  [
    'an important change of nothing',
    'minimum_important_change: 5',
    'minimum_important_change: 0',
    '54:31 «0» must be more than 0 / give a number in range',
  ],
  ['a drift per month', 'per: year', 'per: month', '56:31 «month» is not one of «year» / choose one of them'],
  [
    'a benefit class that does not exist',
    'class: cash-releasing',
    'class: cash-releaseing',
    '65:12 «cash-releaseing» is not one of «cash-releasing», «cash-avoiding», «income», «capacity», «quality», «societal» / did you mean «cash-releasing»?',
  ],
  [
    'an account that YAML reads as a number',
    'account: "6210"',
    'account: 6210',
    '69:24 «6210» must be text / put it in quotes',
  ],
  ['an attribution over 100 %', 'share: 0.8', 'share: 80', '67:27 «80» must be a share, 0 to 1 / write 0.8 for 80 %'],
  [
    'a discount rate in percent',
    'rate: 0.08',
    'rate: 8',
    '71:19 «8» must be a rate, such as 0.035 / write 0.08 for 8 % a year',
  ],
  [
    'costs outside the program',
    'costs: costs.csv',
    'costs: ../../costs.csv',
    '72:8 «../../costs.csv» lies outside the program folder / put the file beside program.yaml and name it from there',
  ],
  [
    'a unit declared twice',
    'services:',
    '  - { id: east/imaging, site: East, department: Imaging }\nservices:',
    '13:11 unit «east/imaging» is named twice / rename or remove one of the two',
  ],
  [
    'a KPI declared twice',
    'benefits:',
    '  - { id: reads, definition: tally_rate, deployment: pacs }\nbenefits:',
    '62:11 KPI «reads» is named twice / rename or remove one of the two',
  ],
  [
    'a service of an unknown unit',
    'units: [main/imaging, east/imaging]',
    'units: [main/imaging, est/imaging]',
    '15:27 unit «est/imaging» is not declared / did you mean «east/imaging»?',
  ],
  [
    'a go-live of an unknown unit',
    'east/imaging: 2024-10-07',
    'south/imaging: 2024-10-07',
    '25:7 unit «south/imaging» is not declared / did you mean «east/imaging»?',
  ],
  [
    'a go-live of a unit whose name is no id',
    'east/imaging: 2024-10-07',
    'East Imaging: 2024-10-07',
    '25:7 «East Imaging» is not an id / use a–z, 0–9, _ and -, with / between parts: «east-imaging»',
  ],
  [
    'an unknown comparator',
    'comparators: [west/imaging]',
    'comparators: [hospital-b]',
    '26:19 unit «hospital-b» is not declared / declare it under «units», or use one of: «main/imaging», «east/imaging», «west/imaging»',
  ],
  [
    'a comparator that goes live too',
    'comparators: [west/imaging]',
    'comparators: [east/imaging]',
    '26:19 comparator «east/imaging» goes live with this deployment / a comparator never receives the deployment: remove it here or under «go_live»',
  ],
  [
    'a break for an unknown KPI',
    'kpis: [stat_report], units',
    'kpis: [stat_reprot], units',
    '30:34 KPI «stat_reprot» is not declared / did you mean «stat_report»?',
  ],
  [
    'an exclusion for an unknown unit',
    'to: 2024-01-01, reason',
    'to: 2024-01-01, units: [mian/imaging], reason',
    '32:53 unit «mian/imaging» is not declared / did you mean «main/imaging»?',
  ],
  [
    'an exclusion that ends before it begins',
    'to: 2024-01-01',
    'to: 2023-01-01',
    '32:33 «2023-01-01» lies before «from: 2023-12-24» / exchange the two days',
  ],
  [
    'a baseline that reaches into go-live',
    'to: 2024-06-30',
    'to: 2024-07-01',
    '27:39 the baseline ends on «2024-07-01», but the first go-live is 2024-07-01 / end the baseline before the first go-live',
  ],
  [
    'an unknown extract kind',
    'kind: imaging_exam',
    'kind: imaging_exams',
    '34:11 extract kind «imaging_exams» is not known / did you mean «imaging_exam»?',
  ],
  [
    'an unknown KPI definition',
    'definition: imaging_outsourced_reads',
    'definition: length_of_stay',
    '60:17 KPI definition «length_of_stay» is not known / see `realized kpis PROGRAM` for the definitions there are',
  ],
  [
    'a KPI of an unknown deployment',
    'deployment: pacs\nbenefits',
    'deployment: pcas\nbenefits',
    '61:17 deployment «pcas» is not declared / did you mean «pacs»?',
  ],
  [
    'a benefit that names a definition instead of a KPI entry',
    'kpi: reads',
    'kpi: raeds',
    '64:10 KPI «raeds» is not declared / did you mean «reads»?',
  ],
  [
    'a unit value out of order',
    'likely: 42',
    'likely: 52',
    '66:42 low 38, likely 52, high 47 are not in order / write low ≤ likely ≤ high',
  ],
  [
    'a worthless benefit',
    'low: 38, likely: 42, high: 47',
    'low: 0, likely: 0, high: 0',
    '66:50 «0» must be more than 0 / give a number in range',
  ],
  [
    'a seal time declared for real data',
    'format: 1',
    'sealed_at: 2024-06-28T09:00:00Z\nformat: 1',
    '1:12 a real program cannot declare when it was sealed / remove «sealed_at» (`realized seal` writes the time), or say under «synthetic» that the data was made',
  ],
];

describe('a program with one thing wrong says where and what to do', () => {
  test.each(WRONG)('%s', (_, right, wrong, expected) => {
    expect(PROGRAM).toContain(right);
    expect(problemsOf(PROGRAM.replace(right, () => wrong))).toEqual([expected]);
  });

  test('text that is not YAML is reported once, at its place', () => {
    const problems = problemsOf('format: 1\nprogram: "riverside\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(/^[23]:\d+ /);
    expect(new Set(problems).size).toBe(problems.length);
  });

  test('an empty file is not a program', () => {
    expect(problemsOf('')).toEqual([
      '1:1 an empty value must be a mapping (key: value) / write a mapping (key: value)',
    ]);
  });
});

test('ten problems are reported as ten, in the order of the text', () => {
  const broken = [
    ['America/Chicago', 'America/Chicgao'],
    ['currency: USD', 'currency: dollars'],
    ['id: west/imaging,', 'id: West Imaging,'],
    ['sla: 0.999', 'sla: 99.9'],
    ['east/imaging: 2024-10-07', 'est/imaging: 2024-10-07'],
    ['to: 2024-06-30', 'to: 2024-07-15'],
    ['kind: imaging_exam', 'kind: imagin_exam'],
    ['definition: imaging_order_to_report_stat', 'defintion: imaging_order_to_report_stat'],
    ['kpi: reads', 'kpi: outsourced'],
  ].reduce((text, [right, wrong]) => text.replace(right!, wrong!), PROGRAM);
  const problems = problemsOf(broken.replace('comparators: [west/imaging]', 'comparators: []'));
  expect(problems.map((problem) => problem.split(' / ')[0])).toEqual([
    '4:12 «America/Chicgao» is not a time zone',
    '5:11 «dollars» is not a currency code',
    '12:11 «West Imaging» is not an id',
    '18:10 «99.9» must be a share, 0 to 1',
    '25:7 unit «est/imaging» is not declared',
    '27:39 the baseline ends on «2024-07-15», but the first go-live is 2024-07-01',
    '34:11 extract kind «imagin_exam» is not known',
    '48:5 «definition» is missing under «kpis.0»',
    '49:5 «defintion» is not known here',
    '64:10 KPI «outsourced» is not declared',
  ]);
});

describe('mail and deliveries', () => {
  const MAIL = 'mail: { from: realized@hospital.example, host: smtp.hospital.example }\n';
  const BOARD =
    'deliveries:\n  - { id: board, cron: "0 7 1 * *", send: [{ report: executive, to: [cfo@hospital.example] }] }\n';

  test('a delivery takes the zone of the program, and the port of its TLS', () => {
    const { mail, deliveries } = parse(`${PROGRAM}\n${MAIL}${BOARD}`);
    expect(mail).toMatchObject({ port: 587, tls: 'starttls' });
    expect(deliveries).toMatchObject([
      { id: 'board', zone: 'America/Chicago', owner: null, stale: { afterDays: 35, action: 'banner' } },
    ]);
    expect(parse(`${PROGRAM}\n${MAIL.replace('host:', 'tls: implicit, host:')}`).mail?.port).toBe(465);
  });

  test('sign-in data is refused, with the place where it belongs', () => {
    for (const key of ['password: s3cret', 'user: realized', 'auth: { user: a, pass: b }']) {
      const problems = problemsOf(`${PROGRAM}\n${MAIL.replace(' }', `, ${key} }`)}`);
      expect(problems).toEqual([expect.stringMatching(/does not belong into program.yaml.*REALIZED_SMTP_PASSWORD/)]);
      expect(problems[0]).not.toContain('s3cret');
    }
  });

  test.each([
    [
      MAIL.replace('host: smtp', 'tls: none, host: smtp') + BOARD,
      'mail without TLS may only go to a relay on this machine',
    ],
    [MAIL + BOARD.replace('0 7 1 * *', '0 7 1 *'), '«0 7 1 *» is not a cron expression of five fields'],
    [MAIL + BOARD.replace('0 7 1 * *', '61 7 1 * *'), '«61 7 1 * *» is not a cron expression of five fields'],
    [MAIL + BOARD.replace(', to: [cfo@hospital.example]', ''), 'this report goes nowhere'],
    [MAIL + BOARD.replace('cfo@', 'cfo at '), 'is not a mail address'],
    [BOARD, 'mail goes out, but no server takes it'],
  ])('%s', (text, message) => {
    expect(problemsOf(`${PROGRAM}\n${text}`)).toEqual([expect.stringContaining(message)]);
  });
});
