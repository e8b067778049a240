import { unitOf } from '../count-words.ts';
import type { Statistic } from '../kpi/kpi.ts';
import type { PeriodLength } from '../program/program.ts';

/** How the numbers of a KPI are said. */
export interface Measure {
  statistic: Statistic;
  /** The KPI's unit of measure; "1" where there is none. */
  unit: string;
}

/** A number that carries its own uncertainty. */
export interface Ranged {
  estimate: number;
  low: number;
  high: number;
}

/**
 * How many decimals does a number bear whose interval reaches this far to each side?
 *
 * Two digits of the half-width where its first is 1 or 2, else one: 14.2 ± 1.4, but 14 ± 3 and 140 ± 40.
 *
 * @param halfWidth  ≥ 0, in the unit shown
 * @returns decimals; negative means tens, hundreds; 2 where there is no width to go by
 * @example decimalsFor(0.034)  // 2
 */
export function decimalsFor(halfWidth: number): number {
  if (!(halfWidth > 0) || !Number.isFinite(halfWidth)) return 2;
  const magnitude = Math.floor(Math.log10(halfWidth));
  return (halfWidth / 10 ** magnitude < 3 ? 1 : 0) - magnitude;
}

/**
 * A number as a person reads it: thousands set apart, a true minus, no digit too many.
 *
 * @example sayNumber(-1234.56, 1)  // '−1,234.6'
 */
export function sayNumber(value: number, decimals: number): string {
  const step = 10 ** -Math.min(0, decimals);
  const rounded = Math.round(value / step) * step;
  const places = Math.min(10, Math.max(0, decimals));
  const text = (decimals < 0 ? rounded : value).toLocaleString('en-US', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return text.replace(/^-(?=[0.,]*$)/, '').replace('-', '−');
}

/**
 * A change with its interval: "14 minutes lower (95 % interval 11 to 17)".
 *
 * @param change   in the KPI's unit
 * @param measure  proportions and unitless ratios are said in percentage points
 * @param period   whose totals they are: a change of a total is one of each period
 * @example sayChange({ estimate: -14.2, low: -17.1, high: -11.3 }, { statistic: 'median', unit: 'minutes' }, 'week')
 *   // '14 minutes lower (95 % interval 11 to 17)'
 */
export function sayChange(change: Ranged, measure: Measure, period: PeriodLength): string {
  const { estimate, low, high } = inShownUnit(change, measure);
  // Tens and hundreds stay whole numbers: rounded to 10, an interval end may seem to reach what it does not.
  const decimals = Math.max(0, decimalsFor((high - low) / 2));
  const say = (value: number) => sayNumber(Math.abs(value), decimals);
  const side = (value: number) => (value < 0 ? 'lower' : 'higher');
  const [near, far] = Math.abs(low) < Math.abs(high) ? [low, high] : [high, low];
  const range = low * high >= 0 ? `${say(near)} to ${say(far)}` : `${say(low)} lower to ${say(high)} higher`;
  const size = say(estimate);
  // An estimate that rounds to nothing has no side.
  if (!/[1-9]/.test(size))
    return `no different (95 % interval ${range}${unitWords(range, measure).replace(' ', ', in ')})`;
  const each = measure.statistic === 'total' ? ` per ${period}` : '';
  return `${size}${unitWords(size, measure)}${each} ${side(estimate)} (95 % interval ${range})`;
}

/**
 * An amount in the KPI's unit, rounded as a half-width bears: "5.3 minutes".
 *
 * @param halfWidth  for a threshold without one, a tenth of it: two digits
 * @example sayAmount(0.053, 0.0053, { statistic: 'proportion', unit: '1' })  // '5.3 percentage points'
 */
export function sayAmount(value: number, halfWidth: number, measure: Measure): string {
  const factor = shownFactor(measure);
  const amount = sayNumber(value * factor, Math.max(0, decimalsFor(halfWidth * factor)));
  return `${amount}${unitWords(amount, measure)}`;
}

/**
 * A number that the program declares, as it was written.
 *
 * @example sayDeclared(0.05, { statistic: 'proportion', unit: '1' })  // '5 percentage points'
 */
export function sayDeclared(value: number, measure: Measure): string {
  // Twelve digits hold any declared number and drop the tail of 100 × 0.07.
  const amount = String(Number((value * shownFactor(measure)).toPrecision(12)));
  return `${amount}${unitWords(amount, measure)}`;
}

/**
 * A declared band: "75 % to 85 %", "45 minutes to 50 minutes".
 *
 * @example sayBand({ low: 0.75, high: 0.85 }, { statistic: 'ratio', unit: '1' })  // '75 % to 85 %'
 */
export function sayBand({ low, high }: { low: number; high: number }, measure: Measure): string {
  const say = (value: number) => sayDeclared(value, measure).replace(/ percentage points?/, ' %');
  return `${say(low)} to ${say(high)}`;
}

function inShownUnit({ estimate, low, high }: Ranged, measure: Measure): Ranged {
  const factor = shownFactor(measure);
  return { estimate: estimate * factor, low: low * factor, high: high * factor };
}

function isShare({ statistic, unit }: Measure): boolean {
  return unit === '1' && (statistic === 'proportion' || statistic === 'ratio');
}

function shownFactor(measure: Measure): number {
  return isShare(measure) ? 100 : 1;
}

/** The unit behind a number's text; one of something loses its plural. */
function unitWords(number: string, measure: Measure): string {
  const unit = isShare(measure) || measure.unit === '%' ? 'percentage points' : measure.unit;
  if (unit === '1' || unit === '') return '';
  return ` ${unitOf(number, unit)}`;
}
