import { figureIdsOf, primaryComparisons, type ResultComparison, unitName } from '../results/lookup.ts';
import { effectNumbers } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import { COLOURS, frame, rowAxis, shorten, twoLines, WIDTH } from './theme.ts';
import { VERDICT_STYLES, type Verdict } from './verdict-style.ts';

export const VERDICT_STRIP = 'verdict_strip';

/** Heights in pixels. On a phone a KPI's name stands above its cells, on a page left of them. */
const SHAPE = {
  wide: { row: 34, cell: 28, name: 0, header: 42, left: 320, letters: 50 },
  narrow: { row: 58, cell: 28, name: 22, header: 42, left: 0, letters: 54 },
};

/** A cell narrower than this holds its sign only. */
const ROOM_FOR_NUMBERS = 84;

/**
 * All verdicts on one strip: which KPIs moved, in which units? None where nothing was compared.
 */
export function verdictStrip(results: Results, layout: Layout): Chart[] {
  const comparisons = primaryComparisons(results);
  if (comparisons.length === 0) return [];
  const kpis = results.kpis.filter((kpi) => comparisons.some((c) => c.kpi === kpi.id));
  const shape = SHAPE[layout];
  const title = findingOf(comparisons);
  const subtitle = `${kpis.length === 1 ? 'One KPI' : `${kpis.length} KPIs`} by unit; each cell is a verdict with its average effect. ${keyOf(comparisons)}`;
  return [
    frame(results, layout, {
      name: VERDICT_STRIP,
      title,
      subtitle,
      description: `Verdicts of all KPIs in all units. ${title}. ${subtitle}`,
      figures: kpis.flatMap((kpi) => figureIdsOf(results, kpi.id)),
      height: shape.header + shape.row * kpis.length,
      body: { layer: layersOf(results, layout, comparisons) },
    }),
  ];
}

function findingOf(comparisons: readonly ResultComparison[]): string {
  const count = (...verdicts: Verdict[]) => comparisons.filter((c) => verdicts.includes(c.verdict)).length;
  const improved = count('improved', 'improved, size uncertain');
  const worsened = count('worsened');
  const unanswered = count('not comparable', 'insufficient data');
  const rest = comparisons.length - improved - worsened - unanswered;
  return `Of ${comparisons.length} comparisons ${improved} improved, ${worsened} worsened, ${rest} showed no change to speak of, ${unanswered} cannot be judged`;
}

/** What the signs mean, those in use only. */
function keyOf(comparisons: readonly ResultComparison[]): string {
  const used = new Set(comparisons.map((c) => c.verdict));
  const pairs = Object.entries(VERDICT_STYLES).filter(([verdict]) => used.has(verdict as Verdict));
  return `${pairs.map(([verdict, { sign }]) => `${sign} ${verdict === 'improved, size uncertain' ? 'pale: improved, size uncertain' : verdict}`).join(' · ')}.`;
}

function layersOf(results: Results, layout: Layout, comparisons: readonly ResultComparison[]): Spec[] {
  const shape = SHAPE[layout];
  const kpis = results.kpis.filter((kpi) => comparisons.some((c) => c.kpi === kpi.id));
  const units = results.program.units.filter((unit) => comparisons.some((c) => c.unit === unit.id));
  const height = shape.header + shape.row * kpis.length;
  const column = (WIDTH[layout] - shape.left) / units.length;
  const left = (unit: string) => shape.left + units.findIndex((one) => one.id === unit) * column;
  const top = (kpi: string) => shape.header + kpis.findIndex((one) => one.id === kpi) * shape.row + shape.name;
  const cells = comparisons.map((c) => ({
    ...VERDICT_STYLES[c.verdict],
    x: left(c.unit) + 2,
    x2: left(c.unit) + column - 2,
    middle: left(c.unit) + column / 2,
    y: top(c.kpi),
    y2: top(c.kpi) + shape.cell,
    center: top(c.kpi) + shape.cell / 2,
    text: cellText(results, c, column),
  }));
  const x = (field: string) => columnAxis(field, WIDTH[layout]);
  const y = (field: string) => rowAxis(field, height);
  const text = (values: Spec[], mark: Spec): Spec => ({
    data: { values },
    mark: { type: 'text', baseline: 'middle', lineBreak: '\n', ...mark },
    encoding: {
      x: x('x'),
      y: y('y'),
      text: { field: 'text' },
      ...(mark['color'] === undefined ? { color: raw('ink') } : {}),
    },
  });
  const names = kpis.map((kpi) => ({
    x: 0,
    y: layout === 'wide' ? top(kpi.id) + shape.cell / 2 : top(kpi.id) - 11,
    text: shorten(kpi.label, shape.letters),
  }));
  const heads = units.map((unit) => ({
    x: left(unit.id) + column / 2,
    y: 14,
    text: twoLines(unitName(results, unit.id), Math.max(4, Math.floor(column / 6.4))),
  }));
  return [
    {
      data: { values: cells },
      mark: { type: 'rect', cornerRadius: 4, strokeWidth: 1 },
      encoding: {
        x: x('x'),
        x2: { field: 'x2' },
        y: y('y'),
        y2: { field: 'y2' },
        fill: raw('fill'),
        stroke: raw('edge'),
      },
    },
    text(
      cells.map(({ middle, center, text, ink }) => ({ x: middle, y: center, text, ink })),
      { fontSize: 13, fontWeight: 600 },
    ),
    text(names, { align: 'left', fontSize: 13, color: COLOURS.ink }),
    text(heads, { color: COLOURS.muted, fontSize: 12 }),
  ];
}

function cellText(results: Results, comparison: ResultComparison, room: number): string {
  const { sign } = VERDICT_STYLES[comparison.verdict];
  const kpi = results.kpis.find((one) => one.id === comparison.kpi)!;
  const judged = comparison.average !== null && comparison.verdict !== 'not comparable';
  if (!judged || room < ROOM_FOR_NUMBERS) return sign;
  const { estimate, unit } = effectNumbers(comparison.average!, kpi);
  const short = unit === 'percentage points' ? 'pp' : unit;
  return `${sign}  ${estimate}${room < ROOM_FOR_NUMBERS + 30 ? '' : ` ${short}`}`;
}

function columnAxis(field: string, width: number): Spec {
  return { field, type: 'quantitative', scale: { domain: [0, width], nice: false, zero: false }, axis: null };
}

function raw(field: string): Spec {
  return { field, type: 'nominal', scale: null };
}
