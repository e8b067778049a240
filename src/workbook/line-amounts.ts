import type { Results } from '../results/schema.ts';
import type { Assumed } from './assumption-sheet.ts';
import type { BenefitTerms } from './benefit-terms.ts';
import { type LineColumn, type LineDraft, lineCell, lineKey } from './line-columns.ts';
import type { FlowBlock } from './timeline.ts';

/** What the formulas of the lines are written from. */
export interface LineContext {
  results: Results;
  assumed: Assumed;
  blocks: readonly FlowBlock[];
  /** Lines of one benefit, kind and month: its units. */
  together: ReadonlyMap<string, readonly LineDraft[]>;
  /** What was claimed so far, by column, benefit, kind and month. */
  claims: Map<string, MonthClaim>;
}

/** What a benefit claims in a month, on the first of its units' lines; `kept` is null until it was held against its rivals. */
interface MonthClaim extends Computed {
  first: LineDraft;
  kept: Computed | 'alone' | null;
}

/** A formula and what it comes to. */
export interface Computed {
  formula: string;
  value: number;
}

/** Decimal sizes of blocks do not divide exactly in binary. */
const EXACT = 1e-9;

/** No amount: an empty cell. */
export const NOTHING: Computed = { formula: '', value: 0 };

/** What one line comes to, and on the way there; the threes are of the quantity, of its demonstrated part, of the settling weeks. */
export interface LineAmounts {
  left: Computed | null;
  part: Computed | null;
  /** What its benefit claims in the month of a resource that others draw on. */
  claims: Three<Computed | null>;
  /** 1 where that stands against what the others claim, 0 where it does not. */
  kept: Three<Computed | null>;
  estimated: Computed;
  demonstrated: Computed;
  transition: Computed;
  forecast: Computed;
}

type Three<T> = [T, T, T];

/** What is claimed of a line's quantities, and the columns that say of how much of the resource, and whether it stands. */
interface Claim {
  of: (line: LineDraft) => Computed;
  claimed: LineColumn;
  kept: LineColumn;
}

const WHOLE: Claim = {
  of: (line) => ({ formula: lineCell(line, 'quantity'), value: line.quantity }),
  claimed: 'claimQuantity',
  kept: 'keptQuantity',
};
const DEMONSTRATED: Claim = {
  of: (line) => ({
    formula: `${lineCell(line, 'quantity')}*${lineCell(line, 'counts')}`,
    value: line.quantity * (line.counts ? 1 : 0),
  }),
  claimed: 'claimDemonstrated',
  kept: 'keptDemonstrated',
};
const SETTLING: Claim = {
  of: (line) => ({ formula: lineCell(line, 'settling'), value: line.settling }),
  claimed: 'claimSettling',
  kept: 'keptSettling',
};

/** What a measured month brings: estimated, demonstrated, and while settling. */
export function measuredAmounts(line: LineDraft, terms: BenefitTerms, context: LineContext): LineAmounts {
  const settled = [WHOLE, DEMONSTRATED, SETTLING].map((claim) => {
    const against = standing(line, claim, context);
    const own =
      against === null ? claim.of(line) : times(claim.of(line), lineCell(line, claim.kept), against.kept.value);
    return { against, amount: priced(usable(own, terms), terms) };
  });
  const [estimated, demonstrated, transition] = settled.map(({ amount }) => amount) as Three<Computed>;
  return {
    left: null,
    part: null,
    claims: settled.map(({ against }) => against?.claimed ?? null) as LineAmounts['claims'],
    kept: settled.map(({ against }) => against?.kept ?? null) as LineAmounts['kept'],
    estimated,
    demonstrated,
    transition,
    forecast: NOTHING,
  };
}

/** What a month of the forecast brings: the last quarter again, less what fades, as long as it goes on. */
export function forecastAmounts(line: LineDraft, terms: BenefitTerms, context: LineContext): LineAmounts {
  const [decay, end, ahead] = [terms.decay!, terms.horizon!, line.ahead!];
  const left = {
    formula: `(1-${decay.name})^(${lineCell(line, 'ahead')}/12)`,
    value: (1 - decay.value) ** (ahead / 12),
  };
  const part = {
    formula: `MIN(1,MAX(0,${end.name}-${lineCell(line, 'ahead')}+1))`,
    value: Math.min(1, Math.max(0, end.value - ahead + 1)),
  };
  const against = standing(line, WHOLE, context);
  const faded = times(WHOLE.of(line), lineCell(line, 'left'), left.value);
  const own = against === null ? faded : times(faded, lineCell(line, 'keptQuantity'), against.kept.value);
  const whole = priced(usable(own, terms), terms);
  return {
    left,
    part,
    claims: [against?.claimed ?? null, null, null],
    kept: [against?.kept ?? null, null, null],
    estimated: NOTHING,
    demonstrated: NOTHING,
    transition: NOTHING,
    forecast: { formula: `${lineCell(line, 'part')}*${whole.formula}`, value: part.value * whole.value },
  };
}

