/**
 * The benefits register and the appraisal's rules, as program.yaml states them: what a change is worth, how far it may be
 * claimed, at which rate and how far ahead.
 */
export type BenefitClass = 'cash-releasing' | 'cash-avoiding' | 'income' | 'capacity' | 'quality' | 'societal';

/** A low, a likely and a high value: read as a triangular distribution with these bounds. */
export interface Range {
  low: number;
  likely: number;
  high: number;
}

/** Which cost a unit value counts: what one unit more or less moves, a step of it, all of it, or a price list. */
export const COST_BASES = ['marginal', 'semi-fixed step', 'full', 'charge'] as const;
export type CostBasis = (typeof COST_BASES)[number];

export interface UnitValue extends Range {
  /** What one unit is: read, minute, hour, … */
  per: string;
  source: string;
  /** The year in whose prices it stands. */
  priceBasis: number;
  /** Null where the register does not say. */
  costBasis: CostBasis | null;
}

/** Which share of the effect is the deployment's own doing; low and high equal the share where it is not a range. */
export interface Attribution {
  share: number;
  low: number;
  high: number;
  reason: string;
}

/** Where finance took the money out. `budget` and `actual` cover the time since go-live; null where not stated. */
export interface LedgerLine {
  account: string;
  costCentre: string;
  signedOffBy: string;
  budget: number | null;
  actual: number | null;
}

/** What turned capacity into cash, and from which day on. */
export interface CashConversion {
  by: 'post removed' | 'overtime line ended' | 'contract ended' | 'paid activity';
  evidence: string;
  date: string;
}

/** What the promise of the business case was made of; what is null was not stated. */
export interface Plan {
  /** Change of the KPI in its good direction, in its unit, once fully live. */
  effect: number | null;
  /** Of one unit; null: the register's likely value. */
  value: number | null;
  /** The day from which it was to count; null: each unit's own go-live. */
  from: string | null;
  /** Months over which it was to build up evenly; 0: at once. */
  rampMonths: number;
}

/** One line of the benefits register. A disbenefit is a benefit whose measured effect runs the wrong way. */
export interface Benefit {
  id: string;
  title: string;
  kpi: string;
  class: BenefitClass;
  owner: string | null;
  /** How the change in the KPI becomes the benefit; null where the register does not say. */
  mechanism: string | null;
  value: UnitValue;
  attribution: Attribution;
  drawsOn: string | null;
  /** Benefits on the same resource that count other units of it, each with the reason. */
  disjoint: { with: string; reason: string }[];
  ledger: LedgerLine | null;
  conversion: CashConversion | null;
  /** Least quantity that one unit can use in a month, and multiples of it; null: any quantity is of use. */
  minimumBlock: { size: number; reason: string } | null;
  /** Why it comes once and not month after month; null for what recurs. */
  oneOff: string | null;
  /** Its own, where it ends or fades otherwise than the program's. */
  horizon: Horizon | null;
  /** Planned amount per year once live, in the program's currency and price year; of a one-off benefit the whole. */
  planned: number | null;
  plan: Plan;
}

/** Where the forecast of demonstrated benefits ends, and how fast they fade until then. */
export interface Horizon {
  /** Last day that counts, such as the end of the contract. */
  to: string;
  /** It could end as soon as this, or as late; equal to `to` where it is certain. */
  earliest: string;
  latest: string;
  /** Share of the effect that is lost in a year. */
  decay: Range;
  reason: string;
}

export interface Discount {
  /** Per year. */
  rate: number;
  /** Other rates further ahead, in order of years after the base date. */
  later: { fromYear: number; rate: number }[];
  basis: 'real' | 'nominal';
  /** When in its month a flow is taken to fall. */
  timing: 'start' | 'mid' | 'end';
  source: string;
  /** Days between which the source says that the rate holds; null where it does not say. */
  validFrom: string | null;
  validTo: string | null;
}

/** By which share forecasts are expected to turn out worse: benefits lower, costs higher. Lines of their own, never in the rate. */
export interface OptimismBias {
  benefits: Range;
  costs: Range;
  source: string;
}
