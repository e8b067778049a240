import type { ResolvedKpi } from '../kpi/kpi.ts';
import { addPeriods, periodOf } from '../kpi/period.ts';
import type { Benefit, Horizon } from '../program/register.ts';
import {
  type AuditEvidence,
  type AuditRule,
  benefitNames,
  type DemonstratedGain,
  demonstratedGains,
  evidenceOf,
  type Judgement,
  notApplicable,
  overall,
} from './audit-evidence.ts';
import { COSTS_REACH_MONTHS } from './audit-table.ts';
import { cashStatus, isCash, isInFinancialCase } from './claim.ts';
import { benefitFigure } from './figure-entry.ts';
import { isTimeUnit } from './quantity-unit.ts';
import { COST_CATEGORIES, type CostCategory } from './read-costs.ts';
import { sum } from './standing-claims.ts';

/** Challenges to how the effect became money. */
export const MONEY_RULES: readonly AuditRule[] = [
  { check: 8, judge: judgeDoubleCounting },
  { check: 9, judge: judgeCash },
  { check: 10, judge: judgeCostBasis },
  { check: 11, judge: judgeOneOffs },
  { check: 12, judge: judgeCosts },
  { check: 13, judge: judgePrices },
  { check: 14, judge: judgeUncertainty },
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
    (open, result) => {
      return result === 'fail'
        ? `The benefits on one KPI claim more than 100 % of its change: ${benefitNames(open)}.`
        : `Nothing says which resource ${benefitNames(open)} draw on: declare \`draws_on\`, so that no minute is counted twice.`;
    },
  );
}

/**
 * Minutes saved × a wage is capacity; hours that were paid and no longer are (a total) may be cash, and so may days in which
 * money is received sooner: nobody's time.
 */
function judgeCash(evidence: AuditEvidence): Judgement {
  const cash = demonstratedGains(evidence).filter(({ claim }) => isCash(claim.benefit));
  if (cash.length === 0) return notApplicable('No cash benefit is demonstrated.');
  const shows = ({ claim: { benefit } }: DemonstratedGain) => ledgerShows(benefit, evidence);
  return overall(
    cash,
    (gain) => {
      const { benefit, kpi } = gain.claim;
      if (isTimeUnit(benefit.value.per) && kpi.statistic !== 'total' && !paysOnce(kpi)) return 'fail';
      return cashStatus(benefit) === 'cash' && shows(gain) ? 'pass' : 'warn';
    },
    (open, result) => {
      if (result === 'fail') {
        return `Minutes or hours saved are claimed as cash: ${benefitNames(open)}. They are capacity until a post, an overtime line or a contract ends.`;
      }
      const [short, untied] = [open.filter((gain) => !shows(gain)), open.filter(shows)];
      return [
        ...(untied.length === 0
          ? []
          : [
              `Not tied out as cash: ${benefitNames(untied)}. Name the ledger account, the cost centre and who signed it off.`,
            ]),
        ...(short.length === 0
          ? []
          : [`The ledger line is less under its budget than is claimed: ${benefitNames(short)}. Say what raised it.`]),
      ].join(' ');
    },
  );
}

/** Is a ledger line that states both at least as far under its budget as is claimed? */
function ledgerShows({ id, ledger }: Benefit, { rows }: AuditEvidence): boolean {
  if (ledger === null || ledger.budget === null || ledger.actual === null) return true;
  const row = rows.find((one) => one.id === id)!;
  return (row.demonstrated.likely ?? 0) + (row.transition.likely ?? 0) <= ledger.budget - ledger.actual;
}

function judgeCosts({ costs, claims, standing, comparisons, kpis }: AuditEvidence): Judgement {
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
  const valued = new Set(claims.benefits.map(({ kpi }) => kpi.entry));
  const worsened = kpis.filter(
    ({ entry, statistic }) =>
      !valued.has(entry) &&
      comparisons.some((one) => one.kpi === entry && one.statistic === statistic && one.verdict === 'worsened'),
  );
  const remedies = [
    ...(missing.length === 0
      ? []
      : [`No actual cost under ${missing.join(', ')}: enter it, or say in the costs file that there was none.`]),
    ...(worsened.length === 0
      ? []
      : [
          `Worsened, and no benefit is on it: ${worsened.map(({ label }) => `«${label}»`).join(', ')}. Register what that costs.`,
        ]),
  ];
  const result = remedies.length === 0 ? 'pass' : 'warn';
  return { result, evidence, benefits: [], remedy: remedies.join(' ') };
}

