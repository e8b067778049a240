import { unitOf } from '../count-words.ts';
import { figureIdsOf, kpiOf, primaryComparisons, type ResultComparison, unitName } from '../results/lookup.ts';
import { effectNumbers } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, forEachReport, type Layout, reportChartName, type Spec } from './chart.ts';
import { type Channel, edgeText, inLines, LETTER, lettersOf, rawValue, rowAxis, shorten } from './rows.ts';
import { COLOURS, frame, sentence, WIDTH } from './theme.ts';
import { VERDICT_STYLES, type Verdict } from './verdict-style.ts';

export const VERDICT_STRIP = 'verdict_strip';

/** Heights in pixels. On a phone a KPI's name stands above its cells, on a page left of them. */
const SHAPE = {
  wide: { row: 34, cell: 28, name: 0, left: 320, letters: 44 },
  narrow: { row: 58, cell: 28, name: 22, left: 0, letters: 58 },
};

/** A cell narrower than this holds its sign only. */
const ROOM_FOR_NUMBERS = 84;

/** Width of a letter in a cell, in pixels. */
const CELL_LETTER = 7.5;

/** Above a column narrower than this a unit's name stands upright, and is no longer than so many letters. */
const ROOM_FOR_NAMES = 64;
const UPRIGHT_LETTERS = 26;
const HEADER = 48;

/** All verdicts on one strip: which KPIs moved, in which units? None where nothing was compared. */
export const verdictStrip = forEachReport(drawStrip);

function drawStrip(results: Results, layout: Layout): Chart[] {
  const comparisons = primaryComparisons(results);
  if (comparisons.length === 0) return [];
  const kpis = results.kpis.filter((kpi) => comparisons.some((c) => c.kpi === kpi.id));
  const title = findingOf(comparisons);
  const subtitle = `${kpis.length === 1 ? 'One KPI' : `${kpis.length} KPIs`} by unit; each cell is a verdict with its average effect. ${keyOf(comparisons)}`;
  return [
    frame(results, layout, {
      name: reportChartName(VERDICT_STRIP, results),
      title,
      subtitle,
      sort: 'Verdicts of all KPIs in all units',
      reading: readingOf(results, comparisons),
      figures: kpis.flatMap((kpi) => figureIdsOf(results, kpi.id)),
      height: gridOf(results, layout, comparisons).height,
      body: { layer: layersOf(results, layout, comparisons) },
    }),
  ];
}

function findingOf(comparisons: readonly ResultComparison[]): string {
  const count = (...verdicts: Verdict[]) => comparisons.filter((c) => verdicts.includes(c.verdict)).length;
  const improved = count('improved', 'improved, size uncertain');
  const worsened = count('worsened');
  const rest = [
    [count('no material change'), 'showed no material change'],
    [count('not demonstrated'), 'not demonstrated'],
    [count('not comparable', 'insufficient data'), 'cannot be judged'],
  ] as const;
  const told = rest.filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  return [`Of ${comparisons.length} comparisons ${improved} improved`, `${worsened} worsened`, ...told].join(', ');
}

/** What moved, worst first; the others are counted in the finding. */
function readingOf(results: Results, comparisons: readonly ResultComparison[]): string[] {
  const moved: Verdict[] = ['worsened', 'improved', 'improved, size uncertain'];
  const told = moved.flatMap((verdict) =>
    comparisons
      .filter((one) => one.verdict === verdict)
      .map(({ kpi, unit }) => sentence(`${verdict}: ${kpiOf(results, kpi).label} at ${unitName(results, unit)}`)),
  );
  return told.length === 0 ? ['No KPI improved or worsened.'] : told;
}

/** What the signs mean, those in use only. */
function keyOf(comparisons: readonly ResultComparison[]): string {
  const used = new Set(comparisons.map((c) => c.verdict));
  const pairs = Object.entries(VERDICT_STYLES).filter(([verdict]) => used.has(verdict as Verdict));
  return `${pairs.map(([verdict, { sign }]) => `${sign} ${verdict === 'improved, size uncertain' ? 'pale: improved, size uncertain' : verdict}`).join(' · ')}.`;
}

