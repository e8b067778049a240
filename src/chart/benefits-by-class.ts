import { formatMoney } from '../results/format.ts';
import { figureIdsOf } from '../results/lookup.ts';
import {
  BENEFIT_CLASSES,
  type BenefitClass,
  decimalsOfMoney,
  isFinancial,
  moneyWords,
  type ResultBenefit,
  sayLike,
} from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { plannedOf, totalOf } from '../results/totals.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import { type Channel, edgeText, rawValue, roomBeside, rowAxis, shorten } from './rows.ts';
import { COLOURS, frame, moneyAxis, sentence } from './theme.ts';

export const BENEFITS_BY_CLASS = 'benefits_by_class';

/** Heights in pixels: a class's heading, a benefit's row, and what lies where in it. */
const HEADING = { height: 34, text: 20 };
const ROW = { height: 46, name: 10, bar: 27, thickness: 10, interval: 37 };
const AXIS = 24;

interface Heading {
  text: string;
  total: string;
  y: number;
}

interface Row {
  benefit: ResultBenefit;
  top: number;
  /** Of the table behind the chart, which adds up a class of several. */
  row: number;
}

/**
 * Benefits by class: what has each benefit brought to date, how sure is it, and what was planned? None without benefits.
 *
 * Bars start at zero; the line below a bar is P5–P95; cash classes are solid, the others pale, disbenefits in concern colour.
 */
export function benefitsByClass(results: Results, layout: Layout): Chart[] {
  if (results.benefits.length === 0) return [];
  const headings: Heading[] = [];
  const rows: Row[] = [];
  let [top, row] = [0, 0];
  for (const benefitClass of BENEFIT_CLASSES) {
    const own = results.benefits.filter((benefit) => benefit.class === benefitClass);
    if (own.length === 0) continue;
    headings.push({ ...headingOf(results, layout, benefitClass, own.length), y: top + HEADING.text });
    top += HEADING.height;
    for (const benefit of own) {
      rows.push({ benefit, top, row: row++ });
      top += ROW.height;
    }
    if (own.length > 1) row++;
  }
  const title = findingOf(results);
  const subtitle = `Demonstrated to date, ${results.program.currency} at ${results.program.price_year} prices; line: P5–P95; upright: planned to date. Not demonstrated counts as nothing.`;
  return [
    frame(results, layout, {
      name: BENEFITS_BY_CLASS,
      title,
      subtitle,
      sort: 'Benefits by class',
      reading: readingOf(results),
      figures: [
        ...results.benefits.flatMap((benefit) => figureIdsOf(results, benefit.id, 'demonstrated')),
        ...BENEFIT_CLASSES.flatMap((benefitClass) => figureIdsOf(results, 'total', benefitClass, 'demonstrated')),
      ],
      height: top + AXIS,
      pointing: { along: 'y', places: rows.map((one) => [one.top + ROW.height / 2, one.row]) },
      body: { layer: layersOf(results, layout, rows, headings, top) },
    }),
  ];
}

/** The class's name and, where several benefits add up, what they come to; a phone has no room for what the subtitle says. */
function headingOf(
  results: Results,
  layout: Layout,
  benefitClass: BenefitClass,
  members: number,
): Pick<Heading, 'text' | 'total'> {
  const text = `${benefitClass}${isFinancial(benefitClass) ? '' : ' (not cash)'}`;
  const total = moneyWords(totalOf(results, benefitClass, 'demonstrated'), results.program.currency);
  return { text, total: members < 2 ? '' : layout === 'narrow' ? total.replace('P5–P95 ', '') : total };
}

/** What each class comes to, of what was planned. */
function readingOf(results: Results): string[] {
  const { currency } = results.program;
  const classes = BENEFIT_CLASSES.filter((one) => results.benefits.some((benefit) => benefit.class === one));
  return classes.map((one) => {
    const demonstrated = totalOf(results, one, 'demonstrated');
    const planned = sayLike(demonstrated, plannedOf(results, one), currency);
    return sentence(`${one}: ${moneyWords(demonstrated, currency)}, of ${planned} planned`);
  });
}

