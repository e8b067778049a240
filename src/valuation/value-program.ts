import type { Figures } from '../figure.ts';
import type { Finding } from '../finding.ts';
import type { Appraisal } from './appraisal.ts';
import { appraise } from './appraise.ts';
import { type AuditCheck, audit } from './audit.ts';
import type { AuditEvidence } from './audit-evidence.ts';
import { claimBenefits, type ValuationEvidence } from './claim-benefits.ts';
import { type BridgeStep, claimBridge } from './claim-bridge.ts';
import { classTotals } from './class-totals.ts';
import { type CostLine, readCosts } from './read-costs.ts';
import { DRAWS, simulate, streams } from './simulation.ts';
import { standingClaims } from './standing-claims.ts';
import { valuationFigures } from './valuation-figures.ts';
import { type BenefitRow, drawAllAmounts, valueBenefits } from './value-benefits.ts';

/** Everything that a valuation reads. */
export interface ProgramValuationInput extends ValuationEvidence {
  findings: readonly Finding[];
  inputs: AuditEvidence['inputs'];
  /** The costs file, when the program names one. */
  costs: { text: string; sha256: string } | null;
  /** A whole number in [0, 2³²): the same seed gives the same draws. */
  seed: number;
}

/** The money of a run, under the keys of results.json. */
export interface ProgramValuation {
  benefits: BenefitRow[];
  appraisal: Appraisal[];
  bridge: BridgeStep[];
  audit: AuditCheck[];
  figures: Figures;
}

/**
 * What is it worth, and would that stand before an auditor? From effects to money.
 *
 * ```
 * register + effects + volumes → claims ─ gates, overlap → standing claims ─┬─ benefits, class totals
 *                                  └─ 10,000 joint draws ──────────────────┼─ appraisal ← costs
 *                                                                          ├─ claim bridge
 *                                                                          └─ audit checks, figures
 * ```
 *
 * @throws `valuation.units` for values that do not fit their KPI, `valuation.table` for a costs file that does not read
 * @example valueProgram({ program, kpis, measured, comparisons, asOf, findings, inputs, costs: null, seed: 1855 }).benefits
 */
export function valueProgram(input: ProgramValuationInput): ProgramValuation {
  const { program, asOf } = input;
  const costs = costLines(input);
  const claims = claimBenefits(input);
  const standing = standingClaims(claims);
  const simulation = simulate(claims, DRAWS, streams(input.seed));
  const amounts = drawAllAmounts(claims, standing, simulation);
  const rows = valueBenefits(program, claims, standing, amounts, asOf);
  const appraisals = appraise({ program, claims, standing, simulation, costs, asOf });
  const bridge = claimBridge(claims, standing);
  const figures = valuationFigures({
    currency: program.currency,
    claims,
    standing,
    rows,
    totals: classTotals(claims, standing, amounts),
    appraisals,
    bridge,
    costsHash: input.costs?.sha256 ?? null,
    draws: DRAWS,
  });
  const { checks, byBenefit } = audit({ ...input, claims, standing, appraisals, costs, figures });
  return {
    benefits: rows.map((row) => ({ ...row, checks: byBenefit.get(row.id) ?? [] })),
    appraisal: appraisals.map(({ appraisal }) => appraisal),
    bridge,
    audit: checks,
    figures,
  };
}

function costLines({ costs, program }: ProgramValuationInput): CostLine[] | null {
  return costs === null ? null : readCosts(costs.text, program.costs ?? 'costs.csv', program);
}
