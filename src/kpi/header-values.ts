import { nearest, type ProgramProblem } from '../errors.ts';
import type { Direction, KpiParameter } from './kpi.ts';
import type { HeaderEntry } from './read-header.ts';

/** Keys that every KPI file has, in the order in which they are written. */
const REQUIRED = [
  'label',
  'family',
  'nature',
  'unit',
  'direction',
  'statistic',
  'also',
  'clock',
  'grain',
  'strata',
  'maturity',
  'parameters',
  'source',
  'pitfall',
  'counter',
  'money',
] as const;
const OPTIONAL = ['per', 'leans_on'] as const;
export type KpiKey = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

interface At {
  line: number;
  column: number;
}

/**
 * What do the values of a KPI header say, key by key?
 *
 * Each method reads one form of value. What is wrong becomes a problem with its place, and the method returns a harmless
 * value, so that one reading finds everything that is wrong.
 *
 * @example new HeaderValues(file, entries, problems).days('maturity')  // 14, from `maturity: 14 days`
 */
export class HeaderValues {
  readonly file: string;
  readonly problems: ProgramProblem[];
  readonly entries: Map<string, HeaderEntry>;

  constructor(file: string, entries: HeaderEntry[], problems: ProgramProblem[]) {
    this.file = file;
    this.problems = problems;
    this.entries = new Map(entries.map((entry) => [entry.key, entry]));
    const keys: readonly string[] = [...REQUIRED, ...OPTIONAL];
    for (const { key, line } of entries) {
      if (keys.includes(key)) continue;
      const near = nearest(key, keys);
      const hint = near === null ? `known here: ${keys.join(', ')}` : `did you mean «${near}»?`;
      this.problem({ line, column: 1 }, `«${key}» is not a key of a KPI`, hint);
    }
    if (entries.length === 0) return;
    for (const key of REQUIRED) {
      const entry = this.entries.get(key);
      if (entry === undefined) this.problem({ line: 1, column: 1 }, `«${key}» is missing`, `add «${key}:»`);
      else if (entry.text === '') this.problem(entry, `«${key}» is empty`, 'fill it in, or write `none`');
    }
  }

  problem({ line, column }: At, message: string, hint: string): void {
    this.problems.push({ file: this.file, line, column, message, hint });
  }

  place(key: KpiKey): At {
    return this.entries.get(key) ?? { line: 1, column: 1 };
  }

  text(key: KpiKey): string {
    return this.entries.get(key)?.text ?? '';
  }

  known<T extends string>(word: string, valid: readonly T[], at: At): T {
    if ((valid as readonly string[]).includes(word)) return word as T;
    const near = nearest(word, valid);
    const hint = near === null ? `choose one of ${valid.join(', ')}` : `did you mean «${near}»?`;
    this.problem(at, `«${word}» is not one of ${valid.join(', ')}`, hint);
    return valid[0]!;
  }

  oneOf<T extends string>(key: KpiKey, valid: readonly T[]): T {
    const text = this.text(key);
    return text === '' ? valid[0]! : this.known(text, valid, this.place(key));
  }

  list<T>(key: KpiKey, read: (word: string, at: At) => T): T[] {
    const text = this.text(key);
    if (text === '' || text === 'none') return [];
    return text.split(',').map((word) => read(word.trim(), this.place(key)));
  }

  unlessDeclared<T>(key: KpiKey, read: (value: string, at: At) => T): T | null {
    const text = this.text(key);
    return text === '' || text === 'as declared' ? null : read(text, this.place(key));
  }

  direction(value: string, at: At): Direction | null {
    if (value === 'decrease' || value === 'increase') return value;
    const band = /^between (-?[\d.]+) and (-?[\d.]+)$/.exec(value);
    const [low, high] = [Number(band?.[1]), Number(band?.[2])];
    if (low < high) return { low, high };
    this.problem(at, `«${value}» is no direction`, 'write decrease, increase, `between LOW and HIGH` or `as declared`');
    return null;
  }

  per(isRate: boolean): number | null {
    const entry = this.entries.get('per');
    if (!isRate) {
      if (entry !== undefined) this.problem(entry, '«per» belongs to a rate', 'leave it out');
      return 1;
    }
    if (entry === undefined) {
      this.problem(this.place('statistic'), 'a rate needs «per»', 'add `per: 1000`, or `per: as declared`');
    }
    return this.unlessDeclared('per', (value, at) => {
      if (Number(value) > 0) return Number(value);
      this.problem(at, `«${value}» is not a number above 0`, 'write how many units of exposure the rate is per');
      return null;
    });
  }

  days(key: KpiKey): number {
    const text = this.text(key);
    if (text === '' || text === 'none') return 0;
    const match = /^(\d+) days?$/.exec(text);
    if (match === null) this.problem(this.place(key), `«${text}» is no number of days`, 'write `14 days` or `none`');
    return Number(match?.[1] ?? 0);
  }

  parameters(): KpiParameter[] {
    const lines = this.entries.get('parameters')?.lines ?? [];
    if (lines.length === 1 && lines[0]!.text === 'none') return [];
    const parameters: KpiParameter[] = [];
    for (const { text, ...at } of lines) {
      const match = /^([a-z][a-z0-9_]*) = (.+?) — (.+)$/.exec(text);
      const [, name = '', value = '', description = ''] = match ?? [];
      if (match === null) {
        this.problem(
          at,
          `«${text}» is no parameter`,
          'write `name = default — description`; default may be `required`',
        );
      } else if (parameters.some((other) => other.name === name)) {
        this.problem(at, `parameter «${name}» occurs twice`, 'keep one of the two');
      } else parameters.push({ name, default: value === 'required' ? null : value, description });
    }
    return parameters;
  }
}