function findingOf({ benefits }: Results): string {
  const shown = benefits.filter((benefit) => (benefit.demonstrated.likely ?? 0) > 0).length;
  const negative = benefits.filter((benefit) => (benefit.demonstrated.likely ?? 0) < 0).length;
  const rest = benefits.length - shown - negative;
  const parts = [`${shown} of ${benefits.length} benefits are demonstrated`];
  if (negative > 0) parts.push(`${negative} ${negative === 1 ? 'is a disbenefit' : 'are disbenefits'}`);
  if (rest > 0) parts.push(`${rest} ${rest === 1 ? 'is' : 'are'} not demonstrated`);
  return parts.join(', ');
}

function layersOf(
  results: Results,
  layout: Layout,
  rows: readonly Row[],
  headings: readonly Heading[],
  height: number,
): Spec[] {
  const y = rowAxis(height);
  const names = rows.map(({ benefit, top }) => {
    const amount = amountOf(results, benefit);
    const name = shorten(benefit.title, roomBeside(amount, layout, layout === 'wide' ? 90 : 46));
    return { name, amount, y: top + ROW.name };
  });
  const heading = { fontWeight: 600, color: COLOURS.muted };
  return [
    ...barLayers(rows, layout, y),
    edgeText(names, 'name', 'left', y),
    edgeText(names, 'amount', 'right', y),
    edgeText(headings, 'text', 'left', y, heading),
    edgeText(
      headings.filter(({ total }) => total !== ''),
      'total',
      'right',
      y,
      heading,
    ),
  ];
}

/** Of each benefit: the bar, its interval below it, the plan as an upright mark, and the zero it starts from. */
function barLayers(rows: readonly Row[], layout: Layout, y: Channel): Spec[] {
  const axis = { ...moneyAxis(layout === 'wide' ? 8 : 4), grid: false, ticks: true, tickColor: COLOURS.rule };
  const x = (field: string): Spec => ({ field, type: 'quantitative', axis });
  const upright = (values: Spec[], field: string, strokeWidth: number): Spec => ({
    data: { values },
    mark: { type: 'rule', color: COLOURS.ink, strokeWidth },
    encoding: { x: x(field), y: y('top'), y2: { field: 'bottom' } },
  });
  const reach = (top: number) => ({ top: top + ROW.bar - 8, bottom: top + ROW.interval + 4 });
  const planned = rows.flatMap(({ benefit, top }) =>
    benefit.planned === null ? [] : { planned: benefit.planned, ...reach(top) },
  );
  const values = rows.flatMap(({ benefit, top }) => {
    const { likely, low, high } = benefit.demonstrated;
    if (likely === null || likely === 0) return [];
    const [edge, depth] = [top + ROW.bar - ROW.thickness / 2, ROW.thickness];
    const bar = { zero: 0, likely, low: low ?? likely, high: high ?? likely };
    return { ...bar, top: edge, bottom: edge + depth, below: top + ROW.interval, ...styleOf(benefit) };
  });
  const fills = { fill: rawValue('fill'), stroke: rawValue('stroke') };
  const zero = upright(
    rows.map(({ top }) => ({ zero: 0, ...reach(top) })),
    'zero',
    1,
  );
  const plans = planned.length === 0 ? [] : [upright(planned, 'planned', 2.5)];
  // A layer without marks would leave its axis without an extent.
  if (values.length === 0) return [...plans, zero];
  return [
    {
      data: { values },
      mark: { type: 'rect', strokeWidth: 1 },
      encoding: { x: x('zero'), x2: { field: 'likely' }, y: y('top'), y2: { field: 'bottom' }, ...fills },
    },
    {
      data: { values },
      mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1.5 },
      encoding: { x: x('low'), x2: { field: 'high' }, y: y('below') },
    },
    ...plans,
    zero,
  ];
}

function styleOf(benefit: ResultBenefit): { fill: string; stroke: string } {
  if ((benefit.demonstrated.likely ?? 0) < 0) return { fill: COLOURS.concern, stroke: COLOURS.concernEdge };
  const solid = isFinancial(benefit.class);
  return { fill: solid ? COLOURS.improvement : COLOURS.improvementSoft, stroke: COLOURS.improvement };
}

function amountOf(results: Results, { demonstrated }: ResultBenefit): string {
  if (demonstrated.likely === null || demonstrated.likely === 0) return 'not demonstrated';
  return formatMoney(demonstrated.likely, results.program.currency, decimalsOfMoney(demonstrated));
}
