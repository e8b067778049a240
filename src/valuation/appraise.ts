import { type Appraisal, type AppraisalLine, appraiseMonths, emptyAppraisal } from './appraisal.ts';
import { type BenefitFlows, benefitFlows, costFlows, likelyAssumptions, monthOf, placeOf } from './base-case.ts';
import { type CaseLedger, type CaseSources, caseLedgers } from './case-ledger.ts';
import { cashBand } from './cash-band.ts';
import { discounting } from './discounting.ts';
import { npvDraws } from './npv-draws.ts';
import { sensitivity } from './sensitivity.ts';
import type { Simulation } from './simulation.ts';
import { sum } from './standing-claims.ts';

/** An appraisal with what it was made from. */
export interface AppraisalDetail {
  appraisal: Appraisal;
  ledger: CaseLedger;
  /** Present value by benefit id, at the likely values. */
  presentValues: ReadonlyMap<string, number>;
  /** Simulated NPVs; null where the view has no numbers. */
  draws: Float64Array | null;
  /** For each figure that is null, why; under its key. */
  undefinedBecause: Record<string, string>;
  /** Why its money could not be added up: real and nominal mixed, or a rate of the wrong kind. Empty where it could. */
  refused: string[];
}

const NAMES: Record<string, string> = {
  irr: 'IRR',
  mirr: 'MIRR',
  payback: 'Payback',
  discounted_payback: 'Discounted payback',
  bcr: 'Benefit–cost ratio',
  roi: 'ROI',
};

/**
 * Is it worth it? The financial and the economic view of one ledger, to the as-of day and over the whole life.
 *
 * Benefits are what is demonstrated, net of the transition, at the likely values; whole life adds the forecast, less the
 * optimism that the program declares, and the costs that are planned until the horizon. The interval comes from joint draws.
 * A view that mixes real and nominal money is refused, with its reasons, and has no numbers.
 *
 * @returns both views realized; both whole-life too where something is forecast; none where neither benefit nor cost is registered
 * @example appraise(sources, simulation)[0]!.appraisal.npv.likely
 */
export function appraise(sources: CaseSources, simulation: Simulation): AppraisalDetail[] {
  if (sources.claims.benefits.length === 0 && sources.costs === null) return [];
  return caseLedgers(sources).map((ledger) => appraiseLedger(ledger, simulation));
}

function appraiseLedger(ledger: CaseLedger, simulation: Simulation): AppraisalDetail {
  const { months, notes, refused, discount } = ledger;
  const empty = emptyAppraisal(ledger, months[0] ?? ledger.asOf);
  if (refused.length > 0 || months.length === 0) {
    const reasons = months.length === 0 ? [...refused, 'Nothing has flowed yet.'] : refused;
    const none = { presentValues: new Map(), draws: null, undefinedBecause: {} };
    return { appraisal: { ...empty, reasons }, ledger, ...none, refused };
  }
  const { benefits, costs, lines } = likelyFlows(ledger);
  const draws = npvDraws(ledger, simulation);
  const { figures, undefinedBecause } = appraiseMonths(
    { months, benefits, costs },
    discount,
    draws,
    ledger.view === 'financial' ? cashBand(ledger, simulation) : null,
  );
  const undefinedFigures = Object.entries(undefinedBecause).map(([name, reason]) => `${NAMES[name]}: ${reason}.`);
  const worth = (id: string) =>
    sum(lines.flatMap((l) => (l.side === 'benefits' && l.name === id ? [l.present_value] : [])));
  const presentValues = new Map(ledger.counted.map(({ claim: { benefit } }) => [benefit.id, worth(benefit.id)]));
  const hangsOn = sensitivity(ledger, { appraisal: figures, draws }, presentValues, simulation);
  return {
    appraisal: { ...empty, ...figures, lines, reasons: [...notes, ...undefinedFigures], sensitivity: hangsOn },
    ledger,
    presentValues,
    draws,
    undefinedBecause,
    refused,
  };
}

/** Benefits and costs of each month at the likely values, and the lines that they are made of. */
function likelyFlows(ledger: CaseLedger): { benefits: Float64Array; costs: Float64Array; lines: AppraisalLine[] } {
  const { months, counted, claims, forecast } = ledger;
  const at = likelyAssumptions(ledger);
  const factor = discounting(ledger);
  const [benefits, costs] = [new Float64Array(months.length), new Float64Array(months.length)];
  const lines: AppraisalLine[] = [];
  const book = (
    line: Pick<AppraisalLine, 'side' | 'name' | 'kind'>,
    flows: readonly { month: string; amount: number }[],
  ) => {
    const side = line.side === 'benefits' ? benefits : costs;
    const flowing = flows.filter(({ month, amount }) => amount !== 0 && placeOf(ledger, month) >= 0);
    for (const { month, amount } of flowing) side[placeOf(ledger, month)]! += amount;
    const amount = sum(flowing.map((flow) => flow.amount));
    lines.push({ ...line, amount, present_value: sum(flowing.map((flow) => flow.amount * factor(flow.month))) });
  };
  for (const { claim, index } of counted) {
    const flows = benefitFlows(ledger, index, at);
    const told = (kind: AppraisalLine['kind'], of: keyof BenefitFlows, axis: readonly string[]) =>
      book(
        { side: 'benefits', name: claim.benefit.id, kind },
        axis.map((month, k) => ({ month, amount: flows[of][k]! })),
      );
    told('realized', 'realized', claims.months);
    if (forecast === null) continue;
    told('forecast', 'forecast', forecast.months);
    if (at.bias.benefits !== 0) told('optimism bias', 'optimism', forecast.months);
  }
  const paid = costFlows(ledger, at);
  for (const category of new Set(paid.map(({ line }) => line.category))) {
    const own = paid.filter(({ line }) => line.category === category);
    const told = (kind: AppraisalLine['kind'], flows: typeof own, amountOf: (flow: (typeof own)[number]) => number) => {
      const dated = flows.map((flow) => ({ month: monthOf(flow.line), amount: amountOf(flow) }));
      if (dated.some(({ amount }) => amount !== 0)) book({ side: 'costs', name: category, kind }, dated);
    };
    told(
      'paid',
      own.filter(({ line }) => line.status === 'actual'),
      ({ amount }) => amount,
    );
    const planned = own.filter(({ line }) => line.status === 'planned');
    told('planned', planned, ({ amount }) => amount);
    told('optimism bias', planned, ({ optimism }) => optimism);
  }
  return { benefits, costs, lines };
}
