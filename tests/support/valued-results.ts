import { type Results, resultsSchema } from '../../src/results/schema.ts';
import { type ProgramValuationInput, valueProgram } from '../../src/valuation/value-program.ts';
import { emptyResults, someResults } from './results.ts';

/** The results of a run that brought nothing but this valuation. */
export function valuedResults(input: ProgramValuationInput): Results {
  const { program, kpis, asOf } = input;
  const empty = emptyResults();
  const { id, title, currency, priceYear, timeZone, period, units } = program;
  return resultsSchema.parse({
    ...empty,
    as_of: asOf,
    program: {
      ...empty.program,
      id,
      title,
      currency,
      price_year: priceYear,
      time_zone: timeZone,
      period,
      units,
      deployments: program.deployments.map((one) => ({ id: one.id, title: one.title, owner: one.owner, windows: [] })),
    },
    kpis: kpis.map((kpi) => ({
      ...someResults().kpis[0]!,
      id: kpi.entry,
      definition: kpi.id,
      label: kpi.label,
      unit: kpi.unit,
      direction: kpi.direction,
      statistic: kpi.statistic,
      deployment: program.kpis.find((entry) => entry.id === kpi.entry)!.deployment,
      period: kpi.periodLength,
    })),
    ...valueProgram(input),
  });
}
