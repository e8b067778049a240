import type { Results } from '../results/schema.ts';
import type { Assumed } from './assumption-sheet.ts';
import type { BenefitTerms } from './benefit-terms.ts';
import { type LineDraft, lineCell, lineKey } from './line-columns.ts';
import type { FlowBlock } from './timeline.ts';

/** What the formulas of the lines are written from. */
export interface LineContext {
  results: Results;
  assumed: Assumed;
  blocks: readonly FlowBlock[];
  /** Lines of one benefit, kind and month: its units. */
  together: ReadonlyMap<string, readonly LineDraft[]>;
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

/** What one line comes to, and on the way there. */
export interface LineAmounts {
  left: Computed | null;
  part: Computed | null;
  /** What stands against rivals: of the quantity, of its demonstrated part, of the settling weeks. */
  kept: [Computed | null, Computed | null, Computed | null];
  estimated: Computed;
  demonstrated: Computed;
  transition: Computed;
  forecast: Computed;
}

/** What a measured month brings: estimated, demonstrated, and while settling. */
export function measuredAmounts(line: LineDraft, terms: BenefitTerms, context: LineContext): LineAmounts {
  const claims = [
    (one: LineDraft) => ({ formula: lineCell(one, 'quantity'), value: one.quantity }),
    (one: LineDraft) => ({
      formula: `${lineCell(one, 'quantity')}*${lineCell(one, 'counts')}`,
      value: one.quantity * (one.counts ? 1 : 0),
    }),
    (one: LineDraft) => ({ formula: lineCell(one, 'settling'), value: one.settling }),
  ];
  const columns = ['keptQuantity', 'keptDemonstrated', 'keptSettling'] as const;
  const kept = claims.map((claim) => standing(line, claim, context));
  const amounts = claims.map((claim, i) => {
    const own = kept[i] === null ? claim(line) : times(claim(line), lineCell(line, columns[i]!), kept[i]!.value);
    return priced(usable(own, terms), terms);
  });
  const [estimated, demonstrated, transition] = amounts as [Computed, Computed, Computed];
  return {
    left: null,
    part: null,
    kept: kept as LineAmounts['kept'],
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
  const claim = (one: LineDraft) => ({ formula: lineCell(one, 'quantity'), value: one.quantity });
  const kept = standing(line, claim, context);
  const faded = times(claim(line), lineCell(line, 'left'), left.value);
  const own = kept === null ? faded : times(faded, lineCell(line, 'keptQuantity'), kept.value);
  const whole = priced(usable(own, terms), terms);
  const forecast = { formula: `${lineCell(line, 'part')}*${whole.formula}`, value: part.value * whole.value };
  const none = { estimated: NOTHING, demonstrated: NOTHING, transition: NOTHING };
  return { left, part, kept: [kept, null, null], ...none, forecast };
}

/** Which of two claims on one resource stands: a loss always; of gains the larger, of equal ones the first in the register. */
function standing(line: LineDraft, claim: (line: LineDraft) => Computed, context: LineContext): Computed | null {
  const { results, assumed, together } = context;
  const { rivals } = results.workings.benefits.find(({ benefit }) => benefit === line.benefit)!;
  const order = results.benefits.map(({ id }) => id);
  const gross = (benefit: string): Computed | null => {
    const units = together.get(lineKey({ ...line, benefit })) ?? [];
    const price = assumed.benefits.get(benefit)?.price ?? null;
    if (units.length === 0 || price === null) return null;
    const claims = units.map(claim);
    const sum = claims.reduce((total, { value }) => total + value, 0);
    return { formula: `(${claims.map(({ formula }) => formula).join('+')})*${price.name}`, value: sum * price.value };
  };
  const own = gross(line.benefit);
  if (own === null) return null;
  const others = rivals.flatMap((rival) => {
    const claimed = gross(rival);
    return claimed === null ? [] : [{ ...claimed, isFirst: order.indexOf(rival) < order.indexOf(line.benefit) }];
  });
  if (others.length === 0) return null;
  // One comparison a side, not one a rival: a formula may hold 8,192 characters.
  const larger = [true, false].flatMap((first) => {
    const side = others.filter(({ isFirst }) => isFirst === first).map(({ formula }) => formula);
    return side.length === 0 ? [] : [`MAX(${side.join(',')})>${first ? '=' : ''}${own.formula}`];
  });
  const yields = others.some(({ value, isFirst }) => value > own.value || (value === own.value && isFirst));
  return {
    formula: `IF(AND(${own.formula}>0,OR(${larger.join(',')})),0,1)`,
    value: own.value > 0 && yields ? 0 : 1,
  };
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
