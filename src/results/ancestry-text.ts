import type { Ancestor } from './ancestry.ts';

/** How many files of an extract are named below a figure; below the extract or its KPI all are. */
const SHOWN_FILES = 3;

/**
 * An ancestry as a tree of text, one line each; what came before with all it was made from is named, not told again.
 *
 * @example ancestryText(ancestryOf(results, 'bridge.1')!).split('\n')[0]  // 'figure:bridge.1  1420000.00 USD = …'
 */
export function ancestryText(root: Ancestor): string {
  const seen = new Set<string>();
  const lines = ({ reference, told, inputs }: Ancestor, trunk: string, depth: number): string[] => {
    const again = seen.has(reference) && inputs.length > 0;
    seen.add(reference);
    if (again) return [`${reference}  (see above)`];
    const shown = reference.startsWith('extract:') && depth > 1 ? inputs.slice(0, SHOWN_FILES) : inputs;
    const more = inputs.length - shown.length;
    const below = shown.map((input, i) => {
      const isLast = i === shown.length - 1 && more === 0;
      const [first, ...rest] = lines(input, `${trunk}${isLast ? '   ' : '│  '}`, depth + 1);
      return [`${trunk}${isLast ? '└─ ' : '├─ '}${first}`, ...rest];
    });
    const rest = more > 0 ? [`${trunk}└─ … and ${more} more files, all named by: explain ${reference}`] : [];
    return [`${reference}  ${told}`, ...below.flat(), ...rest];
  };
  return lines(root, '', 0).join('\n');
}
