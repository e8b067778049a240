import type { Kpi } from '../kpi/kpi.ts';
import type { KpiEntry } from '../program/program.ts';
import { layersBehind } from '../warehouse/layers.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * Are the rows of a KPI about people, or do its numbers count them?
 *
 * What the contracts of the kinds behind its SQL say: one with an identifier has a person in each row.
 *
 * @param entry  its `people:` decides, where it is given
 * @returns `rows`, `sums`, or null where neither concerns people
 */
export function peopleIn(kpi: Kpi, entry: KpiEntry, catalogue: Catalogue): 'rows' | 'sums' | null {
  if (entry.people === false) return null;
  const { kinds } = layersBehind(catalogue, kpi.sql);
  const behind = catalogue.contracts.filter(({ kind }) => kinds.includes(kind));
  const found = behind.map(({ people }) => people);
  if (found.includes('rows')) return 'rows';
  return found.includes('sums') ? 'sums' : entry.people ? 'rows' : null;
}
