import { type Difference, differences } from '../baseline/differences.ts';
import { METHOD_RULES, type Protocol, type ProtocolSeal, sealedPartOf } from '../baseline/seal.ts';
import { claimsOf } from '../comparison/compare-program.ts';
import { resolveKpi } from '../kpi/resolve-kpi.ts';
import type { OpenProgram } from './open-program.ts';
import { costsUnderSeal, plannedLines, plannedRows } from './sealed-costs.ts';
import { isLater, sealedTables, tablesUnderSeal } from './sealed-tables.ts';

/** What a protocol seal freezes of a program as it stands. */
export function protocolOf({ program, catalogue, texts, kpis }: OpenProgram): Protocol {
  const used = new Set(program.kpis.map(({ definition }) => definition));
  return {
    program: sealedPartOf(program),
    kpis: catalogue.kpis.filter(({ id }) => used.has(id)),
    sql: [...catalogue.macros, ...catalogue.staging, ...catalogue.marts].map(({ file, sql }) => ({ file, text: sql })),
    contracts: catalogue.contracts.filter(({ kind }) => program.extracts.some((entry) => entry.kind === kind)),
    costs: program.costs === null ? null : plannedLines(texts[program.costs]!, program.costs),
    ...sealedTables({ names: program, texts }),
    rules: METHOD_RULES,
    family: kpis.filter(({ entry }) => program.benefits.some((benefit) => benefit.kpi === entry)).flatMap(claimsOf),
  };
}

/** Groups of changes, in the order in which a report tells them. */
export const CHANGE_GROUPS = [
  'windows',
  'definitions',
  'importance',
  'values',
  'planned costs',
  'contracts',
  'rules',
  'other',
] as const;
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

/** What is otherwise today than it was sealed; prices and rates of later years and days are no change. */
export function changesSince(seal: ProtocolSeal, now: Protocol): (Difference & { group: ChangeGroup })[] {
  return changesBetween(seal.protocol, now).filter(({ path }) => {
    const [table, name] = /^(prices|exchange)\.(.+)$/.exec(path)?.slice(1) ?? [];
    const rows = table === 'prices' || table === 'exchange' ? seal.protocol[table] : null;
    return rows === null || !isLater(table as 'prices' | 'exchange', name!, rows);
  });
}

/** What is otherwise in one protocol than in another, by group. */
export function changesBetween(before: Protocol, now: Protocol): (Difference & { group: ChangeGroup })[] {
  const told = (protocol: Protocol) => ({ ...protocol, costs: plannedRows(protocol.costs) });
  return differences(told(before), told(now)).map((change) => ({ ...change, group: groupOf(change.path) }));
}

function groupOf(path: string): ChangeGroup {
  if (/^program\.(deployments|units|services|period|timeZone)/.test(path)) return 'windows';
  if (/^program\.kpis\.[^.]+\.(minimumImportantChange|drift|target|acknowledge)/.test(path)) return 'importance';
  if (/^contracts/.test(path)) return 'contracts';
  if (/^(kpis|sql|program\.kpis)/.test(path)) return 'definitions';
  if (/^(costs|program\.costs)/.test(path)) return 'planned costs';
  if (
    /^(family|prices|exchange|program\.(benefits|discount|economicDiscount|optimismBias|horizon|prices|exchange|priceYear|currency))/.test(
      path,
    )
  )
    return 'values';
  return path === 'rules' ? 'rules' : 'other';
}

/**
 * The program as it was sealed, reading today's files on today's day.
 *
 * How files are read (columns, skips, contracts) follows the program file of today, because the files do; a change there is told.
 * What was added since (deployments, units, KPIs) is measured and compared too, as what nobody had declared; no sealed benefit
 * points to it, and it moves no sealed window.
 *
 * @param groups  which parts are as sealed; the others are as now
 */
export function underSeal(
  open: OpenProgram,
  { protocol }: Pick<ProtocolSeal, 'protocol'>,
  groups: ReadonlySet<ChangeGroup>,
): OpenProgram {
  const { program: now, catalogue } = open;
  const sealed = protocol.program;
  const windows = groups.has('windows') ? sealed : now;
  const values = groups.has('values') ? sealed : now;
  const definitions = groups.has('definitions') ? sealed : now;
  const today = { names: pick(now, ['prices', 'exchange']), texts: open.texts };
  const { prices = null, exchange = null } = protocol;
  const tables = groups.has('values')
    ? tablesUnderSeal({ names: pick(sealed, ['prices', 'exchange']), rows: { prices, exchange } }, today)
    : today;
  const costs = groups.has('planned costs') ? costsInForce(open, protocol) : { name: now.costs, texts: {} };
  const texts = { ...tables.texts, ...costs.texts };
  const program = {
    ...now,
    ...pick(windows, ['services', 'period', 'timeZone']),
    units: withOthers(windows.units, sealed.units, now.units),
    deployments: withOthers(windows.deployments, sealed.deployments, now.deployments),
    ...pick(values, ['benefits', 'discount', 'economicDiscount', 'optimismBias', 'horizon', 'priceYear', 'currency']),
    ...tables.names,
    costs: costs.name,
    kpis: withOthers(definitions.kpis, sealed.kpis, now.kpis).map((entry) => {
      const importance = (groups.has('importance') ? sealed : now).kpis.find(({ id }) => id === entry.id) ?? entry;
      const used = { ...entry, ...pick(importance, ['minimumImportantChange', 'drift', 'target', 'acknowledge']) };
      const isAdded = groups.has('windows') && !sealed.kpis.some(({ id }) => id === entry.id);
      return isAdded ? { ...used, addedSinceSeal: true as const } : used;
    }),
  };
  if (!groups.has('definitions')) {
    return resolved({
      ...open,
      program,
      texts,
      catalogue: { ...catalogue, kpis: withOthers(catalogue.kpis, protocol.kpis) },
    });
  }
  const textOf = new Map(protocol.sql.map(({ file, text }) => [file, text]));
  const asSealed = <File extends { file: string; sql: string }>(files: readonly File[]): File[] =>
    files.map((file) => ({ ...file, sql: textOf.get(file.file) ?? file.sql }));
  return resolved({
    ...open,
    program,
    texts,
    catalogue: {
      ...catalogue,
      macros: asSealed(catalogue.macros),
      staging: asSealed(catalogue.staging),
      marts: asSealed(catalogue.marts),
      kpis: withOthers(protocol.kpis, catalogue.kpis),
    },
  });
}

/** Entries of one side, then those that the others alone have: sealed benefits need what was taken away, today's what was added. */
function withOthers<T extends { id: string }>(side: readonly T[], ...others: readonly (readonly T[])[]): T[] {
  const found = [...side];
  for (const one of others.flat()) if (!found.some(({ id }) => id === one.id)) found.push(one);
  return found;
}

/** Today's costs file with the plan as sealed; one that was taken away holds the plan alone. */
function costsInForce({ program, texts }: OpenProgram, { costs, program: sealed }: Protocol) {
  const name = program.costs ?? (costs === null ? null : sealed.costs);
  if (name === null) return { name, texts: {} };
  const today = program.costs === null ? null : texts[name]!;
  return { name, texts: { [name]: costsUnderSeal(costs, today, name) } };
}

function resolved(open: OpenProgram): OpenProgram {
  const kpis = open.program.kpis.map((entry) => {
    const kpi = open.catalogue.kpis.find(({ id }) => id === entry.definition)!;
    return resolveKpi(kpi, entry, open.program);
  });
  return { ...open, kpis };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}
