import type { Contract, Field } from '../contract/contract.ts';
import type { Kpi } from '../kpi/kpi.ts';
import type { Catalogue } from '../warehouse/catalogue.ts';

/**
 * What can be measured, from which extracts? The headers of KPI files and the contracts, as one Markdown page.
 *
 * @returns families in alphabetical order with their KPIs, then every extract kind with its columns and what it accepts
 * @example cataloguePage(await readCatalogue(null)).split('\n')[0]  // '# Catalogue'
 */
export function cataloguePage({ kpis, contracts }: Catalogue): string {
  const families = [...new Set(kpis.map(({ family }) => family))].sort();
  const business = kpis.filter(({ nature }) => nature === 'business').length;
  return [
    '# Catalogue',
    '',
    'Made from the headers of `sql/kpi/` and the contracts of `sql/contract/` by `realized kpis --markdown`; `realized kpis DIR --markdown`',
    'adds what a program folder brings. How the files are written: [kpis.md](kpis.md).',
    '',
    `${kpis.length} KPIs in ${families.length} families (${business} business, ${kpis.length - business} technical) on ${contracts.length} extract kinds.`,
    '',
    ...families.map((family) => `- [${capital(family)}](#${anchor(family)}-kpis): ${linked(kpis, family)}`),
    '',
    ...families.flatMap((family) => [
      '',
      `## ${capital(family)} KPIs`,
      ...kpis.filter((kpi) => kpi.family === family).flatMap(kpiSection),
    ]),
    '',
    '# Extract kinds',
    '',
    'Files are CSV, CSV in gzip, NDJSON or Parquet, with these columns or others that program.yaml maps to them. **Bold** columns are',
    'required; key columns together identify a record. The `fhir_` kinds read FHIR R4 bulk exports as they are.',
    ...contracts.flatMap(contractSection),
    '',
  ].join('\n');
}

function linked(kpis: readonly Kpi[], family: string): string {
  return kpis
    .filter((kpi) => kpi.family === family)
    .map(({ id }) => `[\`${id}\`](#${id})`)
    .join(', ');
}

function kpiSection(kpi: Kpi): string[] {
  const facts: [string, string][] = [
    ['measures', `${[kpi.statistic, ...kpi.also].join(', ')}, in ${unitWords(kpi)}; better: ${directionWords(kpi)}`],
    ['nature', leaning(kpi)],
    ['clock', kpi.clock],
    ['grain', kpi.grain],
    ['strata', kpi.strata.length === 0 ? 'none' : kpi.strata.join(', ')],
    [
      'counts after',
      kpi.maturityDays === 0 ? 'at once' : `${kpi.maturityDays} ${kpi.maturityDays === 1 ? 'day' : 'days'}`,
    ],
    ['parameters', parameterWords(kpi)],
    ['source', kpi.source],
    ['pitfall', kpi.pitfall],
    ['counter-measure', kpi.counter === null ? 'none' : link(kpi.counter)],
    ['money', kpi.money],
  ];
  const table = facts.map(([key, value]) => `| ${key} | ${value.replaceAll('|', '\\|')} |`);
  return ['', `### ${kpi.id}`, '', kpi.label, '', '| | |', '|---|---|', ...table];
}

function unitWords({ unit, per, statistic, also }: Kpi): string {
  if (unit === null) return 'the unit that the program declares';
  const rate =
    [statistic, ...also].includes('rate') && per !== 1 ? `, per ${per ?? 'declared number'} of exposure` : '';
  return unit === '1' ? 'a share (0–1)' : `${unit}${rate}`;
}

function directionWords({ direction }: Kpi): string {
  if (direction === null) return 'as the program declares';
  if (typeof direction === 'object') return `between ${direction.low} and ${direction.high}`;
  return direction === 'decrease' ? 'lower' : 'higher';
}

function leaning({ nature, leansOn }: Kpi): string {
  return leansOn.length === 0 ? nature : `${nature}; leans on ${leansOn.map(link).join(', ')}`;
}

function parameterWords({ parameters }: Kpi): string {
  if (parameters.length === 0) return 'none';
  return parameters
    .map(({ name, default: fallback, description }) => `\`${name}\` (${fallback ?? 'required'}): ${description}`)
    .join('<br>');
}

function contractSection(contract: Contract): string[] {
  const { kind, title, sources, primaryKey, fields, feeds, skip, staleAfterDays } = contract;
  const key = primaryKey.length === 0 ? 'none' : primaryKey.map((name) => `\`${name}\``).join(', ');
  const stale = staleAfterDays === null ? '' : ` · stale after ${staleAfterDays} days`;
  const joins = feeds === null ? '' : ` · feeds \`${feeds}\``;
  const skips = skip.length === 0 ? '' : ` Skipped and counted: ${skip.map(({ reason }) => reason).join('; ')}.`;
  return [
    '',
    `## ${kind}`,
    '',
    `${title}. From: ${sources.length === 0 ? 'any system' : sources.join(', ')}. Key: ${key}${stale}${joins}.${skips}`,
    '',
    '| column | type | what |',
    '|---|---|---|',
    ...fields.map((field) => {
      const name = field.required ? `**\`${field.name}\`**` : `\`${field.name}\``;
      return `| ${name} | ${typeWords(field)} | ${fieldWords(field).replaceAll('|', '\\|')} |`;
    }),
  ];
}

function typeWords({ type, identifier, isUnit, isService }: Field): string {
  const role = identifier ? 'pseudonymised' : isUnit ? 'unit' : isService ? 'service' : null;
  return role === null ? type : `${type}, ${role}`;
}

function fieldWords({ description, enum: values, after, minimum, maximum, mapping }: Field): string {
  const codes = Object.entries(mapping).map(([from, to]) => `${from} = ${to}`);
  return [
    description,
    values === null ? '' : `One of: ${values.join(', ')}`,
    after === null ? '' : `Not before \`${after}\``,
    minimum === null ? '' : `At least ${minimum}`,
    maximum === null ? '' : `At most ${maximum}`,
    codes.length === 0 ? '' : `Also read: ${codes.join(', ')}`,
  ]
    .filter((words) => words !== '')
    .join('. ');
}

function link(id: string): string {
  return `[\`${id}\`](#${id})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}
