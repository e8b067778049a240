import { expect, test } from 'vitest';
import type { Kpi } from '../../src/kpi/kpi.ts';
import { shipped } from '../support/warehouse.ts';

const { kpis } = shipped;
const known = new Map(kpis.map((kpi) => [kpi.id, kpi]));
/** A generic KPI gets its good direction from the program, and so cannot know what stands behind it. */
const isGeneric = ({ direction }: Kpi) => direction === null;

/** Outcomes that a program can track, as the catalogue groups them. */
const FAMILIES = [
  ...['turnaround', 'utilization', 'alarm response', 'repeat tests', 'documentation', 'downtime', 'reimbursement'],
  ...['workarounds', 'interoperability', 'adoption', 'support', 'vendors', 'governance', 'staff', 'cost', 'tally'],
];

test('at least 48 KPIs, some in every family and none in another', () => {
  expect(kpis.length).toBeGreaterThanOrEqual(48);
  expect([...new Set(kpis.map(({ family }) => family))].sort()).toEqual([...FAMILIES].sort());
});

test('each names another KPI that would show gaming', () => {
  const without = kpis.filter((kpi) => !isGeneric(kpi) && kpi.counter === null);
  expect(without.map(({ id }) => id)).toEqual([]);
  const wrong = kpis.filter(({ id, counter }) => counter !== null && (counter === id || !known.has(counter)));
  expect(wrong.map(({ id, counter }) => `${id}: ${counter}`)).toEqual([]);
});

test('each business KPI leans on technical ones, directly or through another; a technical one on none', () => {
  const leansOnTechnical = (kpi: Kpi): boolean =>
    kpi.leansOn.some((id) => known.get(id)!.nature === 'technical' || leansOnTechnical(known.get(id)!));
  const unknown = kpis.flatMap(({ id, leansOn }) =>
    leansOn.filter((other) => !known.has(other)).map((o) => `${id}: ${o}`),
  );
  expect(unknown).toEqual([]);
  const business = kpis.filter((kpi) => kpi.nature === 'business' && !isGeneric(kpi));
  expect(business.filter((kpi) => !leansOnTechnical(kpi)).map(({ id }) => id)).toEqual([]);
  expect(kpis.filter(({ nature, leansOn }) => nature === 'technical' && leansOn.length > 0)).toEqual([]);
});

test('every key of a header says something', () => {
  const texts = kpis.flatMap(({ id, label, clock, grain, source, pitfall, money }) =>
    Object.entries({ label, clock, grain, source, pitfall, money }).map(([key, text]) => ({
      key: `${id} ${key}`,
      text,
    })),
  );
  expect(texts.filter(({ text }) => text.trim() === '' || text === 'none').map(({ key }) => key)).toEqual([]);
});
