import type { Figures } from '../figure.ts';
import { AMOUNTS } from './amounts.ts';
import { appraisalFigures } from './appraisal-figures.ts';
import { type BenefitFigureSources, benefitFigures, OTHER } from './benefit-figures.ts';
import { cashStatus, isCash } from './claim.ts';
import type { BridgeStep } from './claim-bridge.ts';
import type { ClassTotal } from './class-totals.ts';
import { amountEntry, benefitFigure, type Entry, moneyEntries } from './figure-entry.ts';
import { type MonthFigureSources, monthFigures } from './month-figures.ts';
import { VARIANCE_PARTS } from './plan-variance.ts';
import { sum } from './standing-claims.ts';

/** What the figures of a valuation are told from. */
export interface FigureSources extends MonthFigureSources, BenefitFigureSources {
  totals: readonly ClassTotal[];
  bridge: readonly BridgeStep[];
}

/**
 * Which number is which, and what was it made from? Every amount of the valuation with its formula and ancestry.
 *
 * @returns figures by id: `<deployment>.<benefit>.<amount>`, `total.<class>.<amount>`, `appraisal.<view>.<span>.<figure>`,
 *          `bridge.<step>`; `.p5` and `.p95` beside an amount; those of months (month-figures.ts)
 * @example valuationFigures(sources)['pacs.outsourced_reads.demonstrated']?.value
 */
export function valuationFigures(sources: FigureSources): Figures {
  return Object.fromEntries([
    ...sources.claims.benefits.flatMap((claim, index) => benefitFigures(claim, index, sources)),
    ...sources.totals.flatMap((total) => totalFigures(total, sources)),
    ...planFigures(sources),
    ...sources.appraisals.flatMap((detail) => appraisalFigures(detail, sources)),
    ...sources.bridge.map((step, i) => bridgeFigure(step, i, sources)),
    ...monthFigures(sources),
  ]);
}

function totalFigures(total: ClassTotal, sources: FigureSources): Entry[] {
  const { group, members } = total;
  const what =
    group === 'financial' ? 'what is in the financial case' : `class ${group}, less what is in the financial case`;
  const amounts = AMOUNTS.flatMap((name) => {
    const money = total[name];
    const inputs = members.map((claim) => `figure:${benefitFigure(claim, name)}`);
    return money === null ? [] : moneyEntries(`total.${group}.${name}`, money, `sum over ${what}`, inputs, sources);
  });
  const parts = ['demonstrated', 'transition'].map((name) => `figure:total.${group}.${name}`);
  const net = moneyEntries(`total.${group}.net`, total.net, 'demonstrated + transition', parts, sources);
  return [...amounts, ...net, ...(group === 'financial' ? [tiedOutFigure(total, sources)] : [])];
}

/** The financial case against its promise, and why it differs. */
function planFigures(sources: FigureSources): Entry[] {
  const { variance } = sources.plan;
  if (variance === null) return [];
  const cash = sources.claims.benefits.filter(
    (claim, b) => isCash(claim.benefit) && sources.rows[b]!.variance !== null,
  );
  const of = (name: string) => cash.map((claim) => `figure:${benefitFigure(claim, name)}`);
  return [
    amountEntry('total.financial.planned', variance.planned, 'sum over the cash benefits', of('planned'), sources),
    ...VARIANCE_PARTS.map((part) => {
      const beside = part === 'other' ? ['figure:total.financial.net'] : [];
      const formula = part === 'other' ? `${OTHER}, and what no plan foresaw` : 'sum over the cash benefits';
      const inputs = [...of(`variance.${part}`), ...beside];
      return amountEntry(`total.financial.variance.${part}`, variance[part], formula, inputs, sources);
    }),
  ];
}

function tiedOutFigure({ members }: ClassTotal, sources: FigureSources): Entry {
  const tied = members.filter(({ benefit }) => cashStatus(benefit) === 'cash');
  const rows = sources.rows.filter(({ id }) => tied.some(({ benefit }) => benefit.id === id));
  const amount = sum(
    rows.flatMap(({ demonstrated, transition }) => [demonstrated.likely ?? 0, transition.likely ?? 0]),
  );
  const names = ['demonstrated', 'transition'] as const;
  const inputs = tied.flatMap((claim) => names.map((name) => `figure:${benefitFigure(claim, name)}`));
  const formula = 'demonstrated + transition of the cash that a ledger account with a finance sign-off ties out';
  return amountEntry('total.financial.tied_out', amount, formula, inputs, sources);
}

function bridgeFigure({ step, amount }: BridgeStep, i: number, sources: FigureSources): Entry {
  const isTotal = i === sources.bridge.length - 1;
  const before = sources.bridge.slice(0, -1).map((_, k) => `figure:bridge.${k + 1}`);
  const formula = isTotal ? 'sum of the steps before' : i === 0 ? step : `the whole claim computed again: ${step}`;
  return amountEntry(`bridge.${i + 1}`, amount, formula, isTotal ? before : [], sources);
}
