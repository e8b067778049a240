import { formatCount } from '../results/format.ts';
import type { ResultKpi } from '../results/lookup.ts';
import { directionWords, measureOf, statisticWords, targetWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Block, type Code, type Details, left, right, type Section } from './document.ts';

/** What each KPI counts, what it leaves out and why, where its definition comes from, and the SQL that measured it. */
export function kpiAppendix({ kpis }: Results): Section | null {
  if (kpis.length === 0) return null;
  return {
    kind: 'section',
    id: 'kpi-appendix',
    title: 'Appendix: how each KPI is measured',
    blocks: kpis.map((kpi): Details => ({ kind: 'details', summary: kpi.label, blocks: definitionOf(kpi) })),
  };
}

function definitionOf(kpi: ResultKpi): Block[] {
  const { about } = kpi;
  const { unit } = measureOf(kpi);
  const facts = [
    { name: 'Measured as', text: `${statisticWords(kpi.statistic)} by ${kpi.period}${unit === '' ? '' : `, ${unit}`}` },
    { name: 'Direction', text: `${directionWords(kpi)}; target: ${targetWords(kpi)}` },
    ...(about === null
      ? []
      : [
          { name: 'Clock', text: about.clock },
          { name: 'One row is', text: about.grain },
          ...(about.strata.length === 0 ? [] : [{ name: 'Case mix by', text: mixWords(kpi, about.strata) }]),
          ...(about.maturity_days === 0 ? [] : [{ name: 'Counts after', text: `${about.maturity_days} days` }]),
          { name: 'Definition from', text: about.source },
          { name: 'Pitfall', text: about.pitfall },
          { name: 'Money', text: about.money },
        ]),
    { name: 'File', text: [{ code: `${kpi.definition}.sql` }] },
    { name: 'SHA-256', text: [{ code: kpi.sha256 }] },
  ];
  return [{ kind: 'facts', facts }, ...exclusions(kpi), ...(about === null ? [] : [select(kpi.definition, about.sql)])];
}

/** Whether there are standardised values beside the crude ones, and what the word means. */
function mixWords({ mixes }: ResultKpi, strata: readonly string[]): string {
  const held =
    mixes.length === 0 ? 'no standardised series' : 'standardised: held at the mix that each unit had in its baseline';
  return `${strata.join(', ')}; ${held}`;
}

function exclusions({ waterfall }: ResultKpi): Block[] {
  if (waterfall.length < 2) return [];
  const losses = waterfall.slice(1).map(({ step, n }, i) => [step, formatCount(waterfall[i]!.n - n), formatCount(n)]);
  return [
    {
      kind: 'table',
      caption: `Rows left out, each for its first reason; ${formatCount(waterfall[0]!.n)} candidates`,
      form: 'dense',
      columns: [left('Reason'), right('Rows'), right('Rows left')],
      rows: losses,
    },
  ];
}

function select(definition: string, sql: string): Code {
  return { kind: 'code', caption: `${definition}.sql, as it was run`, text: sql.trim() };
}
