import { type Figures, figureSegment } from '../figure.ts';
import type { Results } from './schema.ts';

const COUNTS = {
  records: 'in the files',
  loaded: 'that count',
  rejected: 'rejected with a reason',
  skipped: 'skipped as declared',
};

/**
 * How many records came, and what became of them? Every count of the data with the files it was made from.
 *
 * @returns figures `data.<kind>.<count>` and their sums `data.<count>`; records = loaded + rejected + skipped
 * @example dataFigures(inputs)['data.records']?.value
 */
export function dataFigures(inputs: Results['inputs']): Figures {
  const kinds = [...new Set(inputs.map(({ kind }) => kind))];
  const figures: Figures = {};
  for (const [count, words] of Object.entries(COUNTS) as [keyof typeof COUNTS, string][]) {
    const made = { unit: 'records', digits: 0 };
    for (const kind of kinds) {
      const value = sumOf(
        inputs.filter((input) => input.kind === kind),
        count,
      );
      const formula = `records of this kind ${words}`;
      figures[`data.${figureSegment(kind)}.${count}`] = { value, ...made, formula, inputs: [`extract:${kind}`] };
    }
    const parts = kinds.map((kind) => `figure:data.${figureSegment(kind)}.${count}`);
    figures[`data.${count}`] = {
      value: sumOf(inputs, count),
      ...made,
      formula: `records ${words}, all kinds`,
      inputs: parts,
    };
  }
  return figures;
}

function sumOf(inputs: Results['inputs'], count: keyof typeof COUNTS): number {
  return inputs.reduce((sum, input) => sum + input[count], 0);
}
