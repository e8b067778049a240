import { formatMoney } from '../results/format.ts';
import { kpiOf } from '../results/lookup.ts';
import { BENEFIT_CLASSES, decimalsOfMoney, type ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import { inLines, rawValue, rowAxis, shorten, shortenHead } from './rows.ts';
import { COLOURS, frame, sentence, WIDTH } from './theme.ts';

export const BENEFITS_MAP = 'benefits_map';

/** Where each column of the map begins and how many letters a line of it holds, in a chart 880 pixels wide. */
const COLUMNS = [
  { title: 'Technical KPI', x: 0, letters: 32 },
  { title: 'Business KPI', x: 230, letters: 28 },
  { title: 'Benefit', x: 440, letters: 36 },
  { title: 'Class', x: 740, letters: 20 },
] as const;
const ROW_HEIGHT = 46;
const HEAD = 30;
/** Of a benefit with its amount, over two lines of which the first may break early. */
const BENEFIT_LETTERS = 60;
const NARROW_ROW = 22;
const NARROW_LETTERS = 56;

interface Node {
  column: 0 | 1 | 2 | 3;
  key: string;
  label: string;
  y: number;
}

interface Link {
  from: Node;
  to: Node;
  colour: string;
}

/**
 * By which way does each benefit come about: which technical KPI moves which business KPI, and what kind of benefit is that?
 * None without a benefit.
 *
 * A line is in the colour of improvement where money is demonstrated, of concern where it is lost, else grey. On a phone the
 * map is an outline.
 */
export function benefitsMap(results: Results, layout: Layout): Chart[] {
  if (results.benefits.length === 0) return [];
  const ordered = BENEFIT_CLASSES.flatMap((one) => results.benefits.filter((benefit) => benefit.class === one));
  const gaining = ordered.filter(({ demonstrated }) => (demonstrated.likely ?? 0) > 0).length;
  const title = `${gaining} of ${ordered.length} ${ordered.length === 1 ? 'benefit is' : 'benefits are'} carried by a KPI that moved the right way`;
  const subtitle =
    'Technical KPI → business KPI → benefit → class. Blue: a gain is demonstrated; orange: a loss; grey: neither.';
  const drawn = layout === 'wide' ? mapOf(results, ordered) : outlineOf(results, ordered);
  return [
    frame(results, layout, {
      name: BENEFITS_MAP,
      title,
      subtitle,
      sort: 'Benefits map',
      reading: ordered.map((benefit) =>
        sentence(`${benefit.title}: from ${kpiOf(results, benefit.kpi).label} to ${benefit.class}`),
      ),
      figures: ordered.flatMap(({ deployment, id }) => {
        const figure = `${deployment}.${id}.demonstrated`;
        return figure in results.figures ? [figure] : [];
      }),
      height: drawn.height,
      body: { layer: drawn.layer },
    }),
  ];
}

function mapOf(results: Results, ordered: readonly ResultBenefit[]): { height: number; layer: Spec[] } {
  const { nodes, links } = graphOf(results, ordered);
  const height = Math.max(...nodes.map(({ y }) => y)) + ROW_HEIGHT / 2;
  const y = rowAxis(height);
  const x = (field: string): Spec => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, WIDTH.wide], nice: false },
    axis: null,
  });
  const lines = links.map(({ from, to, colour }) => ({
    x1: COLUMNS[from.column].x + textWidth(from),
    x2: COLUMNS[to.column].x - 8,
    y1: from.y,
    y2: to.y,
    colour,
  }));
  const words = nodes.map(({ column, label, y: at }) => ({
    x: COLUMNS[column].x,
    y: at,
    label: inLines(label, COLUMNS[column].letters, 2).split('\n'),
  }));
  return {
    height,
    layer: [
      {
        data: { values: lines },
        mark: { type: 'rule', strokeWidth: 1.5 },
        encoding: { x: x('x1'), x2: { field: 'x2' }, y: y('y1'), y2: { field: 'y2' }, color: rawValue('colour') },
      },
      {
        data: { values: words },
        mark: { type: 'text', align: 'left', baseline: 'middle', lineHeight: 14 },
        encoding: { x: x('x'), y: y('y'), text: { field: 'label' } },
      },
      {
        data: { values: COLUMNS.map(({ title, x: at }) => ({ title, x: at, y: HEAD / 2 })) },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontWeight: 600, color: COLOURS.muted },
        encoding: { x: x('x'), y: y('y'), text: { field: 'title' } },
      },
    ],
  };
}

/** About five and a half pixels a letter at this size; a line begins behind the longest line of its words. */
function textWidth({ column, label }: Node): number {
  const longest = Math.max(
    ...inLines(label, COLUMNS[column].letters, 2)
      .split('\n')
      .map((line) => line.length),
  );
  return longest * 5.6 + 8;
}

