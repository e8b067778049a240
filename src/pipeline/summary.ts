import { join } from 'node:path';
import { VERDICTS } from '../comparison/comparison.ts';
import { countWords } from '../count-words.ts';
import { answer } from '../report/headline.ts';
import { formatCount, formatDay } from '../results/format.ts';
import { primaryComparisons } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';

/**
 * What a run has found, in a few lines for a terminal: the answer, the verdicts, what needs a look, where the report lies.
 *
 * @param folder  the run's folder
 */
export function summarize(results: Results, folder: string): string {
  const { program, inputs, findings } = results;
  const records = inputs.reduce((sum, input) => sum + input.records, 0);
  const rejected = inputs.reduce((sum, input) => sum + input.rejected, 0);
  const lines = [
    `${program.title}, as of ${formatDay(results.as_of)}`,
    ...(program.synthetic === null ? [] : [program.synthetic]),
    '',
    answer(results),
    '',
    ...verdictLines(results),
    '',
    `${formatCount(records)} records in ${countWords(inputs.length, 'file')}, ${formatCount(rejected)} rejected with their reasons`,
    ...(['fail', 'warn'] as const).flatMap((severity) => {
      const open = findings.filter((f) => f.severity === severity && f.acknowledged === undefined);
      const what = severity === 'fail' ? 'against a claim' : 'to look at';
      return open.length === 0 ? [] : [`${countWords(open.length, 'finding')} ${what}`];
    }),
    `Report: ${join(folder, 'report.html')}`,
  ];
  return lines.join('\n');
}

function verdictLines(results: Results): string[] {
  const primary = primaryComparisons(results);
  return VERDICTS.flatMap((verdict) => {
    const own = primary.filter((comparison) => comparison.verdict === verdict);
    if (own.length === 0) return [];
    const where = own.map(({ kpi, unit }) => `${kpi} (${unit})`).join(', ');
    return [`${String(own.length).padStart(3)} ${verdict}: ${where}`];
  });
}
