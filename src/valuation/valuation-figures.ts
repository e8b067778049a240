import { type Figures, figureSegment } from '../figure.ts';
import { type AppraisalFigureSources, appraisalFigures } from './appraisal-figures.ts';
import type { AppraisalDetail } from './appraise.ts';
import type { BenefitClaim } from './claim.ts';
import type { BridgeStep } from './claim-bridge.ts';
import type { ClassTotal } from './class-totals.ts';
import { amountEntry, benefitFigure, type Entry, moneyEntries, reasonIf } from './figure-entry.ts';
import { COLUMNS, type Column, type StandingClaims, sum } from './standing-claims.ts';
import type { BenefitRow } from './value-benefits.ts';

/** What the figures of a valuation are told from. */
export interface FigureSources extends AppraisalFigureSources {
  standing: StandingClaims;
  rows: readonly BenefitRow[];
  totals: readonly ClassTotal[];
  appraisals: readonly AppraisalDetail[];
  bridge: readonly BridgeStep[];
}

/**
 * Which number is which, and what was it made from? Every amount of the valuation with its formula and ancestry.
 *
 * @returns figures by id: `<deployment>.<benefit>.<amount>`, `total.<class>.<amount>`, `appraisal.<view>.<span>.<figure>`,
 *          `bridge.<step>`; `.p5` and `.p95` beside an amount
 * @example valuationFigures(sources)['pacs.outsourced_reads.demonstrated']?.value
 */
export function valuationFigures(sources: FigureSources): Figures {
  return Object.fromEntries([
    ...sources.claims.benefits.flatMap((claim, index) => figuresOfBenefit(claim, index, sources)),
    ...sources.totals.flatMap((total) => figuresOfTotal(total, sources)),
    ...sources.appraisals.flatMap((detail) => appraisalFigures(detail, sources)),
    ...sources.bridge.map((step, i) => bridgeFigure(step, i, sources)),
  ]);
}

const MEANING = {
  estimated: 'all comparable units, demonstrated or not',
  demonstrated: 'units whose own effect on the mean improved, and every loss',
  transition: 'those units, and of every loss',
} as const;

function figuresOfBenefit(claim: BenefitClaim, index: number, sources: FigureSources): Entry[] {
  const { benefit, quantityUnit } = claim;
  const { value, attribution, plannedPerYear } = benefit;
  const { currency, standing } = sources;
  const row = sources.rows[index]!;
  const assumption = (key: string) => `assumption:benefits/${benefit.id}/${key}`;
  const worth = `${value.likely} ${currency} per ${quantityUnit} × ${attribution.share} attribution`;
  const amounts = COLUMNS.flatMap((column) => {
    const quantity = benefitFigure(claim, `${column}.quantity`);
    const counted = row.quantity.value === null ? null : sum(standing[column][index]!.quantities);
    const inputs = [`figure:${quantity}`, assumption('value'), assumption('attribution')];
    return [
      quantityEntry(quantity, counted, column, claim, row),
      ...moneyEntries(
        benefitFigure(claim, column),
        row[column],
        `quantity × ${worth}`,
        inputs,
        sources,
        row.reasons[0],
      ),
    ];
  });
  if (row.planned === null) return amounts;
  const planned = `${plannedPerYear} ${currency} a year × years from go-live to the as-of day, mean of the units`;
  const id = benefitFigure(claim, 'planned');
  return [...amounts, amountEntry(id, row.planned, planned, [assumption('planned_per_year')], sources)];
}

function quantityEntry(
  id: string,
  value: number | null,
  column: Column,
  { kpi, units, quantityUnit }: BenefitClaim,
  { reasons }: BenefitRow,
): Entry {
  const periods = column === 'transition' ? 'stabilization' : 'post';
  const formula = `effect on the mean, turned so that good is positive, × volume, over the ${periods} periods of ${MEANING[column]}, less overlap`;
  const inputs = [`kpi:${kpi.entry}`, ...units.flatMap((unit) => seriesInputs(unit, column))];
  return [id, { value, unit: quantityUnit, digits: 0, formula, inputs, ...reasonIf(value === null, reasons[0]) }];
}

function seriesInputs({ comparison, model }: BenefitClaim['units'][number], column: Column): string[] {
  const { kpi, statistic, unit } = comparison;
  const series = [kpi, statistic, unit].map(figureSegment).join('/');
  const periods = column === 'transition' ? model?.transition.periods : model?.periods;
  return (periods ?? []).map((period) => `series:${series}/${period}`);
}

function figuresOfTotal({ group, amounts, net, members }: ClassTotal, sources: FigureSources): Entry[] {
  const what = group === 'financial' ? 'the cash classes' : `class ${group}`;
  const inputs = (column: string) => members.map((claim) => `figure:${benefitFigure(claim, column)}`);
  const columns = COLUMNS.flatMap((column) =>
    moneyEntries(`total.${group}.${column}`, amounts[column], `sum over ${what}`, inputs(column), sources),
  );
  const parts = ['demonstrated', 'transition'].map((column) => `figure:total.${group}.${column}`);
  const netEntries = moneyEntries(`total.${group}.net`, net, 'demonstrated + transition', parts, sources);
  if (group !== 'financial') return [...columns, ...netEntries];
  const tied = sources.rows.filter(({ cash_status }) => cash_status === 'cash');
  const tiedClaims = members.filter(({ benefit }) => tied.some(({ id }) => id === benefit.id));
  const tiedOut = sum(tied.map(({ demonstrated }) => demonstrated.likely ?? 0));
  const tiedInputs = tiedClaims.map((claim) => `figure:${benefitFigure(claim, 'demonstrated')}`);
  const formula = 'the part of the demonstrated cash that a ledger account with a finance sign-off ties out';
  return [...columns, ...netEntries, amountEntry('total.financial.tied_out', tiedOut, formula, tiedInputs, sources)];
}

function bridgeFigure({ step, amount: value }: BridgeStep, i: number, sources: FigureSources): Entry {
  const isTotal = step === sources.bridge.at(-1)!.step;
  const before = sources.bridge.slice(0, -1).map((_, k) => `figure:bridge.${k + 1}`);
  const formula = isTotal ? 'sum of the steps before' : i === 0 ? step : `the whole claim computed again: ${step}`;
  return amountEntry(`bridge.${i + 1}`, value, formula, isTotal ? before : [], sources);
}
