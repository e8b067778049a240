import type { YamlPath } from '../yaml.ts';

/**
 * A place in a YAML text as it was read, and what stands there, before anything is known of its type.
 *
 * Checks that span keys walk over spots, so they also work on a file that the schema refuses elsewhere, and all problems
 * come at once: a step to what is not there, or is of another type, gives an empty spot instead of an error.
 *
 * @example new Spot({ units: [{ id: 'a' }] }).at('units').items[0]?.at('id').text  // 'a'
 */
export class Spot {
  readonly value: unknown;
  readonly path: YamlPath;
  /** Whether a problem here belongs to the value at the path or to its key. */
  readonly of: 'value' | 'key';

  constructor(value: unknown, path: YamlPath = [], of: 'value' | 'key' = 'value') {
    this.value = value;
    this.path = path;
    this.of = of;
  }

  at(key: string): Spot {
    return new Spot(this.#mapping[key], [...this.path, key]);
  }

  /** The entries of a list. */
  get items(): Spot[] {
    return Array.isArray(this.value) ? this.value.map((item, index) => new Spot(item, [...this.path, index])) : [];
  }

  /** The keys of a mapping. */
  get keys(): Spot[] {
    return Object.keys(this.#mapping).map((key) => new Spot(key, [...this.path, key], 'key'));
  }

  get text(): string | null {
    return typeof this.value === 'string' ? this.value : null;
  }

  get number(): number | null {
    return typeof this.value === 'number' ? this.value : null;
  }

  get #mapping(): Record<string, unknown> {
    const isMapping = typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
    return isMapping ? (this.value as Record<string, unknown>) : {};
  }
}

/** What is wrong at a spot, and what to do next. */
export interface Complaint {
  spot: Spot;
  message: string;
  hint: string;
}
