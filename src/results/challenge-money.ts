import type { Challenge } from './challenge.ts';
import { type Carrier, carriersOf } from './claim-carriers.ts';
import { formatDay, formatMoney, formatShare, formatSigned, formatUnitValue } from './format.ts';
import { isFinancial, npvMoney, type ResultBenefit, sayLike } from './money.ts';
import type { Results } from './schema.ts';
import { inputName } from './sensitivity-words.ts';
import { totalOf } from './totals.ts';

/** Charges against the way from an effect to money: chance, unit values, attribution, the ledger, the forecast. */
export function moneyChallenges(results: Results): Challenge[] {
  const carriers = carriersOf(results);
  return [
    ...chance(results),
    ...atLow(results, carriers),
    ...notTiedOut(results),
    ...ledgerShowsLess(results),
    ...ahead(results),
    ...disbenefits(results),
    ...switching(results),
  ];
}

function chance(results: Results): Challenge[] {
  const net = totalOf(results, 'financial', 'net');
  const { low, likely } = net;
  if (low === null || likely === null || likely <= 0) return [];
  const positive = results.appraisal
    .filter(({ view, probability_npv_positive: share }) => view === 'financial' && share !== null)
    .map(
      ({ span, probability_npv_positive: share }) =>
        `The net present value, ${spanWords(span)}, is above zero in ${formatShare(share, 0)} of the draws.`,
    );
  return [
    {
      id: 'chance',
      charge: 'The likely amount is not the cautious one.',
      facts: [`One draw in twenty lies below ${sayLike(net, low, results.program.currency)}.`, ...positive],
      takes: likely - low,
      answer: 'More periods measured, and unit values from invoices instead of ranges.',
    },
  ];
}

/** The register's own lows: of unit values, and of the share that is the deployment's. */
function atLow(results: Results, carriers: readonly Carrier[]): Challenge[] {
  const benefits = [...new Set(carriers.map(({ benefit }) => benefit))];
  const amountOf = (benefit: ResultBenefit) =>
    sum(carriers.filter((one) => one.benefit === benefit).map(({ amount }) => amount));
  const low = (
    id: string,
    charge: string,
    answer: string,
    of: (benefit: ResultBenefit) => { low: number; likely: number; said: string } | null,
  ): Challenge[] => {
    const found = benefits.flatMap((benefit) => {
      const range = of(benefit);
      return range === null || range.low >= range.likely ? [] : [{ benefit, ...range }];
    });
    if (found.length === 0) return [];
    const takes = sum(found.map(({ benefit, low: least, likely }) => amountOf(benefit) * (1 - least / likely)));
    return [{ id, charge, facts: found.map(({ benefit, said }) => `${benefit.title}: ${said}.`), takes, answer }];
  };
  const worth = (value: number) => formatUnitValue(value, results.program.currency);
  return [
    ...low(
      'unit-value',
      'A unit is worth less than is counted.',
      'Invoices or pay slips of the time, at the price that was paid.',
      ({ value }) =>
        value && {
          ...value,
          said: `${worth(value.low)} instead of ${worth(value.likely)} per ${value.per} (${value.source})`,
        },
    ),
    ...low(
      'attribution',
      'Something else did part of it.',
      'Dates of the other changes beside the signals, or a unit that had them and not the deployment.',
      ({ attribution: a }) =>
        a && {
          low: a.low,
          likely: a.share,
          said: `${formatShare(a.low, 0)} instead of ${formatShare(a.share, 0)} is the deployment's own (${a.reason})`,
        },
    ),
  ];
}

function notTiedOut(results: Results): Challenge[] {
  const open = results.benefits.filter(
    ({ cash_status, demonstrated }) => cash_status === 'cash expected' && (demonstrated.likely ?? 0) > 0,
  );
  if (open.length === 0) return [];
  return [
    {
      id: 'not-tied-out',
      charge: 'Finance has not seen this money.',
      facts: open.map(
        ({ title, demonstrated, transition }) =>
          `${title}: ${say(results, (demonstrated.likely ?? 0) + (transition.likely ?? 0))} is expected to be cash; no ledger line shows it.`,
      ),
      takes: sum(open.map(({ demonstrated, transition }) => (demonstrated.likely ?? 0) + (transition.likely ?? 0))),
      answer: 'The account and cost centre whose budget was cut, actual against budget, signed off by finance.',
    },
  ];
}

