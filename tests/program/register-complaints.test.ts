import { expect, test } from 'vitest';
import type { RealizedError } from '../../src/errors.ts';
import { parseProgram } from '../../src/program/parse-program.ts';
import { KNOWN, PROGRAM } from './program-text.ts';

/** What the register refuses after one line of the sample program is replaced: `line:column message / hint`, each. */
function problemsAfter(line: string, by: string): string[] {
  expect(PROGRAM).toContain(line);
  try {
    parseProgram(PROGRAM.replace(line, by), 'program.yaml', KNOWN);
  } catch (error) {
    const { problems } = (error as RealizedError<'program.invalid'>).data;
    return problems.map(({ line, column, message, hint }) => `${line}:${column} ${message} / ${hint}`);
  }
  return [];
}

const DRAWS = '    draws_on: outsourced-reads@main';
const PLANNED = '    planned_per_year: 120000';
const COSTS = 'costs: costs.csv';

test.each([
  [
    'an attribution out of order',
    'share: 0.8, reason',
    'share: 0.8, high: 0.7, reason',
    ['67:27 low 0.8, share 0.8, high 0.7 are not in order / write low ≤ share ≤ high'],
  ],
  [
    'a promise a year of what comes once',
    PLANNED,
    `${PLANNED}\n    one_off: working capital`,
    ['70:23 what comes once has no amount a year / write «planned_once», or change «one_off»'],
  ],
  [
    'a promise once of what recurs',
    PLANNED,
    '    planned_once: 120000',
    ['70:19 what recurs has no amount once and for all / write «planned_per_year», or change «one_off»'],
  ],
  [
    'a plan without a promise',
    PLANNED,
    '    plan: { effect: 40 }',
    ['70:11 a plan says what a promise was made of, and none is named / write «planned_per_year» beside it'],
  ],
  [
    'a conversion of what is cash already',
    PLANNED,
    '    cash_conversion: { by: contract ended, evidence: letter, date: 2025-01-01 }',
    [
      '70:22 only capacity is converted to cash, and this is cash-releasing / tie a cash class out under «ledger»; leave quality and societal value beside the case',
    ],
  ],
  [
    'a claim disjoint from none',
    DRAWS,
    `${DRAWS}\n    disjoint: [{ with: nights, reason: other hours }, { with: outsourced_reads, reason: itself }]`,
    [
      '69:24 benefit «nights» is not declared / name another benefit of the register',
      '69:63 «outsourced_reads» draws on nothing that this benefit draws on / declare «draws_on» for both, or leave «disjoint» out',
    ],
  ],
  [
    'a horizon of a benefit alone',
    PLANNED,
    '    horizon: { to: 2027-06-30, decay: { low: 0, likely: 0, high: 0 }, reason: contract }',
    [
      '70:14 a benefit has a horizon and the program has none / declare «horizon» for the program too: how far its costs are counted',
    ],
  ],
  [
    'a horizon whose range does not hold it, and a decay out of order',
    COSTS,
    'horizon: { to: 2027-06-30, latest: 2026-06-30, decay: { low: 0.2, likely: 0.1, high: 0.3 }, reason: contract }',
    [
      '72:16 earliest 2027-06-30, to 2027-06-30, latest 2026-06-30 are not in order / exchange the days',
      '72:75 low 0.2, likely 0.1, high 0.3 are not in order / write low ≤ likely ≤ high',
    ],
  ],
  [
    'an economic view at a nominal rate',
    COSTS,
    'economic_discount: { rate: 0.04, basis: nominal, source: policy }',
    [
      '72:41 the economic view counts real value, and this rate is nominal / write a real rate, such as the social time preference rate',
    ],
  ],
  [
    'later rates out of order, and a rate that ends before it begins',
    COSTS,
    'economic_discount: { rate: 0.04, later: [{ from_year: 30, rate: 0.03 }, { from_year: 30, rate: 0.02 }], basis: real, source: policy, valid_from: 2025-01-01, valid_to: 2024-01-01 }',
    [
      '72:86 year 30 does not follow 30 / put later rates in order of the years from which they hold',
      '72:168 «2024-01-01» lies before «valid_from: 2025-01-01» / exchange the days',
    ],
  ],
  [
    'optimism out of order',
    COSTS,
    'optimism_bias: { benefits: { low: 0, likely: 0.1, high: 0.2 }, costs: { low: 0.2, likely: 0.1, high: 0.2 }, source: own }',
    ['72:91 low 0.2, likely 0.1, high 0.2 are not in order / write low ≤ likely ≤ high'],
  ],
])('%s', (_, line, by, problems) => {
  expect(problemsAfter(line, by)).toEqual(problems);
});

test('all the keys of the register together are taken', () => {
  const whole = PROGRAM.replace(
    PLANNED,
    `${PLANNED}
    mechanism: fewer reads are bought
    minimum_block: { size: 5, reason: packets of five }
    horizon: { to: 2027-06-30, decay: { low: 0, likely: 0, high: 0 }, reason: contract }
    plan: { effect: 40, value: 45, from: 2024-07-01, ramp_months: 6 }`,
  ).replace(
    COSTS,
    'horizon: { to: 2028-06-30, earliest: 2027-06-30, decay: { low: 0, likely: 0, high: 0 }, reason: c }',
  );
  const { benefits, horizon } = parseProgram(whole, 'program.yaml', KNOWN);
  expect(benefits[0]).toMatchObject({
    mechanism: 'fewer reads are bought',
    attribution: { share: 0.8, low: 0.8, high: 0.8 },
    minimumBlock: { size: 5 },
    horizon: { to: '2027-06-30', earliest: '2027-06-30', latest: '2027-06-30' },
    planned: 120_000,
    plan: { effect: 40, value: 45, from: '2024-07-01', rampMonths: 6 },
    oneOff: null,
    conversion: null,
  });
  expect(horizon).toMatchObject({ earliest: '2027-06-30', to: '2028-06-30', latest: '2028-06-30' });
});
