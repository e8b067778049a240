import { type ProgramGiven, smallProgram, VALUE } from '../valuation/small-program.ts';

type Effect = ProgramGiven['effects'][number];

const reads = (kpi: string, level: number, rest: Partial<Effect> = {}): Effect => ({
  kpi,
  unit: 'a',
  from: '2025-01-01',
  months: 5,
  level,
  covariance: [4, 0, 0, 0],
  ...rest,
});

const HORIZON = {
  to: '2028-06-30',
  earliest: '2027-06-30',
  latest: '2029-06-30',
  decay: { low: 0.02, likely: 0.1, high: 0.3 },
  reason: 'the contract ends',
};

/** What a spreadsheet must follow: two benefits on one resource, a loss, blocks, a conversion, a horizon of its own. */
export const EVERYTHING: ProgramGiven = {
  kpis: ['reads', 'films', 'hours', 'beds', 'calls'].map((id) => ({ id })),
  benefits: [
    { id: 'reads', kpi: 'reads', drawsOn: 'radiologists', attribution: share(0.8, 0.6, 0.9), ledger: LEDGER() },
    { id: 'films-kept', kpi: 'films', drawsOn: 'radiologists', value: { ...VALUE, low: 30, likely: 40, high: 55 } },
    {
      id: 'hours',
      kpi: 'hours',
      class: 'capacity',
      minimumBlock: { size: 4, reason: 'a list' },
      conversion: CONVERSION(),
    },
    {
      id: 'beds',
      kpi: 'beds',
      class: 'quality',
      horizon: { ...HORIZON, to: '2026-12-31', earliest: '2026-12-31', latest: '2026-12-31' },
    },
    { id: 'calls', kpi: 'calls', class: 'cash-avoiding', value: { ...VALUE, likely: 17.35, low: 15, high: 20 } },
  ],
  effects: [
    reads('reads', -30, {
      slope: 2,
      transition: { periods: ['2024-11-01', '2024-12-01'], differences: [6, 3], covariance: [1, 0, 0, 1] },
    }),
    reads('reads', -8, { unit: 'b', from: '2025-03-01', months: 3 }),
    reads('films', -20, { slope: -4 }),
    reads('hours', -11, { slope: -1.3 }),
    reads('hours', -5.7, { unit: 'b', from: '2025-03-01', months: 3 }),
    reads('beds', -3, { verdict: 'not demonstrated' }),
    reads('beds', -2, { unit: 'b' }),
    reads('calls', 3.1, { verdict: 'worsened' }),
  ],
  program: {
    horizon: HORIZON,
    discount: {
      rate: 0.06,
      later: [
        { fromYear: 1.5, rate: 0.05 },
        { fromYear: 3, rate: 0.02 },
      ],
      basis: 'nominal',
      timing: 'end',
      source: 'finance handbook',
      validFrom: null,
      validTo: null,
    },
    economicDiscount: {
      rate: 0.035,
      later: [],
      basis: 'real',
      timing: 'mid',
      source: 'Green Book',
      validFrom: null,
      validTo: null,
    },
    optimismBias: {
      benefits: { low: 0.05, likely: 0.1, high: 0.3 },
      costs: { low: 0, likely: 0.15, high: 0.4 },
      source: 'reference class',
    },
  },
  prices: `year,index\n${Array.from({ length: 7 }, (_, i) => `${2023 + i},${(100 * 1.025 ** i).toFixed(3)}`).join('\n')}\n`,
  exchange: 'date,currency,rate\n2024-01-01,EUR,1.09\n2025-01-01,EUR,1.04\n',
  costs: [
    'date,amount,price_basis,category,status,currency,recurring',
    '2024-09-10,5000,nominal,licence,actual,USD,no',
    '2024-10-02,1200,nominal,training,actual,EUR,no',
    '2025-02-15,400,2024,maintenance,actual,USD,yes',
    '2025-09-01,450,2024,maintenance,planned,USD,yes',
    '2026-09-01,450,nominal,maintenance,planned,EUR,yes',
    '2029-03-01,450,2024,maintenance,planned,USD,yes',
    '2028-05-01,900,nominal,decommissioning,planned,USD,no',
  ].join('\n'),
};

/** That program's valuation input, with parts of it otherwise. */
export function moneyProgram(change: (given: ProgramGiven) => ProgramGiven = (given) => given) {
  return smallProgram(change(EVERYTHING));
}

function share(likely: number, low: number, high: number) {
  return { share: likely, low, high, reason: 'judged' };
}

function LEDGER() {
  return { account: '6210', costCentre: '77', signedOffBy: 'controller', budget: 900, actual: 700 };
}

function CONVERSION() {
  return { by: 'post removed' as const, evidence: 'HR-77', date: '2025-03-15' };
}