/** Does the KPI file say that its change pays once? Its `money:` line begins so. */
const paysOnce = ({ money }: ResolvedKpi) => money.startsWith('one-off');

/** A level that is held pays once: a day less in receivables is a day of cash, and not one again each month. */
function judgeOneOffs(evidence: AuditEvidence): Judgement {
  return overall(
    demonstratedGains(evidence),
    ({ claim: { benefit, kpi } }) => (paysOnce(kpi) && benefit.oneOff === null ? 'fail' : 'pass'),
    (open) =>
      `Counted month after month, though its KPI pays once: ${benefitNames(open)}. Mark it \`one_off\`, and value what a level held brings once.`,
  );
}

/** An average or a list price is not what one unit less saves; in a cash class that is money which nobody gets back. */
function judgeCostBasis(evidence: AuditEvidence): Judgement {
  return overall(
    demonstratedGains(evidence),
    ({ claim: { benefit } }) => {
      const { costBasis } = benefit.value;
      if (costBasis === 'marginal' || costBasis === 'semi-fixed step') return 'pass';
      return costBasis !== null && isInFinancialCase(benefit) ? 'fail' : 'warn';
    },
    (open) => {
      const of = (stated: boolean) => open.filter(({ claim }) => (claim.benefit.value.costBasis !== null) === stated);
      const [averages, silent] = [of(true), of(false)];
      return [
        ...(averages.length === 0
          ? []
          : [`Valued at full cost or at a charge: ${benefitNames(averages)}. Use what one unit more or less moves.`]),
        ...(silent.length === 0
          ? []
          : [`Nothing says which cost a unit counts for ${benefitNames(silent)}: declare \`value.cost_basis\`.`]),
      ].join(' ');
    },
  );
}

function judgePrices({ appraisals, program, costs, asOf }: AuditEvidence): Judgement {
  const mixed = [...new Set(appraisals.flatMap(({ refused }) => refused))];
  const evidence = npvFigures(appraisals);
  if (mixed.length > 0) return { result: 'fail', evidence, benefits: [], remedy: `Not added up: ${mixed.join(' ')}` };
  if (evidence.length === 0) return notApplicable('Nothing has flowed yet.');
  const { horizon, discount } = program;
  const { validFrom, validTo } = discount;
  const remedies = [
    ...(horizon === null ? [] : horizonRemedies(horizon, costs)),
    ...((validFrom !== null && asOf < validFrom) || (validTo !== null && asOf > validTo)
      ? [
          `The rate is said to hold from ${validFrom ?? 'the beginning'} to ${validTo ?? 'further notice'}, and this is as of ${asOf}: use the one that holds.`,
        ]
      : []),
  ];
  const result = remedies.length === 0 ? 'pass' : 'warn';
  return { result, evidence, benefits: [], remedy: remedies.join(' ') };
}

/** What is forecast beyond the running costs that are planned is forecast beyond the contract. */
function horizonRemedies({ to, reason }: Horizon, costs: AuditEvidence['costs']): string[] {
  const running = (costs ?? []).filter(({ status, recurring }) => status === 'planned' && recurring);
  const last = running
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  if (last !== undefined && addPeriods(last, COSTS_REACH_MONTHS, 'month') >= periodOf(to, 'month')) return [];
  const planned = last === undefined ? 'no running cost is planned' : `running costs are planned to ${last}`;
  return [
    `Benefits are forecast to ${to} («${reason}») and ${planned}: plan the costs to the same day, or forecast less.`,
  ];
}

function npvFigures(appraisals: AuditEvidence['appraisals']): string[] {
  const told = appraisals.filter(({ appraisal }) => appraisal.npv.likely !== null);
  return told.map(({ appraisal: { view, span } }) => `appraisal.${view}.${span}.npv`);
}

function judgeUncertainty(all: AuditEvidence): Judgement {
  const ids = Object.keys(all.figures).filter((id) => /^appraisal\..*\.(npv\.p5|npv\.p95|switching\..*)$/.test(id));
  if (!ids.some((id) => id.endsWith('.p5'))) return notApplicable('No NPV could be computed; see check 13.');
  const switching = ids.filter((id) => id.includes('.switching.'));
  const moves = all.appraisals.some(({ appraisal: { benefits, costs } }) => benefits !== 0 || costs !== 0);
  if (!moves) return notApplicable('No money moves, so there is no answer that could turn.');
  if (switching.length > 0) return { result: 'pass', evidence: ids, benefits: [], remedy: '' };
  return {
    result: 'warn',
    evidence: evidenceOf(demonstratedGains(all)),
    benefits: [],
    remedy: 'No switching value could be had.',
  };
}
