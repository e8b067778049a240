import type { Results } from '../results/schema.ts';
import type { Chart, Layout, Spec } from './chart.ts';

/**
 * The colours of all charts; each has one meaning. The page maps every value to a CSS variable of the same name, so that a
 * dark page has dark charts; no two values may be equal.
 */
export const COLOURS = {
  paper: '#ffffff',
  ink: '#1d2a33',
  muted: '#4d5b66',
  rule: '#aeb8bf',
  grid: '#e6eaed',
  improvement: '#005eb8',
  improvementSoft: '#d6e6f5',
  concern: '#ed8b00',
  concernEdge: '#8a4b00',
  onConcern: '#1d2a34',
  concernSoft: '#fdebd0',
  common: '#768692',
  commonSoft: '#e3e7ea',
  baselineWash: '#eef1f3',
  stabilizationWash: '#f7f8f9',
} as const;

/** The one typeface of charts, tables and pages. */
export const FONT = 'Source Sans 3';

/** Width of a whole chart in CSS pixels. */
export const WIDTH: Record<Layout, number> = { wide: 880, narrow: 360 };

/** What a builder decides about one chart; `frame` adds what all charts share. */
export interface Drawing extends Omit<Chart, 'spec' | 'description'> {
  /** What kind of chart of what it is, for whoever does not see it. */
  sort: string;
  /** What the eye would take from it beside the finding: ranges, levels, rows; a sentence each. */
  reading: string[];
  /** Figures that the chart shows, by id. */
  figures: string[];
  height: number;
  body: Spec;
}

/**
 * A drawing inside the frame that all charts share: size, typeface, quiet axes, title, text alternative and ancestry.
 */
export function frame(results: Results, layout: Layout, drawing: Drawing): Chart {
  const { name, title, subtitle, sort, reading, figures, height, body, ...closer } = drawing;
  const description = [`${sort}.`, `${title}.`, ...reading.slice(0, MOST_READ)].join(' ');
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: title, subtitle },
    description,
    usermeta: { run_id: results.run_id, chart: name, figures },
    width: WIDTH[layout],
    height,
    // Vega takes a line to be as high as its font size; ascenders and descenders reach past it.
    padding: { left: 1, right: 1, top: 4, bottom: 4 },
    autosize: { type: 'fit', contains: 'padding' },
    background: COLOURS.paper,
    config: CONFIG,
    ...body,
  };
  return { name, title, subtitle, description, spec, ...closer };
}

export const CONFIG = {
  // The chart as a whole carries its text alternative; a label on every mark would triple the file and help nobody.
  aria: false,
  font: FONT,
  view: { stroke: null },
  title: { anchor: 'start', fontSize: 16, fontWeight: 600, color: COLOURS.ink, subtitleColor: COLOURS.muted },
  axis: {
    domain: false,
    ticks: false,
    grid: false,
    gridColor: COLOURS.grid,
    labelColor: COLOURS.muted,
    labelFontSize: 12,
    labelPadding: 6,
    title: null,
  },
  text: { color: COLOURS.ink, fontSize: 12 },
  rule: { color: COLOURS.rule },
};

/** More sentences than these nobody listens to; the table behind the chart has the rest. */
const MOST_READ = 12;

/** A sentence of a reading, which may begin with a name. */
export function sentence(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

/** An x axis of days, in UTC, with as many month labels between `from` and `to` as the layout has room for. */
export function dayAxis(from: string, to: string, layout: Layout): Spec {
  const months = (Date.parse(to) - Date.parse(from)) / (30.4 * DAY_MS);
  const room = layout === 'wide' ? 9 : 4;
  const step = MONTH_STEPS.find((candidate) => months / candidate <= room) ?? 60;
  return {
    type: 'temporal',
    scale: { type: 'utc', nice: false },
    axis: {
      format: '%b %Y',
      tickCount: { interval: 'month', step },
      ticks: true,
      tickColor: COLOURS.rule,
      domain: true,
      domainColor: COLOURS.rule,
    },
  };
}

/** The value axis of money: `$` stands in the subtitle, thousands, millions and more as k, M, bn and trn. */
export function moneyAxis(tickCount: number): Spec {
  const labelExpr = amountLabel({ k: 'k', M: 'M', bn: 'bn', trn: 'trn' });
  return { grid: true, tickCount, format: '~s', labelExpr };
}

/** What a tick of a money axis says: Vega writes SI prefixes, of which G and T are no word for money, nor P for more nor m for less. */
export function amountLabel({ k, M, bn, trn }: Record<'k' | 'M' | 'bn' | 'trn', string>): string {
  // In this order no word holds a prefix that is still to be replaced.
  const words = [
    ['T', trn],
    ['M', M],
    ['k', k],
    ['G', bn],
  ].filter(([prefix, word]) => prefix !== word);
  const label = words.reduce((inner, [prefix, word]) => `replace(${inner}, '${prefix}', '${word}')`, 'datum.label');
  const thousandTrillions = `format(datum.value / 1e12, ',.0f') + '${trn}'`;
  return `abs(datum.value) < 1 ? format(datum.value, '~r') : abs(datum.value) < 1e15 ? ${label} : ${thousandTrillions}`;
}

/** The day `count` days later. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24];