/** Benefits stand one below the other; what leads to them stands at their middle, moved down until nothing overlaps. */
function graphOf(results: Results, ordered: readonly ResultBenefit[]): { nodes: Node[]; links: Link[] } {
  const benefits = ordered.map(
    (benefit, i): Node => ({
      column: 2,
      key: benefit.id,
      label: benefitWords(results, benefit, BENEFIT_LETTERS),
      y: HEAD + ROW_HEIGHT * (i + 0.5),
    }),
  );
  const links: Link[] = [];
  const place = (
    column: Node['column'],
    wanted: readonly { key: string; label: string; to: readonly Node[] }[],
  ): Node[] => {
    const ideal = wanted.map(({ key, label, to }) => ({
      column,
      key,
      label,
      y: to.reduce((sum, { y }) => sum + y, 0) / to.length,
    }));
    return spread(ideal);
  };
  const used = [...new Set(ordered.map(({ kpi }) => kpi))].map((id) => kpiOf(results, id));
  const carrying = (id: string) => benefits.filter((_, i) => ordered[i]!.kpi === id);
  const business = place(
    1,
    used.filter(({ nature }) => nature === 'business').map(({ id, label }) => ({ key: id, label, to: carrying(id) })),
  );
  const leaning = results.kpis.flatMap(({ id, label, definition, nature }) => {
    if (nature !== 'technical') return [];
    const behind = business.filter(({ key }) => kpiOf(results, key).leans_on.includes(definition));
    const to = [...behind, ...carrying(id)];
    return to.length === 0 ? [] : [{ key: id, label, to }];
  });
  const technical = place(0, leaning);
  for (const [i, benefit] of benefits.entries()) {
    const kpi = [...technical, ...business].find(({ key }) => key === ordered[i]!.kpi);
    if (kpi !== undefined) links.push({ from: kpi, to: benefit, colour: colourOf(ordered[i]!) });
  }
  for (const [i, { to }] of leaning.entries()) {
    const behind = to.filter(({ column }) => column === 1);
    for (const one of behind) links.push({ from: technical[i]!, to: one, colour: COLOURS.rule });
  }
  const classes = place(
    3,
    BENEFIT_CLASSES.flatMap((name) => {
      const to = benefits.filter((_, i) => ordered[i]!.class === name);
      return to.length === 0 ? [] : [{ key: name, label: name, to }];
    }),
  );
  for (const [i, benefit] of benefits.entries()) {
    links.push({
      from: benefit,
      to: classes.find(({ key }) => key === ordered[i]!.class)!,
      colour: colourOf(ordered[i]!),
    });
  }
  return { nodes: [...technical, ...business, ...benefits, ...classes], links };
}

function spread(nodes: readonly Node[]): Node[] {
  const sorted = nodes.map((node, i) => ({ node, i })).sort((a, b) => a.node.y - b.node.y);
  const placed: Node[] = new Array(nodes.length);
  let free = 0;
  for (const { node, i } of sorted) {
    const y = Math.max(node.y, free);
    placed[i] = { ...node, y };
    free = y + ROW_HEIGHT * 0.85;
  }
  return placed;
}

/** Class, benefit and the KPIs behind it, each a line further in. */
function outlineOf(results: Results, ordered: readonly ResultBenefit[]): { height: number; layer: Spec[] } {
  const lines = ordered.flatMap((benefit, i) => {
    const kpi = results.kpis.find(({ id }) => id === benefit.kpi)!;
    const behind = results.kpis.filter(
      ({ nature, definition }) => nature === 'technical' && kpi.leans_on.includes(definition),
    );
    const first = ordered[i - 1]?.class !== benefit.class;
    return [
      ...(first ? [{ indent: 0, text: benefit.class, colour: COLOURS.muted }] : []),
      { indent: 10, text: benefitWords(results, benefit, NARROW_LETTERS - 2), colour: COLOURS.ink },
      { indent: 22, text: `← ${kpi.label}`, colour: COLOURS.ink },
      ...behind.map(({ label }) => ({ indent: 34, text: `← ${label}`, colour: COLOURS.muted })),
    ];
  });
  const height = NARROW_ROW * lines.length;
  const y = rowAxis(height);
  const values = lines.map(({ indent, text, colour }, i) => ({
    x: indent,
    y: NARROW_ROW * (i + 0.5),
    text: shorten(text, NARROW_LETTERS - Math.round(indent / 6)),
    colour,
  }));
  const x = { field: 'x', type: 'quantitative', scale: { domain: [0, WIDTH.narrow], nice: false }, axis: null };
  return {
    height,
    layer: [
      {
        data: { values },
        mark: { type: 'text', align: 'left', baseline: 'middle' },
        encoding: { x, y: y('y'), text: { field: 'text' }, color: rawValue('colour') },
      },
    ],
  };
}

function benefitWords({ program }: Results, { title, demonstrated }: ResultBenefit, letters: number): string {
  const { likely } = demonstrated;
  const amount =
    likely === null || likely === 0
      ? 'not demonstrated'
      : formatMoney(likely, program.currency, decimalsOfMoney(demonstrated));
  return shortenHead(title, `: ${amount}`, letters);
}

function colourOf({ demonstrated }: ResultBenefit): string {
  const likely = demonstrated.likely ?? 0;
  if (likely > 0) return COLOURS.improvement;
  return likely < 0 ? COLOURS.concern : COLOURS.rule;
}
