import type { AppraisalDetail } from './appraise.ts';
import type { Claims } from './claim.ts';
import { type AmountUnit, amountEntry, benefitFigure, type Entry, reasonIf, simulatedFrom } from './figure-entry.ts';
import { sensitivityFigures } from './sensitivity-figures.ts';

/** What the figures of an appraisal are told from, besides the appraisal itself. */
export interface AppraisalFigureSources extends AmountUnit {
  claims: Claims;
  /** SHA-256 of the costs file; null when there is none. */
  costsHash: string | null;
}

/**
 * Which number of an appraisal is which, and what was it made from?
 *
 * @returns figures `appraisal.<view>.<span>.<figure>`, and those of `sensitivity-figures.ts`
 * @example appraisalFigures(detail, sources)[2]?.[0]  // 'appraisal.financial.realized.npv'
 */
export function appraisalFigures(detail: AppraisalDetail, sources: AppraisalFigureSources): Entry[] {
  const { appraisal, undefinedBecause } = detail;
  const id = (name: string) => `appraisal.${appraisal.view}.${appraisal.span}.${name}`;
  const because = (name: string) => undefinedBecause[name] ?? appraisal.reasons[0];
  const npvInputs = [`figure:${id('benefits')}`, `figure:${id('costs')}`];
  const money = (name: string, value: number | null, formula: string, inputs = npvInputs) =>
    amountEntry(id(name), value, formula, inputs, sources, because(name));
  const number = (name: string, value: number | null, unit: string, digits: number, formula: string): Entry => {
    const reason = reasonIf(value === null, because(name));
    return [id(name), { value, unit, digits, formula, inputs: npvInputs, ...reason }];
  };
  const { npv, irr, rates, timing, base_date } = appraisal;
  const { rate, basis } = rates[0]!;
  const later = rates.slice(1).map((step) => `, ${step.rate} from year ${step.from_year}`);
  const discounting = `${timing}; to ${base_date} at ${rate} ${basis} a year${later.join('')}, exponent days/365`;
  const simulated = simulatedFrom(sources);
  const root = irr.roots.length === 1 ? irr.roots[0]! : null;
  return [
    money(
      'benefits',
      appraisal.benefits,
      `present value of the monthly benefits; ${discounting}`,
      benefitInputs(detail, sources),
    ),
    money('costs', appraisal.costs, `present value of the costs; ${discounting}`, costInputs(detail, sources)),
    money('npv', npv.likely, 'benefits − costs, present values'),
    money('npv.p5', npv.p5, `5th percentile ${simulated}`),
    money('npv.p50', npv.p50, `median ${simulated}`),
    money('npv.p95', npv.p95, `95th percentile ${simulated}`),
    number('probability_npv_positive', appraisal.probability_npv_positive, '1', 3, `share ${simulated} with NPV > 0`),
    number('irr', root, '1', 4, 'rate at which the monthly flows are worth nothing (XIRR)'),
    number('mirr', appraisal.mirr, '1', 4, `losses financed and gains reinvested at ${rate}`),
    number(
      'payback',
      appraisal.payback,
      'years',
      2,
      'years after the base date from which the cumulative stays at 0 or above',
    ),
    number('discounted_payback', appraisal.discounted_payback, 'years', 2, 'the same with discounted flows'),
    number('bcr', appraisal.bcr, '1', 3, 'benefits / costs, present values'),
    number('roi', appraisal.roi, '1', 4, '(benefits − costs) / costs, present values'),
    ...sensitivityFigures(detail, sources),
  ];
}

function benefitInputs({ presentValues, ledger }: AppraisalDetail, { claims }: AppraisalFigureSources): string[] {
  const counted = claims.benefits.filter(({ benefit }) => presentValues.has(benefit.id));
  const ahead =
    ledger.forecast === null ? [] : ['forecast', ...(ledger.program.optimismBias === null ? [] : ['optimism'])];
  const amounts = counted.flatMap((claim) =>
    ['demonstrated', 'transition', ...ahead].map((column) => `figure:${benefitFigure(claim, column)}`),
  );
  return [...amounts, rateOf(ledger)];
}

function rateOf({ view, program }: AppraisalDetail['ledger']): string {
  return view === 'economic' && program.economicDiscount !== null
    ? 'assumption:economic_discount'
    : 'assumption:discount';
}

function costInputs({ ledger }: AppraisalDetail, { costsHash }: AppraisalFigureSources): string[] {
  return [...(costsHash === null ? [] : [`file:${costsHash}`]), rateOf(ledger)];
}
