import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildReports } from '../../src/report/index.ts';
import { resultsSchema } from '../../src/results/schema.ts';
import { RIGHTLY_NO_FIGURE, STILL_UNNAMED, unnamedNumbers } from '../support/unnamed-numbers.ts';

const example = join(import.meta.dirname, '../../reports/example/nightingale/results.json');

test('every number of the example is a figure, or of a kind that is rightly none', () => {
  const results = resultsSchema.parse(JSON.parse(readFileSync(example, 'utf8')));
  const places = buildReports(results).flatMap((report) => unnamedNumbers(report).map(({ place }) => place));
  const known = [...STILL_UNNAMED, ...RIGHTLY_NO_FIGURE.map(([place]) => place)];
  expect([...new Set(places)].filter((place) => !known.some((one) => one.test(place)))).toEqual([]);
});
