import { financialAppraisal, paybackDay } from '../chart/cash-flow.ts';
import { formatMoney, formatMonth, NO_NUMBER, scaleOf } from '../results/format.ts';
import { BENEFIT_CLASSES, decimalsOfMoney, isFinancial, type Money, moneyInterval } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { plannedOf, totalOf } from '../results/totals.ts';
import type { KeyFigure, Section } from './document.ts';
import { sealCaveat } from './seal-caveat.ts';

/**
 * The answer, in one sentence: what cash is demonstrated of what was planned, net of which dip, and when it pays back; beside
 * it, never in it, what is capacity or quality.
 */
export function headline(results: Results): Section {
  const groups = [{ title: 'Financial case', figures: financialFigures(results) }];
  const beside = besideFigures(results);
  if (beside.length > 0) groups.push({ title: 'Beside it, not cash', figures: beside });
  return {
    kind: 'section',
    id: 'answer',
    title: 'Does it pay?',
    blocks: [
      { kind: 'paragraph', lead: true, text: answer(results) },
      ...(results.benefits.length === 0 ? [] : [{ kind: 'key figures' as const, groups }]),
    ],
  };
}

/**
 * The answer in one sentence: what is demonstrated in cash, of what was planned, and when it pays back. A second one says
 * so where nothing, or not in time, was sealed.
 */
export function answer(results: Results): string {
  return [told(results), sealCaveat(results) ?? []].flat().join(' ');
}

function told(results: Results): string {
  if (results.benefits.length === 0) {
    return 'No benefit is registered, so this report says what changed and puts no money on it.';
  }
  const net = totalOf(results, 'financial', 'net');
  if (net.likely === null) return `No cash benefit is registered. ${payback(results)}`;
  const planned = plannedOf(results, 'financial');
  const say = sayLike(results, net, planned);
  const interval = moneyInterval(net, results.program.currency);
  const of = planned === null || planned === 0 ? '' : ` of ${say(planned)} planned`;
  const realized = net.likely === 0 ? 'no cash benefit is' : `${say(net.likely)} is`;
  const dip = dipWords(results);
  return `Financial case: ${realized} demonstrated to date${of}${interval === '' ? '' : ` (${interval})`}${dip}. ${payback(results)}`;
}

/** Says amounts with the rounding and in the scale of a money figure. */
function sayLike({ program }: Results, money: Money, planned: number | null): (amount: number | null) => string {
  const scale = scaleOf(planned, ...Object.values(money));
  return (amount) => formatMoney(amount, program.currency, decimalsOfMoney(money), scale);
}

function dipWords(results: Results): string {
  const dip = totalOf(results, 'financial', 'transition');
  if (dip.likely === null || dip.likely === 0) return '';
  const amount = sayLike(results, dip, null)(Math.abs(dip.likely));
  return dip.likely < 0 ? `, net of a go-live dip of ${amount}` : `, ${amount} of it already during stabilization`;
}

/** When the money is back, as far as it is known. */
function payback(results: Results): string {
  const appraisal = financialAppraisal(results);
  if (appraisal === null) return 'No costs are given, so payback is undefined.';
  if (appraisal.costs === 0) return 'No cost is counted, so there is nothing to pay back.';
  const day = paybackDay(appraisal);
  if (day === null) return 'It has not paid back within the span appraised.';
  const told =
    day <= results.as_of
      ? `It paid back in ${formatMonth(day)}`
      : `Paying back in ${formatMonth(day)}, if the forecast holds`;
  return appraisal.discounted_payback === null ? `${told}; discounted, not within the horizon.` : `${told}.`;
}

function financialFigures(results: Results): KeyFigure[] {
  const { currency } = results.program;
  const net = totalOf(results, 'financial', 'net');
  const dip = totalOf(results, 'financial', 'transition');
  const planned = plannedOf(results, 'financial');
  const say = sayLike(results, net, planned);
  const tied = results.figures['total.financial.tied_out']?.value ?? null;
  const figures: KeyFigure[] = [
    {
      name: 'Demonstrated to date',
      value: say(net.likely),
      ...named(results, 'total.financial.net'),
      note: moneyInterval(net, currency) || 'The interval of the sum was not drawn; each benefit has its own.',
    },
    {
      name: 'Planned to date',
      value: say(planned),
      ...named(results, 'total.financial.planned'),
      note: planned === null ? 'No plan is registered.' : 'From each go-live on.',
    },
    {
      name: (dip.likely ?? 0) > 0 ? 'Stabilization weeks, added' : 'Go-live dip, deducted',
      value: sayLike(results, dip, null)(dip.likely),
      ...named(results, 'total.financial.transition'),
      note: moneyInterval(dip, currency) || 'Effect of the stabilization weeks.',
    },
  ];
  if (tied !== null) {
    figures.push({
      name: 'Tied out to the ledger',
      value: say(tied),
      ...named(results, 'total.financial.tied_out'),
      note: 'The rest is cash expected, not cash.',
    });
  }
  return [...figures, paybackFigure(results)];
}

/** The figure that a key figure is, where the run names it. */
function named({ figures }: Results, id: string): Pick<KeyFigure, 'figure'> {
  return id in figures ? { figure: id } : {};
}

function paybackFigure(results: Results): KeyFigure {
  const appraisal = financialAppraisal(results);
  if (appraisal === null) return { name: 'Payback', value: NO_NUMBER, note: 'Undefined: no costs are given.' };
  if (appraisal.costs === 0)
    return { name: 'Payback', value: NO_NUMBER, note: 'Nothing to pay back: no cost is counted.' };
  const day = paybackDay(appraisal);
  if (day === null) return { name: 'Payback', value: 'not yet', note: 'Not within the span appraised.' };
  const reached = day > results.as_of ? 'Forecast, not yet reached' : 'Reached';
  const note = `${reached}${appraisal.discounted_payback === null ? '; discounted, not within the horizon' : ''}.`;
  const { view, span } = appraisal;
  return { name: 'Payback', value: formatMonth(day), note, ...named(results, `appraisal.${view}.${span}.payback`) };
}

/** What is capacity, quality or societal, class by class: shown beside the financial case and never in it. */
export function besideFigures(results: Results): KeyFigure[] {
  return BENEFIT_CLASSES.filter((one) => !isFinancial(one)).flatMap((benefitClass) => {
    const demonstrated = totalOf(results, benefitClass, 'demonstrated');
    if (demonstrated.likely === null) return [];
    const shown = demonstrated.likely !== 0;
    return {
      name:
        benefitClass === 'capacity'
          ? 'Usable capacity, not cash'
          : `${benefitClass[0]!.toUpperCase()}${benefitClass.slice(1)}, not cash`,
      value: shown ? sayLike(results, demonstrated, null)(demonstrated.likely) : 'not demonstrated',
      ...(shown ? named(results, `total.${benefitClass}.demonstrated`) : {}),
      note: shown ? moneyInterval(demonstrated, results.program.currency) : '',
    };
  });
}
