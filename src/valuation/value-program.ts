import type { Figures } from '../figure.ts';
import type { Finding } from '../finding.ts';
import { afresh, type Recall } from '../recall.ts';
import { amountsOf } from './amounts.ts';
import type { Appraisal } from './appraisal.ts';
import { appraise } from './appraise.ts';
import { type AuditCheck, audit } from './audit.ts';
import type { AuditEvidence } from './audit-evidence.ts';
import { claimBenefits, type ValuationEvidence } from './claim-benefits.ts';
import { type BridgeStep, claimBridge } from './claim-bridge.ts';
import { classTotals } from './class-totals.ts';
import { drawEffects, drawnFrom } from './draw-effects.ts';
import { forecast } from './forecast.ts';
import { readMoneyTables } from './money-tables.ts';
import { type PlanTotals, planTotals } from './plan-totals.ts';
import { DRAWS, simulate, streams } from './simulation.ts';
import { standingClaims } from './standing-claims.ts';
import { valuationFigures } from './valuation-figures.ts';
import { type BenefitRow, valueBenefits } from './value-benefits.ts';
import { type Workings, workings } from './workings.ts';

/** Everything that a valuation reads. */
export interface ProgramValuationInput extends Omit<ValuationEvidence, 'priceIndex'> {
  findings: readonly Finding[];
  inputs: AuditEvidence['inputs'];
  peopleIn: AuditEvidence['peopleIn'];
  /** The costs file, when the program names one. */
  costs: SideFile | null;
  /** The price index, when the program names one. */
  prices: SideFile | null;
  /** The exchange rates, when the program names them. */
  exchange: SideFile | null;
  /** A whole number in [0, 2³²): the same seed gives the same draws. */
  seed: number;
}

/** A file beside program.yaml. */
export interface SideFile {
  text: string;
  sha256: string;
}

/** The money of a run, under the keys of results.json. */
export interface ProgramValuation {
  benefits: BenefitRow[];
  plan: PlanTotals;
  appraisal: Appraisal[];
  bridge: BridgeStep[];
  audit: AuditCheck[];
  figures: Figures;
  workings: Workings;
}

/**
 * What is it worth, and would that stand before an auditor? From effects to money.
 *
 * ```
 * register + effects + volumes → claims ─ gates, overlap → standing claims ─┬─ benefits, class totals
 *                                  └─ 10,000 joint draws ──────────────────┼─ appraisal ← costs, horizon, prices
 *                                                                          ├─ claim bridge
 *                                                                          └─ audit checks, figures
 * ```
 *
 * @param recall  of the draws, which take half of the time, where they were made before
 * @throws `valuation.units` for values that do not fit their KPI, `valuation.table` for a costs or price file that does not
 *         read
 * @example valueProgram({ program, kpis, measured, comparisons, asOf, findings, inputs, costs, prices, seed: 1855 }).benefits
 */
export function valueProgram(input: ProgramValuationInput, recall: Recall = afresh): ProgramValuation {
  const { program, asOf } = input;
  const textOf = (file: SideFile | null) => file?.text ?? null;
  const { costs, priceIndex } = readMoneyTables(program, {
    costs: textOf(input.costs),
    prices: textOf(input.prices),
    exchange: textOf(input.exchange),
  });
  const claims = claimBenefits({ ...input, priceIndex });
  const standing = standingClaims(claims);
  const ahead = forecast(claims, standing, program.horizon);
  const stream = streams(input.seed);
  const effects = recall('effects', [input.seed, ...drawnFrom(claims)], () => drawEffects(claims, DRAWS, stream));
  const simulation = simulate(claims, ahead, program.optimismBias, DRAWS, stream, effects);
  const amounts = amountsOf(claims, standing, ahead, simulation);
  const rows = valueBenefits(program, claims, standing, amounts, ahead, asOf);
  const sources = { program, claims, standing, forecast: ahead, costs, priceIndex, asOf };
  const appraisals = appraise(sources, simulation);
  const bridge = claimBridge(claims, standing);
  const totals = classTotals(claims, amounts);
  const plan = planTotals(claims, rows, totals.find(({ group }) => group === 'financial')?.net.likely ?? 0);
  const figures = valuationFigures({
    currency: program.currency,
    draws: DRAWS,
    claims,
    standing,
    forecast: ahead,
    rows,
    totals,
    plan,
    appraisals,
    bridge,
    costsHash: input.costs?.sha256 ?? null,
  });
  const { checks, byBenefit } = audit({ ...input, claims, standing, rows, appraisals, costs, figures });
  return {
    benefits: rows.map((row) => ({ ...row, checks: byBenefit.get(row.id) ?? [] })),
    plan,
    appraisal: appraisals.map(({ appraisal }) => appraisal),
    bridge,
    audit: checks,
    figures,
    workings: workings(sources),
  };
}
