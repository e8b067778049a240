import { financialAppraisal } from '../chart/cash-flow.ts';
import { NPV_DISTRIBUTION } from '../chart/npv-distribution.ts';
import { TORNADO } from '../chart/tornado.ts';
import { figureSegment } from '../figure.ts';
import { formatMoney, formatNumber, formatShare, formatSigned, UNITS } from '../results/format.ts';
import { unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { inputName, inputWords } from '../results/sensitivity-words.ts';
import { appraisalFigure } from './appraisal.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';
import { figureText } from './figure-text.ts';

type Appraisal = Results['appraisal'][number];
type Switching = Appraisal['sensitivity']['switching'][number];

/** What the net present value of the financial case hangs on: which input moves it, which one turns it. */
export function sensitivity(results: Results): Section | null {
  const financial = financialAppraisal(results);
  if (financial === null || financial.npv.likely === null) return null;
  return {
    kind: 'section',
    id: 'sensitivity',
    title: 'What the answer hangs on',
    blocks: [
      ...distribution(results, financial),
      ...tornadoBlocks(results, financial),
      switchingTable(results, financial),
      ...breakEven(results, financial),
    ],
  };
}

function distribution(results: Results, appraisal: Appraisal): Block[] {
  const { distribution: bins, npv, probability_npv_positive } = appraisal;
  if (bins === null || bins.counts.length < 2) return [];
  const named = (name: string, text: string) => figureText(results, appraisalFigure(appraisal, name), text);
  const money = (name: string, amount: number | null): Text => [named(`npv.${name}`, formatNumber(amount, 0))];
  return [
    {
      kind: 'figure',
      chart: NPV_DISTRIBUTION,
      open: false,
      data: {
        kind: 'table',
        caption: `Simulated net present value, ${results.program.currency} to the unit`,
        form: 'dense',
        columns: [left('Of the draws'), right('Net present value')],
        rows: [
          ['5 % lie below (P5)', money('p5', npv.p5)],
          ['half lie below (P50)', money('p50', npv.p50)],
          ['95 % lie below (P95)', money('p95', npv.p95)],
          [[named('probability_npv_positive', `${formatShare(probability_npv_positive, 1)} lie above`)], '0'],
        ],
      },
    },
  ];
}

function tornadoBlocks(results: Results, appraisal: Appraisal): Block[] {
  const { tornado, contributions } = appraisal.sensitivity;
  if (tornado.length === 0) return [];
  const share = (bar: (typeof tornado)[number]) =>
    contributions.find(({ kind, benefit }) => kind === bar.kind && benefit === bar.benefit)?.share ?? null;
  return [
    {
      kind: 'figure',
      chart: TORNADO,
      open: false,
      data: {
        kind: 'table',
        caption: `NPV with each input at its low and high, ${results.program.currency} to the unit; last column: its share of the spread of the simulated NPV, by squared rank correlations`,
        form: 'dense',
        columns: [left('Input'), right('NPV at its low'), right('NPV at its high'), right('Share of the spread')],
        rows: tornado.map((bar): Text[] => {
          const input = `${bar.benefit === null ? 'shared' : figureSegment(bar.benefit)}.${bar.kind.replaceAll(' ', '_')}`;
          const number = (name: string, text: string) => [figureText(results, appraisalFigure(appraisal, name), text)];
          return [
            inputWords(results, bar),
            number(`tornado.${input}.low`, formatNumber(bar.npv_at_low, 0)),
            number(`tornado.${input}.high`, formatNumber(bar.npv_at_high, 0)),
            number(`contribution.${input}`, formatShare(share(bar), 0)),
          ];
        }),
      },
    },
  ];
}

function switchingTable(results: Results, appraisal: Appraisal): Table {
  return {
    kind: 'table',
    caption: 'Switching values: the change of one input, alone, at which the NPV is zero',
    form: 'cards',
    columns: [left('Input'), right('As appraised'), right('NPV is zero at')],
    rows: appraisal.sensitivity.switching.map((one): Text[] => [
      inputOf(results, one),
      valueWords(results, one, one.likely),
      zeroAt(results, appraisal, one),
    ]),
  };
}

function inputOf(results: Results, { input, benefit }: Switching): string {
  if (benefit !== null) return results.benefits.find(({ id }) => id === benefit)?.title ?? benefit;
  return {
    benefit: 'Benefits',
    costs: 'Costs',
    decay: inputName(results, { kind: 'decay', benefit: null }),
    horizon: 'Horizon',
    'discount rate': 'Discount rate',
  }[input];
}

function valueWords({ program }: Results, { input }: Switching, value: number): string {
  if (input === 'benefit' || input === 'costs') return formatMoney(value, program.currency, 0, UNITS);
  return input === 'horizon' ? `${formatNumber(value, 0)} months after the data` : `${formatShare(value, 1)} a year`;
}

function zeroAt(results: Results, appraisal: Appraisal, one: Switching): Text {
  if (one.at === null) return 'none in range';
  const value = valueWords(results, one, one.at);
  const named = (name: string, text: string) => figureText(results, appraisalFigure(appraisal, name), text);
  if (one.change === null) return [named(`switching_${one.input.replaceAll(' ', '_')}`, value)];
  // The figure of an amount is its change.
  const change = `${formatSigned(100 * one.change, 0)} %`;
  return [value, ' ', named(`switching.${figureSegment(one.benefit ?? one.input)}`, change)];
}

/** The smallest effect at which the case still pays, or the size it would have to have. */
function breakEven(results: Results, appraisal: Appraisal): Block[] {
  const { break_even } = appraisal.sensitivity;
  if (break_even.length === 0) return [];
  const named = (benefit: string | null, text: string) => {
    const name = benefit === null ? 'break_even' : `break_even.${figureSegment(benefit)}`;
    return figureText(results, appraisalFigure(appraisal, name), text);
  };
  const whose = (benefit: string | null) =>
    benefit === null ? 'All effects together' : (results.benefits.find(({ id }) => id === benefit)?.title ?? benefit);
  return [
    {
      kind: 'table',
      caption: 'Break-even: the mean effect at which the case just pays, all else as appraised',
      form: 'cards',
      columns: [left('Effect behind'), right('Of what was measured'), left('In each unit')],
      rows: break_even.map(({ benefit, share, reason, units }): Text[] => [
        whose(benefit),
        share === null ? (reason ?? '–') : [named(benefit, formatShare(share, 0))],
        share === null ? '–' : units.map((one) => unitWords(results, benefit, one)).join('; ') || '–',
      ]),
    },
  ];
}

function unitWords(
  results: Results,
  benefit: string | null,
  { unit, likely, needed }: Appraisal['sensitivity']['break_even'][number]['units'][number],
): string {
  const kpi = results.kpis.find(({ id }) => id === results.benefits.find((one) => one.id === benefit)?.kpi);
  const [scale, word] = kpi?.unit === '1' ? [100, 'points'] : [1, kpi?.unit ?? ''];
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(likely * scale) || 1)));
  const say = (value: number) => formatSigned(value * scale, decimals);
  return `${unitName(results, unit)} ${say(needed ?? 0)} of ${say(likely)} ${word}`;
}
