import { financialAppraisal, paybackDay } from '../chart/cash-flow.ts';
import { formatMoney, formatMonth, NO_NUMBER } from '../results/format.ts';
import { BENEFIT_CLASSES, decimalsOfMoney, inMillions, isFinancial, moneyInterval } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { KeyFigure, Section } from './document.ts';
import { financialTotals, totalsOf } from './totals.ts';

/**
 * The answer, in one sentence: what cash is demonstrated of what was planned, after which dip, and when it pays back; beside
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

/** The answer in one sentence, as the report opens and the terminal ends. */
export function answer(results: Results): string {
  if (results.benefits.length === 0) {
    return 'No benefit is registered, so this report says what changed and puts no money on it.';
  }
  const { currency } = results.program;
  const { demonstrated, transition, planned } = financialTotals(results);
  if (demonstrated.likely === null) return `No cash benefit is registered. ${payback(results)}`;
  const say = (amount: number) =>
    formatMoney(amount, currency, decimalsOfMoney(demonstrated), inMillions(planned, ...Object.values(demonstrated)));
  const of = planned === null ? '' : ` of ${say(planned)} planned`;
  const interval = moneyInterval(demonstrated, currency);
  const realized = demonstrated.likely === 0 ? 'no cash benefit is' : `${say(demonstrated.likely)} is`;
  const dip = dipWords(transition.likely, currency);
  return `Financial case: ${realized} demonstrated to date${of}${interval === '' ? '' : ` (${interval})`}${dip}. ${payback(results)}`;
}

function dipWords(transition: number | null, currency: string): string {
  if (transition === null || transition === 0) return '';
  const amount = formatMoney(Math.abs(transition), currency);
  return transition < 0 ? `, after a go-live dip of ${amount}` : `, and ${amount} already during stabilization`;
}

/** When the money is back, as far as it is known. */
function payback(results: Results): string {
  const appraisal = financialAppraisal(results);
  if (appraisal === null) return 'No costs are given, so payback is undefined.';
  const day = paybackDay(appraisal);
  if (day === null) return 'It has not paid back within the span appraised.';
  const month = formatMonth(day);
  return day <= results.as_of ? `It paid back in ${month}.` : `Paying back in ${month}, if the forecast holds.`;
}

function financialFigures(results: Results): KeyFigure[] {
  const { currency } = results.program;
  const { demonstrated, transition, planned } = financialTotals(results);
  const say = (amount: number | null) =>
    formatMoney(amount, currency, decimalsOfMoney(demonstrated), inMillions(planned, ...Object.values(demonstrated)));
  const appraisal = financialAppraisal(results);
  const day = appraisal === null ? null : paybackDay(appraisal);
  return [
    {
      name: 'Demonstrated to date',
      value: say(demonstrated.likely),
      note: moneyInterval(demonstrated, currency) || 'Interval of the sum not drawn; each benefit has its own.',
    },
    {
      name: 'Planned to date',
      value: say(planned),
      note: planned === null ? 'No plan is registered.' : 'From each go-live on.',
    },
    {
      name: 'Go-live dip',
      value: formatMoney(transition.likely, currency, decimalsOfMoney(transition)),
      note: moneyInterval(transition, currency) || 'Effect of the stabilization weeks.',
    },
    {
      name: 'Payback',
      value: day === null ? NO_NUMBER : formatMonth(day),
      note: paybackNote(results, day),
    },
  ];
}

function paybackNote(results: Results, day: string | null): string {
  if (financialAppraisal(results) === null) return 'Undefined: no costs are given.';
  if (day === null) return 'Not within the span appraised.';
  return day > results.as_of ? 'Forecast, not yet reached.' : 'Reached.';
}

function besideFigures(results: Results): KeyFigure[] {
  const { currency } = results.program;
  return BENEFIT_CLASSES.filter((one) => !isFinancial(one)).flatMap((benefitClass) => {
    if (!results.benefits.some((benefit) => benefit.class === benefitClass)) return [];
    const { demonstrated } = totalsOf(results, (benefit) => benefit.class === benefitClass, `total.${benefitClass}`);
    const shown = (demonstrated.likely ?? 0) !== 0;
    return {
      name:
        benefitClass === 'capacity'
          ? 'Usable capacity, not cash'
          : `${benefitClass[0]!.toUpperCase()}${benefitClass.slice(1)}, not cash`,
      value: shown
        ? formatMoney(
            demonstrated.likely,
            currency,
            decimalsOfMoney(demonstrated),
            inMillions(...Object.values(demonstrated)),
          )
        : 'not demonstrated',
      note: shown ? moneyInterval(demonstrated, currency) : '',
    };
  });
}
