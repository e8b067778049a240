import type { DefinedName } from './workbook.ts';

/** The named cells of a workbook while it is filled. */
export interface Names {
  list: DefinedName[];
  /** Names a cell and returns the name: `value_outsourced_reads`. */
  add(prefix: string, id: string, cell: DefinedName['cell']): string;
}

/**
 * Gives cells names that formulas can read.
 *
 * What a name cannot hold becomes `_`; two ids that then look alike are told apart by a number.
 *
 * @example names.add('value', 'outsourced-reads', cell)  // 'value_outsourced_reads'
 */
export function nameCells(): Names {
  const list: DefinedName[] = [];
  return {
    list,
    add(prefix, id, cell) {
      const wanted = [prefix, ...(id === '' ? [] : [id])].join('_').replace(/[^A-Za-z0-9_]/g, '_');
      const taken = (name: string) => list.some((one) => one.name.toLowerCase() === name.toLowerCase());
      let name = wanted;
      for (let n = 2; taken(name); n++) name = `${wanted}_${n}`;
      list.push({ name, cell });
      return name;
    },
  };
}
