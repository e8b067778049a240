import { BENEFITS_BY_CLASS } from '../chart/benefits-by-class.ts';
import { CLAIM_BRIDGE } from '../chart/claim-bridge.ts';
import { formatNumber } from '../results/format.ts';
import { deploymentName, primaryComparisons } from '../results/lookup.ts';
import { BENEFIT_CLASSES, type BenefitClass, moneyCells, moneyWords, type ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { plannedOf, totalOf } from '../results/totals.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';
import { benefitFigure, figureText } from './figure-text.ts';

/** The register, class by class, and what was not claimed, with the reason. */
export function benefits(results: Results): Section | null {
  if (results.benefits.length === 0) return null;
  return {
    kind: 'section',
    id: 'benefits',
    title: 'Benefits by class',
    blocks: [
      { kind: 'figure', chart: BENEFITS_BY_CLASS, data: registerTable(results), open: true },
      reasons(results),
      ...notClaimed(results),
      ...bridge(results),
    ],
  };
}

function registerTable(results: Results): Table {
  const { currency, price_year } = results.program;
  return {
    kind: 'table',
    caption: `Benefits register, amounts to date in ${currency} at ${price_year} prices`,
    form: 'cards',
    columns: [
      left('Benefit'),
      left('Class'),
      right('Planned'),
      right('Demonstrated'),
      right('P5–P95'),
      right('In stabilization'),
      left('Grade'),
    ],
    rows: BENEFIT_CLASSES.flatMap((benefitClass) => {
      const own = results.benefits.filter((benefit) => benefit.class === benefitClass);
      const rows = own.map((benefit) => benefitRow(results, benefit));
      return own.length < 2 ? rows : [...rows, totalRow(results, benefitClass)];
    }),
  };
}

function benefitRow(results: Results, benefit: ResultBenefit): Text[] {
  const demonstrated = moneyCells(benefit.demonstrated);
  const shown = isShown(benefit);
  const number = (name: string, text: string) => [figureText(results, benefitFigure(benefit, name), text)];
  const whose = `${deploymentName(results, benefit.deployment)} · ${benefit.owner ?? 'no owner named'}`;
  return [
    [benefit.title, ' ', { quiet: whose }],
    classWords(benefit),
    number('planned', formatNumber(benefit.planned, 0)),
    shown ? number('demonstrated', demonstrated.likely) : 'not demonstrated',
    shown ? demonstrated.interval : '–',
    number('transition', moneyCells(benefit.transition).likely),
    benefit.grade,
  ];
}

function totalRow(results: Results, benefitClass: BenefitClass): Text[] {
  const demonstrated = moneyCells(totalOf(results, benefitClass, 'demonstrated'));
  const number = (name: string, text: string) => [figureText(results, `total.${benefitClass}.${name}`, text)];
  const cells: Text[] = [
    [{ strong: formatNumber(plannedOf(results, benefitClass), 0) }],
    number('demonstrated', demonstrated.likely),
    [{ strong: demonstrated.interval }],
    number('transition', moneyCells(totalOf(results, benefitClass, 'transition')).likely),
  ];
  return [[{ strong: 'Together' }], [{ strong: benefitClass }], ...cells, ''];
}

/** What each amount rests on, and which audit checks it did not pass. */
function reasons({ benefits }: Results): Block {
  const items = benefits.map((benefit): Text => {
    const said = [...benefit.reasons, ...benefit.checks.map((check) => `Audit ${check}.`)];
    return [{ strong: benefit.title }, `: ${said.map(sentence).join(' ')}`];
  });
  return { kind: 'details', summary: 'What each amount rests on', blocks: [{ kind: 'list', items }] };
}

/** A reason as a sentence of its own: a capital to begin with and a full stop at the end. */
function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

function classWords({ class: benefitClass, cash_status }: ResultBenefit): Text {
  if (cash_status === 'cash') return benefitClass;
  return [benefitClass, ' ', { quiet: `(${cash_status})` }];
}

function isShown({ demonstrated }: ResultBenefit): boolean {
  return (demonstrated.likely ?? 0) !== 0;
}

/** Everything a reader might think was claimed: benefits without a demonstrated amount, and cash that is not yet cash. */
function notClaimed(results: Results): Block[] {
  const unclaimed = results.benefits.filter((benefit) => !isShown(benefit));
  const expected = results.benefits.filter((benefit) => isShown(benefit) && benefit.cash_status === 'cash expected');
  const exploratory = withoutBenefit(results);
  const items = [
    ...unclaimed.map(
      (benefit): Text => [
        { strong: benefit.title },
        `: ${benefit.reasons.map(sentence).join(' ')}${estimateNote(results, benefit)}`,
      ],
    ),
    ...expected.map(
      (benefit): Text => [
        { strong: benefit.title },
        ': counted, but as cash expected: no ledger account with a finance sign-off ties it out.',
      ],
    ),
    ...(exploratory === null ? [] : [exploratory]),
  ];
  if (items.length === 0) return [];
  return [
    {
      kind: 'section',
      id: 'not-claimed',
      title: 'Not claimed, and why',
      blocks: [{ kind: 'list', items }],
    },
  ];
}

function estimateNote(results: Results, { estimated }: ResultBenefit): string {
  if (estimated.likely === null) return '';
  return ` The estimate, not claimed, is ${moneyWords(estimated, results.program.currency)}.`;
}

/** KPIs that improved although no benefit rests on them. */
function withoutBenefit(results: Results): Text | null {
  const valued = new Set(results.benefits.map((benefit) => benefit.kpi));
  const labels = results.kpis
    .filter((kpi) => !valued.has(kpi.id))
    .filter((kpi) => primaryComparisons(results).some((c) => c.kpi === kpi.id && c.verdict.startsWith('improved')))
    .map((kpi) => kpi.label);
  return labels.length === 0 ? null : [{ strong: 'Improved, but no money rests on it' }, `: ${labels.join('; ')}.`];
}

function bridge(results: Results): Block[] {
  if (results.bridge.length === 0) return [];
  return [
    {
      kind: 'section',
      id: 'claim-bridge',
      title: 'From what a spreadsheet would have claimed to what stands',
      blocks: [
        {
          kind: 'figure',
          chart: CLAIM_BRIDGE,
          open: false,
          data: {
            kind: 'table',
            caption: `Claim bridge, ${results.program.currency} to the unit, so that the steps add up; the headline rounds the last line to what its interval bears`,
            form: 'dense',
            columns: [left('Step'), right('Amount')],
            rows: results.bridge.map(({ step, amount }, i) => [
              step,
              [figureText(results, `bridge.${i + 1}`, formatNumber(amount, 0))],
            ]),
          },
        },
      ],
    },
  ];
}
