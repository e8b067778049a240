import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * The rooms of src/, in the order of the flow, and what each may import. `errors`, `finding`, `figure` and `yaml` may be imported
 * anywhere. Rooms with `io` touch files, clocks, databases or the network; all others are pure. docs/architecture.md
 * explains the table.
 */
const PURE = [
  'contract',
  'program',
  'kpi',
  'statistics',
  'baseline',
  'comparison',
  'valuation',
  'results',
  'chart',
  'report',
  'workbook',
];
const ROOMS: Record<string, { io: boolean; may: string[] }> = {
  cli: { io: true, may: ['pipeline'] },
  pipeline: {
    io: true,
    may: [...PURE, 'extract', 'warehouse', 'ledger', 'render', 'delivery', 'workers'],
  },
  program: { io: false, may: [] },
  contract: { io: false, may: [] },
  extract: { io: true, may: ['contract', 'program'] },
  warehouse: { io: true, may: ['contract', 'extract', 'kpi', 'program'] },
  kpi: { io: false, may: ['program'] },
  statistics: { io: false, may: [] },
  baseline: { io: false, may: ['kpi', 'program', 'statistics'] },
  comparison: { io: false, may: ['baseline', 'kpi', 'program', 'statistics'] },
  valuation: { io: false, may: ['baseline', 'comparison', 'kpi', 'program', 'statistics'] },
  ledger: { io: true, may: ['baseline'] },
  results: { io: false, may: ['baseline', 'comparison', 'kpi', 'program', 'valuation'] },
  chart: { io: false, may: ['results'] },
  report: { io: false, may: ['chart', 'results'] },
  workbook: { io: false, may: ['results'] },
  render: { io: true, may: ['report', 'chart', 'results', 'workers'] },
  delivery: { io: false, may: ['chart', 'program', 'render', 'results'] },
  workers: { io: true, may: [] },
};
const ANYWHERE = [
  'errors.ts',
  'count-words.ts',
  'finding.ts',
  'figure.ts',
  'yaml.ts',
  'canonical-json.ts',
  'recall.ts',
];

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src');

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const files = listFiles(source, '.ts').map((path) => relative(source, path));
const imports: Import[] = files.flatMap((from) => importsOf(from));

describe('the rooms of src/', () => {
  test('each folder is in the table, each row of the table is a folder', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(ROOMS).sort());
  });

  test('each file imports only from rooms its own room may use', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!to.startsWith('.')) return false;
      const target = relative(source, resolve(source, dirname(from), to));
      if (target.startsWith('..')) return !/^\.\.\/package\.json$/.test(target);
      const [room, targetRoom] = [roomOf(from), roomOf(target)];
      return !(ANYWHERE.includes(target) || room === targetRoom || ROOMS[room]?.may.includes(targetRoom));
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('pure rooms reach no file, clock, randomness or network', () => {
    const wrong = files
      .filter((file) => ROOMS[roomOf(file)]?.io === false)
      .filter((file) => {
        const text = withoutComments(readFileSync(join(source, file), 'utf8'));
        return /from 'node:(?!crypto)|process\.|Date\.now\(|new Date\(\)|Math\.random\(|fetch\(/.test(text);
      });
    expect(wrong).toEqual([]);
  });

  test('files form no cycle', () => {
    expect(firstCycle(imports.filter(({ typeOnly, to }) => !typeOnly && to.startsWith('.')))).toBeNull();
  });

  test('no file outgrows a few screens', () => {
    const long = files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 300);
    expect(long).toEqual([]);
  });

  test('src/ names no KPI and no extract kind: they live in sql/ alone', () => {
    // «service» is also a word of the program file (services:) and of contracts (service: true), «training» a category of costs.
    const ids = [...sqlIds('kpi'), ...sqlIds('contract')].filter((id) => id !== 'service' && id !== 'training');
    const wrong = files.flatMap((file) => {
      const text = withoutComments(readFileSync(join(source, file), 'utf8'));
      return ids.filter((id) => new RegExp(`['"\`]${id}['"\`]`).test(text)).map((id) => `${file}: ${id}`);
    });
    expect(wrong).toEqual([]);
  });
});

function sqlIds(folder: string): string[] {
  return readdirSync(join(root, 'sql', folder)).map((name) => name.replace(/\.(sql|yaml)$/, ''));
}

function roomOf(file: string): string {
  return file.split('/')[0]!;
}

function importsOf(from: string): Import[] {
  const text = withoutComments(readFileSync(join(source, from), 'utf8'));
  const found: Import[] = [];
  for (const match of text.matchAll(/(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/g)) {
    found.push({ from, to: match[2]!, typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(/import\(\s*'([^']+)'\s*\)/g)) found.push({ from, to: match[1]!, typeOnly: false });
  return found;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

function listFiles(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));
}

function firstCycle(edges: readonly Import[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const target = relative(source, resolve(source, dirname(from), to));
    next.set(from, [...(next.get(from) ?? []), target]);
  }
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of next.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
