import { day } from './scalars.ts';
import type { Complaint, Spot } from './spot.ts';

/**
 * Do the keys of the register and of the appraisal agree with each other: is every range in order, every promise of its own
 * kind, every conversion one of capacity?
 *
 * @param file  the whole program as read
 * @returns a complaint for each pair of keys that contradict each other
 * @example attribution { share: 0.8, high: 0.7 } → low 0.8, share 0.8, high 0.7 are not in order
 */
export function* registerComplaints(file: Spot): Generator<Complaint> {
  const benefits = file.at('benefits').items;
  const ids = benefits.map((one) => one.at('id').text);
  for (const benefit of benefits) {
    yield* unordered(benefit.at('value'));
    yield* unordered(benefit.at('attribution'), 'share');
    yield* horizonOrder(benefit.at('horizon'));
    yield* promise(benefit);
    yield* conversion(benefit);
    for (const other of benefit.at('disjoint').items) yield* disjoint(benefit, other.at('with'), ids);
    if (benefit.at('horizon').value !== undefined && file.at('horizon').value === undefined) {
      yield {
        spot: benefit.at('horizon'),
        message: 'a benefit has a horizon and the program has none',
        hint: 'declare «horizon» for the program too: how far its costs are counted',
      };
    }
  }
  yield* horizonOrder(file.at('horizon'));
  for (const side of ['benefits', 'costs']) yield* unordered(file.at('optimism_bias').at(side));
  for (const discount of ['discount', 'economic_discount']) yield* rateOrder(file.at(discount));
  if (file.at('economic_discount').at('basis').text === 'nominal') {
    yield {
      spot: file.at('economic_discount').at('basis'),
      message: 'the economic view counts real value, and this rate is nominal',
      hint: 'write a real rate, such as the social time preference rate',
    };
  }
}

function* unordered(range: Spot, middle = 'likely'): Generator<Complaint> {
  const likely = range.at(middle).number;
  if (likely === null) return;
  const [low, high] = [range.at('low').number ?? likely, range.at('high').number ?? likely];
  if (low <= likely && likely <= high) return;
  yield {
    spot: range.at(middle),
    message: `low ${low}, ${middle} ${likely}, high ${high} are not in order`,
    hint: `write low ≤ ${middle} ≤ high`,
  };
}

function* horizonOrder(horizon: Spot): Generator<Complaint> {
  yield* unordered(horizon.at('decay'));
  const to = dayAt(horizon.at('to'));
  if (to === null) return;
  const [earliest, latest] = [dayAt(horizon.at('earliest')) ?? to, dayAt(horizon.at('latest')) ?? to];
  if (earliest <= to && to <= latest) return;
  const spot = horizon.at('to');
  yield {
    spot,
    message: `earliest ${earliest}, to ${to}, latest ${latest} are not in order`,
    hint: 'exchange the days',
  };
}

function* promise(benefit: Spot): Generator<Complaint> {
  const once = benefit.at('one_off').value !== undefined;
  const [wrong, right] = once ? ['planned_per_year', 'planned_once'] : ['planned_once', 'planned_per_year'];
  if (benefit.at(wrong!).value !== undefined) {
    const message = once ? 'what comes once has no amount a year' : 'what recurs has no amount once and for all';
    yield { spot: benefit.at(wrong!), message, hint: `write «${right}», or change «one_off»` };
  }
  const planned = ['planned_per_year', 'planned_once'].some((key) => benefit.at(key).value !== undefined);
  if (benefit.at('plan').value === undefined || planned) return;
  const message = 'a plan says what a promise was made of, and none is named';
  yield { spot: benefit.at('plan'), message, hint: `write «${right}» beside it` };
}

function* conversion(benefit: Spot): Generator<Complaint> {
  const benefitClass = benefit.at('class').text;
  if (benefit.at('cash_conversion').value === undefined || benefitClass === 'capacity') return;
  yield {
    spot: benefit.at('cash_conversion'),
    message: `only capacity is converted to cash, and this is ${benefitClass ?? 'something else'}`,
    hint: 'tie a cash class out under «ledger»; leave quality and societal value beside the case',
  };
}

function* disjoint(benefit: Spot, other: Spot, ids: readonly (string | null)[]): Generator<Complaint> {
  const name = other.text;
  if (name === null) return;
  if (!ids.includes(name)) {
    yield { spot: other, message: `benefit «${name}» is not declared`, hint: 'name another benefit of the register' };
  } else if (name === benefit.at('id').text || benefit.at('draws_on').value === undefined) {
    const message = `«${name}» draws on nothing that this benefit draws on`;
    yield { spot: other, message, hint: 'declare «draws_on» for both, or leave «disjoint» out' };
  }
}

function* rateOrder(discount: Spot): Generator<Complaint> {
  const years = discount.at('later').items.map((step) => step.at('from_year'));
  for (const [i, spot] of years.entries()) {
    const before = years[i - 1]?.number ?? 0;
    if (spot.number === null || spot.number > before) continue;
    yield {
      spot,
      message: `year ${spot.number} does not follow ${before}`,
      hint: 'put later rates in order of the years from which they hold',
    };
  }
  const [from, to] = [dayAt(discount.at('valid_from')), dayAt(discount.at('valid_to'))];
  if (from === null || to === null || from <= to) return;
  yield {
    spot: discount.at('valid_to'),
    message: `«${to}» lies before «valid_from: ${from}»`,
    hint: 'exchange the days',
  };
}

/** The day at a spot, which compares as text; null for what the schema refuses. */
function dayAt(spot: Spot): string | null {
  return day.safeParse(spot.value).data ?? null;
}
