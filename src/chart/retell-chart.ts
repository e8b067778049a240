import type { Language } from '../results/language.ts';
import type { NumberWords } from '../results/local-numbers.ts';
import type { Chart, Spec } from './chart.ts';
import type { Explorable } from './explorer.ts';
import { inLines } from './rows.ts';
import { amountLabel } from './theme.ts';

/** A part of a specification that has marks; what else it holds is not looked at. */
interface Layer {
  encoding?: Record<string, { field?: string; axis?: { format?: string; labelExpr?: string } | null }>;
  data?: { values?: Record<string, unknown>[] };
  layer?: Layer[];
}

/** A chart in the reader's language: its words, the texts in its marks, the numbers and months on its axes. */
export function retellChart(chart: Chart, { tell, numbers }: Language): Chart {
  const [title, subtitle, description] = [tell(chart.title), tell(chart.subtitle), tell(chart.description)];
  const spec = {
    ...chart.spec,
    title: { text: title, subtitle },
    description,
    ...(numbers === null ? {} : { config: { ...(chart.spec['config'] as Spec), locale: vegaLocale(numbers) } }),
    layer: (chart.spec['layer'] as Layer[]).map((layer) => retellLayer(layer, tell, numbers)),
  };
  const { explore } = chart;
  if (explore === undefined) return { ...chart, title, subtitle, description, spec };
  const lines = explore.lines.map(([from, to, value, kind, label]): Explorable['lines'][number] => {
    return [from, to, value, kind, tell(label)];
  });
  return { ...chart, title, subtitle, description, spec, explore: { ...explore, lines } };
}

function retellLayer(layer: Layer, tell: Language['tell'], numbers: NumberWords | null): Layer {
  const { encoding = {}, data, layer: inner } = layer;
  const field = encoding['text']?.field;
  return {
    ...layer,
    ...(field === undefined || data?.values === undefined
      ? {}
      : { data: { ...data, values: data.values.map((row) => ({ ...row, [field]: retellMark(row[field], tell) })) } }),
    ...(numbers === null || layer.encoding === undefined ? {} : { encoding: shortAmounts(encoding, numbers) }),
    ...(inner === undefined ? {} : { layer: inner.map((one) => retellLayer(one, tell, numbers)) }),
  };
}

/** A mark's text, which may be broken into lines: what is told otherwise is broken anew into as many. */
function retellMark(text: unknown, tell: Language['tell']): unknown {
  if (Array.isArray(text)) return retellLines(text.map(String), tell);
  if (typeof text !== 'string') return text;
  return text.includes('\n') ? retellLines(text.split('\n'), tell).join('\n') : tell(text);
}

function retellLines(lines: string[], tell: Language['tell']): string[] {
  const text = lines.join(' ');
  const told = tell(text);
  if (told === text) return lines;
  if (lines.length === 1) return [told];
  const length = Math.max(...lines.map((line) => line.length));
  const broken = inLines(told, length, lines.length);
  // Where the lines as long as they were do not hold it, a quarter more is better than words cut off.
  return (broken.endsWith('…') ? inLines(told, Math.ceil(1.25 * length), lines.length) : broken).split('\n');
}

/** Axes of money write thousands and millions as k and M; other languages have words for them. */
function shortAmounts(encoding: NonNullable<Layer['encoding']>, { scales }: NumberWords) {
  const [k, M, bn, trn] = [` ${scales.k}`, ` ${scales.M}`, ` ${scales.bn}`, ` ${scales.trn}`];
  const channels = Object.entries(encoding).map(([name, channel]) => {
    const { axis } = channel;
    if (axis?.format !== '~s') return [name, channel] as const;
    return [name, { ...channel, axis: { ...axis, labelExpr: amountLabel({ k, M, bn, trn }) } }] as const;
  });
  return Object.fromEntries(channels);
}

/** What Vega calls a locale: d3-format and d3-time-format write with it. */
/** How Vega writes numbers and months of another locale. */
export function vegaLocale({ decimal, thousands, months }: NumberWords): Spec {
  const days = ['', '', '', '', '', '', ''];
  return {
    number: { decimal, thousands, grouping: [3], currency: ['', ''], minus: '\u2212' },
    time: {
      ...{ dateTime: '%d.%m.%Y', date: '%d.%m.%Y', time: '%H:%M', periods: ['', ''] },
      ...{ days, shortDays: days, months, shortMonths: months },
    },
  };
}
