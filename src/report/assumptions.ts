import { formatDay, formatNumber, formatShare, formatUnitValue } from '../results/format.ts';
import type { ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { left, right, type Section, type Text } from './document.ts';

type Ahead = NonNullable<Results['workings']['horizon']>;

/** One assumption: what it is, its value, between what it is drawn, why it is so, and whose it is. */
type Row = [what: Text, value: string, range: string, source: string, owner: string];

/** What the money assumes beside what was measured: each value with its range, its source and who declared it. None without money. */
export function assumptions(results: Results): Section | null {
  const { benefits, appraisal } = results;
  if (benefits.length === 0 && appraisal.length === 0) return null;
  return {
    kind: 'section',
    id: 'assumptions',
    title: 'Assumptions',
    blocks: [
      { kind: 'paragraph', lead: true, text: declaredWords(results) },
      {
        kind: 'table',
        caption: 'Every assumption behind the money',
        form: 'cards',
        columns: [left('Assumption'), right('Value'), right('Range'), left('Source or reason'), left('Declared by')],
        rows: [...benefits.flatMap((benefit) => ofBenefit(results, benefit)), ...ofProgram(results)],
      },
    ],
  };
}

/** Were they decided before the results were seen? */
function declaredWords({ seals: { protocol }, changes }: Results): string {
  if (protocol === null)
    return 'None of these is sealed: nothing shows that they were decided before the results were seen.';
  const moved =
    changes.length === 0
      ? 'nothing has changed since'
      : 'what has changed since stands above, and the sealed side counts';
  return `Sealed ${formatDay(protocol.sealed_at.slice(0, 10))}; ${moved}.`;
}

function ofBenefit(results: Results, benefit: ResultBenefit): Row[] {
  const { title, value, attribution, minimum_block: block, owner } = benefit;
  const whose = owner ?? 'no owner named';
  const row = (what: string, said: string, range: string, source: string): Row => [
    [title, ' ', { quiet: what }],
    said,
    range,
    source,
    whose,
  ];
  const own = results.workings.benefits.find((one) => one.benefit === benefit.id)?.horizon;
  const rows: Row[] = [];
  if (value !== null) {
    const say = (amount: number) => formatUnitValue(amount, results.program.currency);
    const range = rangeWords(value.low, value.high, say);
    const what = `value of one ${value.per}, prices of ${value.price_basis}`;
    rows.push(row(what, say(value.likely), range, value.source));
  }
  if (attribution !== null) {
    const { share, low, high, reason } = attribution;
    rows.push(row('share attributed to it', percent(share), rangeWords(low, high, percent), reason));
  }
  if (block !== null) rows.push(row('least usable quantity a month', formatNumber(block.size, 0), '–', block.reason));
  if (own?.own === true)
    rows.push(
      ...ofHorizon(own, whose).map(([what, ...rest]): Row => [[title, ' ', { quiet: what as string }], ...rest]),
    );
  return rows;
}

const PROGRAM = 'the program';

function ofProgram({ appraisal, workings: { horizon, optimism, prices, timing, economic_rates } }: Results): Row[] {
  const views = economic_rates ? (['financial', 'economic'] as const) : (['financial'] as const);
  const rates = views.flatMap((view) => {
    const own = appraisal.find((one) => one.view === view)?.rates ?? [];
    return own.map(({ rate, basis, source, from_year }): Row => {
      const from = from_year === 0 ? '' : `, from year ${formatNumber(from_year, 0)}`;
      const name = view === 'economic' ? 'Discount rate of the economic view' : 'Discount rate';
      return [`${name}, ${basis}, a year${from}`, formatShare(rate, 1), '–', source, PROGRAM];
    });
  });
  const when = { start: 'start of its month', mid: 'middle of its month', end: 'end of its month' }[timing.financial];
  const bias = (what: string, side: 'benefits' | 'costs'): Row[] => {
    if (optimism === null) return [];
    const { low, high } = optimism.ranges[side];
    return [[what, percent(optimism[side]), rangeWords(low, high, percent), optimism.source, PROGRAM]];
  };
  const [first, last] = [prices[0], prices.at(-1)];
  const index: Row[] =
    first === undefined
      ? []
      : [
          [
            'Price index',
            `${first.year}–${last!.year}`,
            '–',
            `${prices.length} years of the program’s price index`,
            PROGRAM,
          ],
        ];
  return [
    ...rates,
    ...(rates.length === 0 ? [] : [['When money falls', when, '–', 'convention of the program', PROGRAM] as Row]),
    ...(horizon === null ? [] : ofHorizon(horizon, PROGRAM)),
    ...bias('Optimism, off forecast benefits', 'benefits'),
    ...bias('Optimism, on planned costs', 'costs'),
    ...index,
  ];
}

function ofHorizon({ to, earliest, latest, decay, decay_range: { low, high }, reason }: Ahead, whose: string): Row[] {
  const span = earliest === latest ? '–' : `${formatDay(earliest)} to ${formatDay(latest)}`;
  return [
    ['Horizon', formatDay(to), span, reason, whose],
    ['Decay of effects in a year', percent(decay), rangeWords(low, high, percent), reason, whose],
  ];
}

function percent(share: number): string {
  return formatShare(share, 0);
}

/** Where an assumption is certain there is no range. */
function rangeWords(low: number, high: number, say: (value: number) => string): string {
  return low === high ? '–' : `${say(low)} to ${say(high)}`;
}
