import { countWords } from '../count-words.ts';
import type { Finding } from '../finding.ts';
import type { ResolvedKpi, Series, StandardMix } from '../kpi/kpi.ts';
import type { Warehouse } from './duckdb.ts';
import { byUnit, cellKey, type MeasuredCell } from './measured-cell.ts';
import type { ObservationColumns } from './observation-sql.ts';
import { standardMix, type WeighedBy, weighedBy } from './standard-mix.ts';
import { standardisedPercentiles } from './standardised-percentiles.ts';
import { HELD, type HeldCell, heldCells, standardisedValue } from './standardised-value.ts';

/** Whose mix of cases a KPI's standardised series are held at. */
export interface Reference {
  /** Units that are compared with each other: those of the deployment and its comparators. */
  units: readonly string[];
  /** Whether a period, by its first day, is in the unit's baseline. */
  isBaseline(unit: string, period: string): boolean;
}

/** A KPI's series at a constant mix of cases. */
export interface Standardised {
  series: Series[];
  mixes: StandardMix[];
  findings: Finding[];
}

/** Share of a unit's periods that must have a standardised value. */
const COVERED = 0.9;

/**
 * What would a KPI measure, had every period the mix of cases of its unit's baseline?
 *
 * Every statistic but totals, which count cases. Units that are compared with each other have standardised series all, or none: where the
 * strata of one are too rare, or its periods lack them, a finding says so and the crude series speak.
 *
 * @param cells  kept, by unit, then period
 * @returns series by statistic, then unit; nothing where the KPI has no strata, or no unit more than one
 * @example (await standardise(warehouse, kpi, columns, kept, reference)).series[0]?.adjustment  // 'standardised'
 */
export async function standardise(
  warehouse: Warehouse,
  kpi: ResolvedKpi,
  columns: ObservationColumns,
  cells: readonly MeasuredCell[],
  reference: Reference,
): Promise<Standardised> {
  const none: Standardised = { series: [], mixes: [], findings: [] };
  const statistics = [kpi.statistic, ...kpi.also].filter((statistic) => statistic !== 'total');
  if (!columns.has('stratum') || statistics.length === 0) return none;
  const own = cells.filter(({ unit, sums }) => sums !== null && reference.units.includes(unit));
  const bases = [...new Set(statistics.map(weighedBy))];
  const units = byUnit(own).map((one) => heldUnit(one, bases, reference));
  if (!units.some(({ cells }) => hasStrata(cells))) return none;
  const mixes = units.flatMap(({ mix }) => mix ?? []);
  const uneven = units.filter(({ mix, held }) => mix === null || !isCovered(held));
  if (uneven.length > 0) return { ...none, findings: [notHeld(kpi, uneven)] };

  const weighed = units.flatMap(
    ({ cells, held }) => held.rows?.map((own, i) => ({ cell: cells[i]!, held: own })) ?? [],
  );
  const percentiles = await standardisedPercentiles(warehouse, kpi, columns, weighed, mixes);
  const series = statistics.flatMap((statistic) =>
    units.map(
      ({ unit, cells, held }): Series => ({
        kpi: kpi.entry,
        statistic,
        adjustment: 'standardised',
        unit,
        periodLength: kpi.periodLength,
        cells: cells.map((cell, i) => {
          const percentile = percentiles.get(cellKey(cell))?.[statistic] ?? null;
          const value = standardisedValue(kpi, statistic, cell, held[weighedBy(statistic)]![i]!, percentile);
          return { period: cell.period, ...value };
        }),
      }),
    ),
  );
  return { series, mixes, findings: [] };
}

interface HeldUnit {
  unit: string;
  cells: MeasuredCell[];
  mix: StandardMix | null;
  /** What each cell has of the mix, by what strata are weighed by. */
  held: Partial<Record<WeighedBy, HeldCell[]>>;
}

function heldUnit(
  { unit, cells }: { unit: string; cells: MeasuredCell[] },
  bases: readonly WeighedBy[],
  reference: Reference,
): HeldUnit {
  const baseline = cells.filter(({ period }) => reference.isBaseline(unit, period));
  const mix = standardMix(
    unit,
    baseline.flatMap(({ strata }) => strata),
    baseline.length,
  );
  const held = mix === null ? [] : bases.map((by) => [by, heldCells(cells, mix, by)]);
  return { unit, cells, mix, held: Object.fromEntries(held) };
}

function hasStrata(cells: readonly MeasuredCell[]): boolean {
  return new Set(cells.flatMap(({ strata }) => strata.map(({ stratum }) => stratum))).size > 1;
}

/** Whether nearly all periods have nearly all of the mix. */
function isCovered(held: HeldUnit['held']): boolean {
  return Object.values(held).every(
    (cells) => cells.filter((cell) => cell.held >= HELD).length >= COVERED * cells.length,
  );
}

function notHeld(kpi: ResolvedKpi, units: readonly HeldUnit[]): Finding {
  const names = units.map(({ unit }) => unit).join(', ');
  const message = `no series at a constant mix of cases, the crude one speaks: in ${names} (${countWords(units.length, 'unit')}) the strata are too rare, or missing in too many periods`;
  return { code: 'mix-not-held', severity: 'info', message, at: { kpi: kpi.entry } };
}
