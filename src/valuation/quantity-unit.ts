import { nearest } from '../errors.ts';
import type { ResolvedKpi, Statistic } from '../kpi/kpi.ts';

/** How a KPI's effect × volume becomes units of value. */
export interface QuantityUnit {
  /** What is counted, in the singular: read, minute, hour, … */
  unit: string;
  /** Units of value per unit of effect × volume. */
  factor: number;
}

/** Why a benefit cannot be valued per that unit, and what to write instead. */
export interface UnitProblem {
  message: string;
  hint: string;
}

const SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
const ABBREVIATIONS: Record<string, string> = {
  s: 'second',
  sec: 'second',
  min: 'minute',
  h: 'hour',
  hr: 'hour',
  d: 'day',
};
/** Statistics whose effect × volume counts items: their unit of measure does not say which, so any noun may. */
const COUNTING: readonly Statistic[] = ['proportion', 'rate'];

/**
 * In which unit does a KPI's effect × volume count, and how many units of value is that?
 *
 * A mean of minutes over reads gives minutes; a share or a rate of tests gives tests; a total gives what it totals. A
 * percentile has no such sum: it is valued from the mean of the same observations (the estimand guard), which has its unit.
 *
 * @param kpi  its unit of measure and statistic
 * @param per  `value.per` of the benefit: minute, hour, read, case, test, …
 * @returns the unit and factor; or what does not fit
 * @example quantityUnit({ unit: 'minutes', statistic: 'mean', … }, 'hour')  // { unit: 'hour', factor: 1/60 }
 */
export function quantityUnit(
  kpi: Pick<ResolvedKpi, 'entry' | 'unit' | 'statistic'>,
  per: string,
): QuantityUnit | UnitProblem {
  const wanted = singular(per);
  const [measured = ''] = kpi.unit.split(/ per |\//);
  const counted = singular(measured);
  const [from, to] = [secondsOf(counted), secondsOf(wanted)];
  if (from !== undefined && to !== undefined) return { unit: wanted, factor: from / to };
  const noun = /^[a-z]/i.test(counted) ? counted : null;
  const problem = (hint: string): UnitProblem => ({
    message: `a value per «${per}» does not fit «${kpi.entry}», whose ${kpi.statistic} counts ${noun === null ? 'items' : measured}`,
    hint,
  });
  if (from !== undefined)
    return problem(`write per: ${counted}, or ${nearest(wanted, Object.keys(SECONDS)) ?? 'hour'}`);
  if (to !== undefined) {
    return problem(noun === null ? 'write what is counted, such as per: test' : `write per: ${counted}`);
  }
  if (noun === null || noun === wanted || COUNTING.includes(kpi.statistic)) return { unit: wanted, factor: 1 };
  return problem(`write per: ${counted}`);
}

/** Is money valued per unit of time? */
export function isTimeUnit(per: string): boolean {
  return secondsOf(per) !== undefined;
}

/** Overtime hours are hours: the last word says what is counted. */
function secondsOf(unit: string): number | undefined {
  return SECONDS[singular(unit.split(' ').at(-1)!)];
}

/** `reads` → `read`, `bodies` → `body`, `minutes` and `min` → `minute`; lower case. */
function singular(words: string): string {
  const word = words.trim().toLowerCase();
  const one = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');
  return ABBREVIATIONS[one] ?? ABBREVIATIONS[word] ?? one;
}