/**
 * Which of the claims on one resource stands: a loss always; of gains the larger, of equal ones the first in the register.
 *
 * The first of its units' lines says what a benefit claims in a month and whether that stands, the others refer to it: no formula
 * grows with the square of what draws on a resource, and a cell holds 8,192 characters of it.
 *
 * @returns null where nothing else draws on it in this month
 */
function standing(line: LineDraft, claim: Claim, context: LineContext): { claimed: Computed; kept: Computed } | null {
  const own = claimOf(line.benefit, line, claim, context);
  if (own === null) return null;
  const { first } = own;
  own.kept ??= standsAgainst(own, rivalClaims(line, claim, context), claim);
  if (own.kept === 'alone') return null;
  if (first === line) return { claimed: own, kept: own.kept };
  return {
    claimed: { formula: lineCell(first, claim.claimed), value: own.value },
    kept: { formula: lineCell(first, claim.kept), value: own.kept.value },
  };
}

function rivalClaims(line: LineDraft, claim: Claim, context: LineContext): (MonthClaim & { isFirst: boolean })[] {
  const { rivals } = context.results.workings.benefits.find(({ benefit }) => benefit === line.benefit)!;
  const order = context.results.benefits.map(({ id }) => id);
  const own = order.indexOf(line.benefit);
  return rivals.flatMap((rival) => {
    const claimed = claimOf(rival, line, claim, context);
    return claimed === null ? [] : [{ ...claimed, isFirst: order.indexOf(rival) < own }];
  });
}

function standsAgainst(
  { first, value: own }: MonthClaim,
  rivals: readonly (MonthClaim & { isFirst: boolean })[],
  { claimed }: Claim,
): Computed | 'alone' {
  if (rivals.length === 0) return 'alone';
  const cell = lineCell(first, claimed);
  const larger = rivals.map((one) => `(${lineCell(one.first, claimed)}>${one.isFirst ? '=' : ''}${cell})`);
  const yields = rivals.some(({ value, isFirst }) => value > own || (value === own && isFirst));
  return { formula: `IF(AND(${cell}>0,${larger.join('+')}>0),0,1)`, value: own > 0 && yields ? 0 : 1 };
}

/** What a benefit claims in a line's month, over all its units and before attribution. */
function claimOf(
  benefit: string,
  line: LineDraft,
  claim: Claim,
  { assumed, together, claims }: LineContext,
): MonthClaim | null {
  const key = lineKey({ ...line, benefit });
  const units = together.get(key) ?? [];
  const price = assumed.benefits.get(benefit)?.price ?? null;
  if (units.length === 0 || price === null) return null;
  const known = claims.get(`${claim.claimed} ${key}`);
  if (known !== undefined) return known;
  const parts = units.map(claim.of);
  const sum = parts.reduce((total, { value }) => total + value, 0);
  const formula = `(${parts.map((one) => one.formula).join('+')})*${price.name}`;
  const found: MonthClaim = { first: units[0]!, formula, value: sum * price.value, kept: null };
  claims.set(`${claim.claimed} ${key}`, found);
  return found;
}

/** The deployment's own part of a quantity, a gain cut to whole blocks. */
function usable({ formula, value }: Computed, { share, block }: BenefitTerms): Computed {
  const own = { formula: `${formula}*${share.name}`, value: value * share.value };
  if (block === null) return own;
  return {
    formula: `IF(${own.formula}<=0,${own.formula},INT(${own.formula}/${block.name}+1E-9)*${block.name})`,
    value: own.value <= 0 ? own.value : Math.floor(own.value / block.value + EXACT) * block.value,
  };
}

function priced({ formula, value }: Computed, { price }: BenefitTerms): Computed {
  return price === null ? NOTHING : { formula: `${formula}*${price.name}`, value: value * price.value };
}

function times({ formula, value }: Computed, cell: string, factor: number): Computed {
  return { formula: `${formula}*${cell}`, value: value * factor };
}