/** Where a ledger line states budget and actual, their difference is the most that it can show. */
function ledgerShowsLess(results: Results): Challenge[] {
  const short = results.benefits.flatMap((benefit) => {
    const { ledger, demonstrated, transition, title } = benefit;
    if (ledger === null || ledger.budget === null || ledger.actual === null) return [];
    const [claimed, shown] = [(demonstrated.likely ?? 0) + (transition.likely ?? 0), ledger.budget - ledger.actual];
    return claimed <= shown ? [] : [{ title, claimed, shown, account: ledger.account }];
  });
  if (short.length === 0) return [];
  return [
    {
      id: 'ledger-shows-less',
      charge: 'The ledger shows less than is claimed.',
      facts: short.map(
        ({ title, claimed, shown, account }) =>
          `${title}: ${say(results, claimed)} is claimed; account ${account} is ${say(results, shown)} under its budget.`,
      ),
      takes: sum(short.map(({ claimed, shown }) => claimed - shown)),
      answer: 'The bookings that raised the account at the same time, by name.',
    },
  ];
}

function ahead(results: Results): Challenge[] {
  const [realized, whole] = (['realized', 'whole-life'] as const).map((wanted) =>
    results.appraisal.find(({ view, span }) => view === 'financial' && span === wanted),
  );
  const forecast = results.figures['total.financial.forecast']?.value ?? null;
  if (realized === undefined || whole === undefined || forecast === null || forecast <= 0) return [];
  return [
    {
      id: 'forecast',
      charge: 'Most of it has not happened.',
      facts: [
        `${say(results, forecast)} of benefits lie after ${formatDay(results.as_of)}.`,
        `Without them, and without what is still to be paid, the net present value is ${sayNpv(results, realized)}, not ${sayNpv(results, whole)}.`,
      ],
      takes: null,
      answer: 'Measurements at 6, 12 and 24 months, each replacing the forecast of its time.',
    },
  ];
}

/** What got worse and is not in the cash. */
function disbenefits(results: Results): Challenge[] {
  const lost = results.benefits.filter(
    (benefit) => !isFinancial(benefit.class) && (benefit.demonstrated.likely ?? 0) < 0,
  );
  if (lost.length === 0) return [];
  return [
    {
      id: 'disbenefits',
      charge: 'What got worse is not in the cash.',
      facts: lost.map(
        ({ title, class: of, demonstrated }) => `${title} (${of}): ${say(results, demonstrated.likely)}.`,
      ),
      takes: null,
      answer: 'The economic view, which counts it; and a decision whether the loss is accepted.',
    },
  ];
}

/** The inputs that turn the sign of the net present value soonest. */
function switching(results: Results): Challenge[] {
  const financial = results.appraisal.filter(({ view, npv }) => view === 'financial' && npv.likely !== null);
  const longest = financial.find(({ span }) => span === 'whole-life') ?? financial[0];
  if (longest === undefined) return [];
  const turning = longest.sensitivity.switching
    .filter(({ change }) => change !== null && Math.abs(change) < 1)
    .sort((a, b) => Math.abs(a.change!) - Math.abs(b.change!));
  const name = (benefit: string | null) => results.benefits.find(({ id }) => id === benefit)?.title ?? 'all costs';
  const alone = longest.sensitivity.tornado.filter(({ npv_at_low, npv_at_high }) => npv_at_low < 0 !== npv_at_high < 0);
  if (turning.length + alone.length === 0) return [];
  return [
    {
      id: 'switching-values',
      charge: `The answer over the ${longest.span === 'realized' ? 'realized span' : 'whole life'} hangs on few inputs.`,
      facts: [
        `The net present value is ${sayNpv(results, longest)}.`,
        ...turning.map(
          ({ benefit, change }) => `Alone, ${formatSigned(100 * change!, 0)} % on ${name(benefit)} makes it zero.`,
        ),
        ...alone.map((bar) => `${inputName(results, bar)}, alone within its range, turns the sign.`),
      ],
      takes: null,
      answer: 'Narrower ranges for these inputs first: they decide, the others do not.',
    },
  ];
}

function spanWords(span: 'realized' | 'whole-life'): string {
  return span === 'realized' ? 'realized to date' : 'whole life';
}

function sayNpv({ program }: Results, { npv }: Results['appraisal'][number]): string {
  return sayLike(npvMoney(npv), npv.likely, program.currency);
}

function say({ program }: Results, amount: number | null): string {
  return formatMoney(amount, program.currency);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