/** Where everything lies: a column for each unit, a row for each KPI, in pixels. */
function gridOf(results: Results, layout: Layout, comparisons: readonly ResultComparison[]) {
  const shape = SHAPE[layout];
  const kpis = results.kpis.filter((kpi) => comparisons.some((c) => c.kpi === kpi.id));
  const units = results.program.units.filter((unit) => comparisons.some((c) => c.unit === unit.id));
  const column = (WIDTH[layout] - shape.left) / units.length;
  const heads = units.map(({ id }) => unitHead(unitName(results, id), column));
  const header = Math.max(...heads.map(({ height }) => height));
  return {
    kpis,
    column,
    header,
    heads: units.map(({ id }, i) => ({ unit: id, text: heads[i]!.text })),
    height: header + shape.row * kpis.length,
    left: (unit: string) => shape.left + units.findIndex((one) => one.id === unit) * column,
    top: (kpi: string) => header + kpis.findIndex((one) => one.id === kpi) * shape.row + shape.name,
  };
}

/** A unit's name above its column, in lines or upright, and how high that is in pixels. */
function unitHead(name: string, column: number): { text: string; height: number } {
  if (column >= ROOM_FOR_NAMES) return { text: inLines(name, Math.floor(column / LETTER), 3), height: HEADER };
  const text = shorten(name, UPRIGHT_LETTERS);
  return { text, height: lettersOf(text) * LETTER + 16 };
}

function layersOf(results: Results, layout: Layout, comparisons: readonly ResultComparison[]): Spec[] {
  const shape = SHAPE[layout];
  const { kpis, column, header, heads, height, left, top } = gridOf(results, layout, comparisons);
  const y = rowAxis(height);
  const names = kpis.map(({ id, label }) => {
    if (layout === 'narrow') return { y: top(id) - 11, text: shorten(label, shape.letters) };
    const text = inLines(label, shape.letters, 2);
    return { y: top(id) + shape.cell / 2 - (text.includes('\n') ? 7 : 0), text };
  });
  const upright = column < ROOM_FOR_NAMES;
  const units = heads.map(({ unit, text }) => ({
    x: left(unit) + column / 2,
    y: upright ? header - 8 : 10,
    text,
    ink: COLOURS.muted,
  }));
  const cells = comparisons.map((c) => ({
    ...VERDICT_STYLES[c.verdict],
    left: left(c.unit) + 2,
    right: left(c.unit) + column - 2,
    top: top(c.kpi),
    bottom: top(c.kpi) + shape.cell,
    x: left(c.unit) + column / 2,
    y: top(c.kpi) + shape.cell / 2,
    text: cellText(results, c, column),
  }));
  const scale = { domain: [0, WIDTH[layout]], nice: false, zero: false };
  const x: Channel = (field) => ({ field, type: 'quantitative', scale, axis: null });
  const centred = (values: object[], mark: Spec): Spec => ({
    data: { values },
    mark: { type: 'text', baseline: 'middle', lineBreak: '\n', ...mark },
    encoding: { x: x('x'), y: y('y'), text: { field: 'text' }, color: rawValue('ink') },
  });
  const fills = { fill: rawValue('fill'), stroke: rawValue('edge') };
  return [
    {
      data: { values: cells },
      mark: { type: 'rect', cornerRadius: 4, strokeWidth: 1 },
      encoding: { x: x('left'), x2: { field: 'right' }, y: y('top'), y2: { field: 'bottom' }, ...fills },
    },
    centred(cells, { fontSize: 13, fontWeight: 600 }),
    edgeText(names, 'text', 'left', y, { lineBreak: '\n', lineHeight: 14 }),
    centred(units, upright ? { angle: 270, align: 'left' } : {}),
  ];
}

function cellText(results: Results, comparison: ResultComparison, room: number): string {
  const { sign } = VERDICT_STYLES[comparison.verdict];
  const kpi = results.kpis.find((one) => one.id === comparison.kpi)!;
  const judged = comparison.average !== null && comparison.verdict !== 'not comparable';
  if (!judged || room < ROOM_FOR_NUMBERS) return sign;
  const { estimate, unit } = effectNumbers(comparison.average!, kpi);
  const short = unit === 'percentage points' ? 'pp' : unitOf(estimate, unit);
  const number = `${sign}  ${estimate}`;
  // A unit of measure that has no room stands in the table.
  return lettersOf(`${number}${short}  `) * CELL_LETTER > room ? number : `${number} ${short}`;
}
