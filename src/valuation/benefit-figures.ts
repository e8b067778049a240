import { comparisonFigure } from '../comparison/comparison-figures.ts';
import { seriesPath } from '../figure.ts';
import type { BenefitClaim } from './claim.ts';
import { type AmountUnit, amountEntry, benefitFigure, type Entry, moneyEntries, reasonIf } from './figure-entry.ts';
import type { Forecast } from './forecast.ts';
import { VARIANCE_PARTS } from './plan-variance.ts';
import { COLUMNS, type Column, type StandingClaims, sum } from './standing-claims.ts';
import type { BenefitRow } from './value-benefits.ts';

/** What the figures of the register are told from. */
export interface BenefitFigureSources extends AmountUnit {
  standing: StandingClaims;
  /** Null when nothing is forecast. */
  forecast: Forecast | null;
  rows: readonly BenefitRow[];
}

const COUNTED = {
  estimated: 'all comparable units, demonstrated or not',
  demonstrated: 'units whose own effect on the mean improved, and of every loss',
  transition: 'those units, and of every loss',
} as const;

/**
 * Which number of a benefit is which, and what was it made from?
 *
 * @param index  in the register
 * @returns figures `<deployment>.<benefit>.<amount>` with `.quantity`, `.p5` and `.p95` beside them, `.planned` and
 *          `.variance.<part>`
 * @example benefitFigures(claim, 0, sources)[1]?.[0]  // 'pacs.outsourced_reads.estimated'
 */
export function benefitFigures(claim: BenefitClaim, index: number, sources: BenefitFigureSources): Entry[] {
  const { benefit, quantityUnit } = claim;
  const { value, attribution } = benefit;
  const row = sources.rows[index]!;
  const worth = `${value.likely} ${sources.currency} per ${quantityUnit} × ${attribution.share} attribution`;
  const priced = [assumption(claim, 'value'), assumption(claim, 'attribution')];
  const amounts = COLUMNS.flatMap((column) => {
    const id = benefitFigure(claim, column);
    const inputs = [`figure:${id}.quantity`, ...priced];
    return [
      quantityEntry(`${id}.quantity`, column, claim, index, sources),
      ...moneyEntries(id, row[column], `quantity × ${worth}`, inputs, sources, row.reasons[0]),
    ];
  });
  return [...amounts, ...forecastEntries(claim, row, worth, priced, sources), ...plannedEntries(claim, row, sources)];
}

function quantityEntry(
  id: string,
  column: Column,
  { kpi, units, quantityUnit }: BenefitClaim,
  index: number,
  { standing, rows }: BenefitFigureSources,
): Entry {
  const { quantity, reasons } = rows[index]!;
  const value = quantity.value === null ? null : sum(standing[column][index]!.quantities);
  const periods = column === 'transition' ? 'stabilization' : 'post';
  const formula = `effect on the mean, turned so that good is positive, × volume, over the ${periods} periods of ${COUNTED[column]}, less overlap`;
  const effect = column === 'transition' ? 'transition' : 'average';
  const effects = units.filter(({ comparison }) => comparison[effect] !== null);
  const inputs = [
    `kpi:${kpi.entry}`,
    ...effects.map(({ comparison }) => `figure:${comparisonFigure(comparison)}.${effect}`),
    ...units.flatMap((unit) => seriesInputs(unit, column)),
  ];
  return [id, { value, unit: quantityUnit, digits: 0, formula, inputs, ...reasonIf(value === null, reasons[0]) }];
}

function seriesInputs({ comparison, model }: BenefitClaim['units'][number], column: Column): string[] {
  const periods = column === 'transition' ? model?.transition.periods : model?.periods;
  return (periods ?? []).map((period) => `${seriesPath(comparison)}/${period}`);
}

function forecastEntries(
  claim: BenefitClaim,
  { forecast: money, optimism, reasons }: BenefitRow,
  worth: string,
  priced: string[],
  sources: BenefitFigureSources,
): Entry[] {
  if (sources.forecast === null) return [];
  const { horizon, end } = sources.forecast.claims[sources.rows.findIndex(({ id }) => id === claim.benefit.id)]!;
  const formula = `quantity a month at the last quarter's effect and volume × ${worth}, over ${end.likely} months to ${horizon.to}, ${horizon.decay.likely} lost a year`;
  const inputs = [`figure:${benefitFigure(claim, 'demonstrated.quantity')}`, ...priced, 'assumption:horizon'];
  const id = benefitFigure(claim, 'forecast');
  const taken = 'the share of the forecast that the declared optimism takes off';
  const assumed = [`figure:${id}`, 'assumption:optimism_bias'];
  return [
    ...moneyEntries(id, money, formula, inputs, sources, reasons[0]),
    ...(optimism.likely === null
      ? []
      : moneyEntries(benefitFigure(claim, 'optimism'), optimism, taken, assumed, sources, reasons[0])),
  ];
}

function plannedEntries(
  claim: BenefitClaim,
  { planned, variance }: BenefitRow,
  sources: BenefitFigureSources,
): Entry[] {
  if (planned === null) return [];
  const { benefit } = claim;
  const ramp = benefit.plan.rampMonths === 0 ? '' : `, building up over ${benefit.plan.rampMonths} months`;
  const formula =
    benefit.oneOff === null
      ? `${benefit.planned} ${sources.currency} a year × years from the planned start to the as-of day${ramp}, mean of the units`
      : `${benefit.planned} ${sources.currency} once, for the units planned to be live by the as-of day`;
  const inputs = [assumption(claim, benefit.oneOff === null ? 'planned_per_year' : 'planned_once')];
  const id = benefitFigure(claim, 'planned');
  const compared = [id, benefitFigure(claim, 'demonstrated'), benefitFigure(claim, 'transition')];
  return [
    amountEntry(id, planned, formula, inputs, sources),
    ...VARIANCE_PARTS.map((part) => {
      const why = part === 'other' ? OTHER : `Shapley value of ${part} between the promise and the outcome`;
      const from = compared.map((one) => `figure:${one}`);
      return amountEntry(benefitFigure(claim, `variance.${part}`), variance![part], why, from, sources);
    }),
  ];
}

/** What the product of effect, volume, price and time does not hold. */
export const OTHER = 'what is not comparable, not demonstrated, claimed twice or short of a whole block';

function assumption({ benefit }: BenefitClaim, key: string): string {
  return `assumption:benefits/${benefit.id}/${key}`;
}
