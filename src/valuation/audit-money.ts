import {
  type AuditEvidence,
  type AuditRule,
  demonstratedGains,
  evidenceOf,
  type Judgement,
  notApplicable,
  overall,
} from './audit-evidence.ts';
import { cashStatus, isCash } from './claim.ts';
import { benefitFigure } from './figure-entry.ts';
import { isTimeUnit } from './quantity-unit.ts';
import { COST_CATEGORIES, type CostCategory } from './read-costs.ts';
import { sum } from './standing-claims.ts';

/** Challenges to how the effect became money. */
export const MONEY_RULES: readonly AuditRule[] = [
  { check: 8, challenge: 'double counting, attribution over 100 %', judge: judgeDoubleCounting },
  { check: 9, challenge: 'capacity booked as cash, minutes × wage', judge: judgeCash },
  {
    check: 10,
    challenge: 'average for marginal cost',
    judge: () =>
      notApplicable(
        'The register does not record a cost basis: say in `value.source` whether a unit value is marginal, a step, full cost or a charge.',
      ),
  },
  {
    check: 11,
    challenge: 'one-off as recurring',
    judge: judgeOneOffs,
  },
  { check: 12, challenge: 'disbenefits, dual running, legacy cost left out', judge: judgeCosts },
  { check: 13, challenge: 'real/nominal mix, horizon beyond contract', judge: judgePrices },
  { check: 14, challenge: 'no uncertainty, no switching value', judge: judgeUncertainty },
];

function judgeDoubleCounting(evidence: AuditEvidence): Judgement {
  const { claims } = evidence;
  const shares = new Map<string, number>();
  for (const { benefit, kpi } of claims.benefits) {
    shares.set(kpi.entry, (shares.get(kpi.entry) ?? 0) + benefit.attribution.share);
  }
  const over = (kpi: string) => shares.get(kpi)! > 1 + 1e-9;
  const gains = demonstratedGains(evidence);
  const benefits = new Set(gains.map(({ claim }) => claim.benefit));
  return overall(
    gains,
    ({ claim }) => {
      if (over(claim.kpi.entry)) return 'fail';
      return claim.benefit.drawsOn === null && benefits.size > 1 ? 'warn' : 'pass';
    },
    (open) => {
      const named = [...new Set(open.map(({ claim }) => `«${claim.benefit.id}»`))].join(', ');
      return open.some(({ claim }) => over(claim.kpi.entry))
        ? `The benefits on one KPI claim more than 100 % of its change: ${named}.`
        : `Nothing says which resource ${named} draw on: declare \`draws_on\`, so that no minute is counted twice.`;
    },
  );
}

/** Minutes saved × a wage is capacity; hours that were paid and no longer are (a total) may be cash. */
function judgeCash(evidence: AuditEvidence): Judgement {
  const cash = demonstratedGains(evidence).filter(({ claim }) => isCash(claim.benefit));
  if (cash.length === 0) return notApplicable('No cash benefit is demonstrated.');
  return overall(
    cash,
    ({ claim: { benefit, kpi } }) => {
      if (isTimeUnit(benefit.value.per) && kpi.statistic !== 'total') return 'fail';
      return cashStatus(benefit) === 'cash' ? 'pass' : 'warn';
    },
    (open) => {
      const named = [...new Set(open.map(({ claim }) => `«${claim.benefit.id}»`))].join(', ');
      return `Not tied out as cash: ${named}. Name the ledger account, the cost centre and who signed it off; minutes saved are capacity until a post, an overtime line or a contract ends.`;
    },
  );
}

function judgeCosts({ costs, claims, standing }: AuditEvidence): Judgement {
  if (costs === null && claims.benefits.length === 0)
    return notApplicable('No benefit is registered, and no costs file.');
  if (costs === null) {
    return {
      result: 'fail',
      evidence: [],
      benefits: [],
      remedy: 'No costs file: the benefits stand without what they cost.',
    };
  }
  const spent = new Set(costs.filter(({ status }) => status === 'actual').map(({ category }) => category));
  const missing = Object.entries(COST_CATEGORIES).flatMap(([category, { oftenForgotten }]) =>
    oftenForgotten && !spent.has(category as CostCategory) ? [category] : [],
  );
  const losses = claims.benefits.filter((_, b) => sum(standing.demonstrated[b]!.quantities) < 0);
  const evidence = losses.map((claim) => benefitFigure(claim, 'demonstrated'));
  if (missing.length === 0) return { result: 'pass', evidence, benefits: [], remedy: '' };
  const remedy = `No actual cost under ${missing.join(', ')}: enter it, or say in the costs file that there was none.`;
  return { result: 'warn', evidence, benefits: [], remedy };
}

/** The register does not mark one-off effects, so only a forecast can repeat one. */
function judgeOneOffs({ appraisals }: AuditEvidence): Judgement {
  const forecasts = npvFigures(appraisals.filter(({ appraisal }) => appraisal.span === 'whole-life'));
  if (forecasts.length === 0) {
    return notApplicable(
      'Only measured periods are valued and none is projected; the register does not mark one-off effects.',
    );
  }
  const remedy =
    'The forecast repeats every effect: leave out of it what comes once, such as working capital or a sale.';
  return { result: 'warn', evidence: forecasts, benefits: [], remedy };
}

function judgePrices({ appraisals, program }: AuditEvidence): Judgement {
  const mixed = [...new Set(appraisals.flatMap(({ refused }) => refused))];
  const evidence = npvFigures(appraisals);
  if (mixed.length > 0) return { result: 'fail', evidence, benefits: [], remedy: `Not added up: ${mixed.join(' ')}` };
  if (evidence.length === 0) return notApplicable('Nothing has flowed yet.');
  if (program.horizon === null) return { result: 'pass', evidence, benefits: [], remedy: '' };
  const { to, reason } = program.horizon;
  const remedy = `The forecast runs to ${to} («${reason}»): see that no contract or equipment behind it ends sooner.`;
  return { result: 'warn', evidence, benefits: [], remedy };
}

function npvFigures(appraisals: AuditEvidence['appraisals']): string[] {
  const told = appraisals.filter(({ appraisal }) => appraisal.npv.likely !== null);
  return told.map(({ appraisal: { view, span } }) => `appraisal.${view}.${span}.npv`);
}

function judgeUncertainty(all: AuditEvidence): Judgement {
  const ids = Object.keys(all.figures).filter((id) => /^appraisal\..*\.(npv\.p5|npv\.p95|switching\..*)$/.test(id));
  if (!ids.some((id) => id.endsWith('.p5'))) return notApplicable('No NPV could be computed; see check 13.');
  const switching = ids.filter((id) => id.includes('.switching.'));
  if (switching.length > 0) return { result: 'pass', evidence: ids, benefits: [], remedy: '' };
  return {
    result: 'warn',
    evidence: evidenceOf(demonstratedGains(all)),
    benefits: [],
    remedy: 'No switching value could be had.',
  };
}
