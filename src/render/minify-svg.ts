interface Element {
  tag: string;
  attributes: Map<string, string>;
  children: (Element | string)[];
}

/** Says nothing to a reader of a static picture, or repeats a default. */
const DROPPED = /^(class|role|aria-.*|pointer-events|xmlns.*|version|width|height|viewBox|font-family)$/;
const DEFAULTS: Record<string, string> = {
  opacity: '1',
  'stroke-width': '1',
  'stroke-miterlimit': '4',
  'stroke-dasharray': '1,0',
  x2: '0',
  y2: '0',
};
/** Attributes that a group may hold for all its children; geometry and opacity belong to each. */
const INHERITED = /^(fill|stroke|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor)$/;

/**
 * Makes Vega's SVG small: what draws nothing goes, coordinates keep a tenth of a pixel, marks share their attributes in
 * their group.
 *
 * @param svg  text that Vega wrote: every attribute value quoted, `<` and `"` escaped
 * @returns the content of the svg element, without the element itself
 */
export function minifySvg(svg: string): string {
  const root = parse(svg);
  return root.children
    .flatMap((child) => clean(child))
    .map(write)
    .join('');
}

function parse(svg: string): Element {
  const top: Element = { tag: '', attributes: new Map(), children: [] };
  const open = [top];
  for (const [, close, tag, attributes, end, text] of svg.matchAll(
    /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    const parent = open.at(-1)!;
    if (text !== undefined) parent.children.push(text);
    else if (close === '/') open.pop();
    else {
      const pairs = [...attributes!.matchAll(/([\w:-]+)="([^"]*)"/g)].map((match) => [match[1]!, match[2]!] as const);
      const element: Element = { tag: tag!, attributes: new Map(pairs), children: [] };
      parent.children.push(element);
      if (end !== '/') open.push(element);
    }
  }
  return top.children[0] as Element;
}

/** The node without what draws nothing: itself, its children in its place, or nothing. */
function clean(node: Element | string): (Element | string)[] {
  if (typeof node === 'string') return [node];
  if (drawsNothing(node)) return [];
  const attributes = new Map<string, string>();
  for (const [name, value] of node.attributes) {
    const dropped = DROPPED.test(name) && (node.tag !== 'rect' || !/^(width|height)$/.test(name));
    if (dropped || DEFAULTS[name] === value) continue;
    const rounded = GEOMETRY.test(name) ? round(value) : value;
    if (name !== 'transform' || rounded !== 'translate(0,0)') attributes.set(name, rounded.replace(/px$/, ''));
  }
  const children = node.children.flatMap(clean);
  if (node.tag !== 'g') return [{ ...node, attributes, children }];
  if (children.length === 0) return [];
  const group = hoist({ ...node, attributes, children: mergeMarks(children) });
  return group.attributes.size === 0 ? group.children : [group];
}

const GEOMETRY = /^(transform|d|x|y|x1|x2|y1|y2|width|height|font-size|stroke-width)$/;

function drawsNothing({ tag, attributes, children }: Element): boolean {
  if (attributes.get('opacity') === '0' || attributes.get('display') === 'none') return true;
  if (attributes.get('fill') === 'transparent') return true;
  if (tag === 'text') return children.length === 0;
  const painted = ['fill', 'stroke'].some((name) => attributes.has(name) && attributes.get(name) !== 'none');
  return /^(path|line|rect)$/.test(tag) && !painted;
}

/** Neighbouring marks of one shape and style become one path: a third of the bytes of a process chart's points. */
function mergeMarks(children: (Element | string)[]): (Element | string)[] {
  const merged: (Element | string)[] = [];
  let open: { key: string; path: Element } | null = null;
  for (const child of children) {
    const mark = typeof child === 'string' ? null : markOf(child);
    if (mark === null) open = null;
    else if (open?.key === mark.key) {
      open.path.attributes.set('d', open.path.attributes.get('d')! + mark.d);
      continue;
    }
    if (mark === null) merged.push(child);
    else {
      const path: Element = { tag: 'path', attributes: new Map([...mark.style, ['d', mark.d]]), children: [] };
      open = { key: mark.key, path };
      merged.push(path);
    }
  }
  return merged;
}

/** A path or line that is only moved into place: its outline where it stands, and all else that draws it. */
function markOf({ tag, attributes }: Element): { key: string; d: string; style: [string, string][] } | null {
  const place = attributes.get('transform')?.match(/^translate\(([\d.-]+),([\d.-]+)\)$/);
  if (tag === 'line') {
    const [x, y] = place?.slice(1) ?? ['0', '0'];
    const style = [...attributes].filter(([name]) => !/^(transform|x2|y2)$/.test(name));
    const d = `M${x},${y}l${attributes.get('x2') ?? 0},${attributes.get('y2') ?? 0}`;
    return { key: JSON.stringify(['line', style]), d, style: [...style, ['fill', 'none']] };
  }
  const outline = attributes.get('d');
  if (tag !== 'path' || place == null || outline === undefined || !/^[MLAZ\d.,-]+$/.test(outline)) return null;
  const style = [...attributes].filter(([name]) => name !== 'transform' && name !== 'd');
  return { key: JSON.stringify([outline, style]), d: `M${place[1]},${place[2]}${relative(outline)}`, style };
}

/** An outline of moves, lines and arcs in relative coordinates, from its own origin. */
function relative(outline: string): string {
  let [x, y] = [0, 0];
  return outline.replace(/([MLA])([\d.,-]+)/g, (_, command: string, list: string) => {
    const numbers = list.split(',').map(Number);
    const [toX, toY] = numbers.slice(-2) as [number, number];
    const shape = numbers.slice(0, -2);
    const step = [toX - x, toY - y].map((value) => Number(value.toFixed(1)) || 0);
    [x, y] = [toX, toY];
    return `${command.toLowerCase()}${[...shape, ...step].join(',')}`;
  });
}

/** Moves what all children of a group agree on into the group. */
function hoist(group: Element): Element {
  const [first, ...others] = group.children;
  if (first === undefined || typeof first === 'string' || others.length === 0) return group;
  const attributes = new Map(group.attributes);
  for (const [name, value] of first.attributes) {
    const shared = others.every(
      (other) => typeof other !== 'string' && other.tag !== 'g' && other.attributes.get(name) === value,
    );
    if (first.tag === 'g' || !shared || !INHERITED.test(name) || attributes.has(name)) continue;
    attributes.set(name, value);
    for (const child of group.children) (child as Element).attributes.delete(name);
  }
  return { ...group, attributes };
}

function round(value: string): string {
  return value.replace(/-?\d+(\.\d+)?(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1)) || 0));
}

function write(node: Element | string): string {
  if (typeof node === 'string') return node;
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
  const inside = node.children.map(write).join('');
  return inside === '' ? `<${node.tag}${attributes}/>` : `<${node.tag}${attributes}>${inside}</${node.tag}>`;
}
