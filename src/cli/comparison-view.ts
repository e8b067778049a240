import type { SeriesComparison } from '../pipeline/series-comparison.ts';
import { intervalBar } from './interval-bar.ts';
import { bold, columns, dim } from './terminal.ts';

type Point = SeriesComparison['series']['points'][number];

/**
 * One comparison on a terminal: the series as a line of blocks with its windows, the verdict in words, the figures.
 *
 * @param found  from the compare flow
 * @param width  columns of the terminal
 */
export function renderComparison(found: SeriesComparison, width: number): string {
  const { label, unit, series, verdict, grade, reasons, direction, go_live } = found;
  const points = series.points.filter(({ phase }) => phase !== 'outside');
  const span = `${series.points[0]!.period} to ${series.points.at(-1)!.period}`;
  const better = direction === 'decrease' ? 'lower is better' : 'higher is better';
  const text = Math.min(width, 92);
  return [
    `${bold(unit === null ? label : `${label}, ${unit}`)}  ${dim(`${found.file} · ${series.period}s ${span} · go-live ${go_live} · ${better}`)}`,
    '',
    ...picture(points, found, text),
    '',
    `${bold(verdict)}${grade === '–' ? '' : `  ${dim(`evidence grade ${grade}`)}`}`,
    ...reasons.flatMap((reason) => wrap(reason, text)),
    '',
    ...effectPicture(found, text),
    effects(found),
    '',
    ...processLines(found),
    ...wrap(`Method: ${found.effect.method}.`, text).map(dim),
    ...(found.other === null || 'reason' in found.other ? [] : wrap(`Beside it: ${found.other.name}.`, text).map(dim)),
  ].join('\n');
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** Blocks of equal numbers of periods, a gap between windows, and marks under the signals. */
function picture(points: readonly Point[], { signals }: SeriesComparison, width: number): string[] {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const each = Math.ceil(points.length / (width - 8));
  const marks = new Map(signals.map(({ period, direction }) => [period, direction === 'improvement' ? '+' : '!']));
  const windows = (['baseline', 'stabilization', 'post'] as const).flatMap((phase) => {
    const within = points.filter((point) => point.phase === phase);
    return within.length === 0 ? [] : [{ phase, bins: binned(within, each) }];
  });
  const row = (cell: (bin: readonly Point[]) => string) =>
    `  ${windows.map(({ bins }) => bins.map(cell).join('')).join(' │ ')}`.trimEnd();
  const block = (bin: readonly Point[]) => {
    const mean = meanOf(bin);
    if (mean === null) return ' ';
    return BLOCKS[most === least ? 3 : Math.min(7, Math.floor(((mean - least) / (most - least)) * 8))]!;
  };
  const mark = (bin: readonly Point[]) =>
    bin.map(({ period }) => marks.get(period)).find((m) => m !== undefined) ?? ' ';
  const names = windows.map(({ phase, bins }) => `${phase} ${bins.flat().length}`).join(' │ ');
  const scale = `${names}; ${short(least)} to ${short(most)}${each > 1 ? `; one block is ${each} periods` : ''}`;
  const marked = signals.length === 0 ? [] : [row(mark), dim('  + improvement, ! concern: special causes')];
  return [row(block), ...marked, dim(`  ${scale}`)];
}

/** The average effect against nothing and against what would matter. */
function effectPicture(
  { effect, minimum_important_change: important, direction }: SeriesComparison,
  width: number,
): string[] {
  if (effect.average === null) return [];
  const key = important === null ? '│ no change' : `│ no change, ┊ ±${short(important)}, the least that matters`;
  const better = direction === 'decrease' ? '← better' : 'better →';
  return [
    `  ${intervalBar(effect.average, important, width - 4)}`,
    dim(`  ${better}  ● effect in its 95 % interval, ${key}`),
    '',
  ];
}

function effects({ effect, other }: SeriesComparison): string {
  const rows = [
    ['post against counterfactual', 'estimate', '95 % interval', 'standard error'],
    line('average effect', effect.average),
    line('at the start (level)', effect.level),
    line('change a period (slope)', effect.slope),
    line('cumulative, over all post periods', effect.cumulative),
    line('stabilization, a period', effect.transition),
    line('plain before/after difference', effect.naive),
    ...otherLine(other),
  ].filter((row) => row.length > 1);
  return rows.length === 1 ? dim('no effect could be estimated') : columns(rows, [1, 2, 3]);
}

/** The method that was asked for beside the primary one. */
function otherLine(other: SeriesComparison['other']): string[][] {
  if (other === null) return [];
  if ('reason' in other) return [[other.method, '–', other.reason, '']];
  return [line(other.method, { ...other, standard_error: null })];
}

function line(label: string, told: SeriesComparison['effect']['average']): string[] {
  if (told === null) return [];
  const decimals = decimalsFor((told.high - told.low) / 2);
  const say = (value: number) => number(value, decimals);
  const error = told.standard_error === null ? '' : number(told.standard_error, decimals + 1);
  return [label, say(told.estimate), `${say(told.low)} to ${say(told.high)}`, error];
}

function processLines({ limits, signals }: SeriesComparison): string[] {
  if (limits === null) return [dim('no process limits: the baseline has fewer than two values, or none that differ')];
  const { center, chart } = limits;
  const [lower, upper] = [lastOf(limits.lower), lastOf(limits.upper)];
  const decimals = decimalsFor((upper - lower) / 6);
  const kind = limits.periods === null ? chart : `${chart}, of the last period: they follow its denominator`;
  const byRule = new Map<string, string[]>();
  for (const { rule, period } of signals) byRule.set(rule, [...(byRule.get(rule) ?? []), period]);
  const told = [...byRule].map(([rule, periods]) => `  ${rule}: ${periods.length} (${firstAndLast(periods)})`);
  return [
    `${bold('limits')} ${number(lower, decimals)} to ${number(upper, decimals)}, centre ${number(center, decimals)} ${dim(`(${kind}; frozen on the baseline)`)}`,
    ...(told.length === 0 ? [dim('  no special cause since go-live')] : told),
    '',
  ];
}

/** A limit, or that of the last period where each has its own. */
function lastOf(level: number | number[] | null): number {
  return typeof level === 'number' ? level : (level?.at(-1) ?? Number.NaN);
}

function firstAndLast(periods: readonly string[]): string {
  return periods.length < 3 ? periods.join(', ') : `${periods[0]} … ${periods.at(-1)}`;
}

function binned(points: readonly Point[], each: number): Point[][] {
  return Array.from({ length: Math.ceil(points.length / each) }, (_, i) => points.slice(i * each, (i + 1) * each));
}

function meanOf(bin: readonly Point[]): number | null {
  const values = bin.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Decimals that a half-width bears: two digits of it, so that tables line up without losing any. */
function decimalsFor(halfWidth: number): number {
  return halfWidth > 0 ? Math.min(9, Math.max(0, 1 - Math.floor(Math.log10(halfWidth)))) : 2;
}

function number(value: number, decimals: number): string {
  return value
    .toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace('-', '−');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width - 2) {
      lines.push(current);
      current = '';
    }
    current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].map((each) => `  ${each}`);
}
