import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../src/pipeline/catalogue.ts';
import { languageOf } from '../../src/results/language.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults, someResults } from '../support/results.ts';
import { untoldInGerman } from '../support/untold.ts';

/** What made-up results say in sentences that the product never writes. */
function inventedIn({ comparisons, benefits, findings, audit, appraisal }: Results): string[] {
  return [
    ...comparisons.flatMap(({ reasons }) => reasons),
    ...benefits.flatMap(({ reasons, checks }) => [...reasons, ...checks]),
    ...findings.map(({ message }) => message),
    ...audit.map(({ remedy }) => remedy),
    ...appraisal.flatMap(({ reasons }) => reasons),
  ].map((text) => text.slice(0, 20));
}

describe('reports in German', () => {
  test('every shipped KPI has a German name, unit and definition', async () => {
    const { kpis } = await readCatalogue(null);
    const { tell, untold } = languageOf('de', []);
    for (const { label, unit, clock, grain, strata, source, pitfall, money } of kpis) {
      for (const text of [label, clock, grain, ...strata, source, pitfall, money]) tell(text);
      if (unit !== null && unit !== '1') tell(unit);
    }
    expect([...untold]).toEqual([]);
  });

  test('a run of every verdict, with changed and replaced seals, says nothing that has no German', () => {
    const results = someResults();
    const invented = inventedIn(results);
    const missing = untoldInGerman(results).filter((text) => !invented.some((start) => text.includes(start)));
    expect(missing).toEqual([]);
  });

  test('nor does the example, the first run of whoever tries the product', () => {
    const file = resolve(import.meta.dirname, '../../reports/example/nightingale/results.json');
    expect(untoldInGerman(JSON.parse(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('nor does one that found nothing', () => {
    expect(untoldInGerman(emptyResults())).toEqual([]);
  });
});
