import type { MixPart, StandardMix, Statistic } from '../kpi/kpi.ts';
import type { StratumSums } from './stratum-sums.ts';

/** Rows that a stratum has in a period of the baseline, on average, from which it is weighed by itself. */
const ENOUGH = 5; // Cochran 1954, Biometrics 10:417: expected counts of a table that bear a comparison

/**
 * At which mix of cases are a unit's standardised series held?
 *
 * At that of its baseline. Strata with fewer than five rows a period there are weighed together, as `others`.
 *
 * @param baseline  the unit's rows by baseline period and stratum
 * @param periods   baseline periods that have rows
 * @returns the mix, or null: without a baseline, or where every one of several strata is too rare
 * @source  direct standardisation: Breslow & Day 1987, Statistical methods in cancer research II, ch. 2
 * @example standardMix('main/imaging', sums, 52)?.parts[0]  // { strata: ['stat, CT'], others: false, rows: 0.12, denominator: 0.12 }
 */
export function standardMix(unit: string, baseline: readonly StratumSums[], periods: number): StandardMix | null {
  const totals = new Map<string, { rows: number; denominator: number }>();
  for (const { stratum, counted, denominator } of baseline) {
    const known = totals.get(stratum) ?? { rows: 0, denominator: 0 };
    totals.set(stratum, { rows: known.rows + counted, denominator: known.denominator + denominator });
  }
  const strata = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  const isRare = ([, { rows }]: (typeof strata)[number]) => rows < ENOUGH * periods;
  const rare = strata.filter(isRare);
  if (strata.length === 0 || (strata.length > 1 && rare.length === strata.length)) return null;
  const alone = strata.length === 1 ? strata : strata.filter((stratum) => !isRare(stratum));
  const share = (own: typeof strata, of: 'rows' | 'denominator') => sum(own, of) / (sum(strata, of) || 1);
  const part = (own: typeof strata, others: boolean): MixPart => ({
    strata: own.map(([stratum]) => stratum),
    others,
    rows: share(own, 'rows'),
    denominator: share(own, 'denominator'),
  });
  return {
    unit,
    parts: [
      ...alone.map((stratum) => part([stratum], false)),
      ...(strata.length === 1 || rare.length === 0 ? [] : [part(rare, true)]),
    ],
  };
}

/** What strata are weighed by. */
export type WeighedBy = 'rows' | 'denominator';

/** A statistic's strata are weighed by their denominators where it divides by them, else by their rows. */
export function weighedBy(statistic: Statistic): WeighedBy {
  return statistic === 'proportion' || statistic === 'rate' || statistic === 'ratio' ? 'denominator' : 'rows';
}

/** The number of the part that each stratum belongs to; −1 where it is in none. */
export function partFinder({ parts }: StandardMix): (stratum: string) => number {
  const known = new Map(parts.flatMap(({ strata }, part) => strata.map((stratum) => [stratum, part] as const)));
  const others = parts.findIndex((part) => part.others);
  return (stratum) => known.get(stratum) ?? others;
}

function sum(own: readonly (readonly [string, { rows: number; denominator: number }])[], of: 'rows' | 'denominator') {
  return own.reduce((total, [, totals]) => total + totals[of], 0);
}
