import type { Appraisal } from './appraisal.ts';
import { type Assumptions, likelyAssumptions } from './base-case.ts';
import type { CaseLedger } from './case-ledger.ts';
import { crossing } from './crossing.ts';

/** At which value of one input, alone, the NPV is zero; the keys of results.json. */
export interface SwitchingValue {
  input: 'benefit' | 'costs' | 'decay' | 'horizon' | 'discount rate';
  /** Of a benefit; null for the others. */
  benefit: string | null;
  /** Present value of a benefit or of the costs, share lost in a year, months after the data, rate a year. */
  likely: number;
  /** Null when no value in range does it. */
  at: number | null;
  /** Relative change of a benefit or of the costs, −1 to ∞; null for the others and where there is none. */
  change: number | null;
}

/** What switching values are sought from. */
export interface SwitchingSources {
  ledger: CaseLedger;
  appraisal: Pick<Appraisal, 'npv' | 'costs' | 'irr'>;
  /** Present value by benefit id. */
  presentValues: ReadonlyMap<string, number>;
  /** NPV at given assumptions. */
  npv: (at: Assumptions) => number;
}

/**
 * How wrong may each input be, alone, before the answer turns?
 *
 * NPV is linear in each benefit's amount and in the costs, so the change is −NPV/PV of a benefit and NPV/PV of the costs. A
 * benefit cannot lose more than all of itself: below −100 % there is no switching value. An amount is effect × volume × unit
 * value × attribution, so its change may come from any of them. The rate at which the NPV is zero is the IRR, where it is
 * one.
 *
 * @returns one per benefit with money in the view, the costs, and what else the view rests on; none where the NPV is undefined
 * @source  HM Treasury Green Book: switching values
 * @example switchingValues(sources)[0]  // { input: 'benefit', benefit: 'outsourced_reads', likely: 134671, at: …, change: −0.31 }
 */
export function switchingValues(sources: SwitchingSources): SwitchingValue[] {
  const { appraisal, presentValues } = sources;
  const npv = appraisal.npv.likely;
  if (npv === null || appraisal.costs === null) return [];
  const amount = (
    input: 'benefit' | 'costs',
    benefit: string | null,
    likely: number,
    change: number,
  ): SwitchingValue =>
    change >= -1
      ? { input, benefit, likely, at: likely * (1 + change), change }
      : { input, benefit, likely, at: null, change: null };
  return [
    ...[...presentValues]
      .filter(([, likely]) => likely !== 0)
      .map(([benefit, likely]) => amount('benefit', benefit, likely, -npv / likely)),
    ...(appraisal.costs > 0 ? [amount('costs', null, appraisal.costs, npv / appraisal.costs)] : []),
    ...ahead(sources),
    rate(sources),
  ];
}

/** How fast effects may fade, and how soon they may end. */
function ahead({ ledger, npv }: SwitchingSources): SwitchingValue[] {
  const { forecast, claims } = ledger;
  if (forecast === null) return [];
  const likely = likelyAssumptions(ledger);
  const { horizon, end, months } = forecast;
  const held = claims.benefits.map(({ benefit }) => benefit.horizon === null);
  const decayed = (decay: number) => npv({ ...likely, decays: likely.decays.map((own, b) => (held[b] ? decay : own)) });
  const ended = (month: number) =>
    npv({ ...likely, ends: likely.ends.map((own, b) => (held[b] ? month : own)), costsEnd: month });
  const nearest = (f: (x: number) => number, from: number, last: number) =>
    crossing(f, from, 0) ?? crossing(f, from, last);
  const row = (input: 'decay' | 'horizon', at: number, switches: number | null): SwitchingValue => ({
    input,
    benefit: null,
    likely: at,
    at: switches,
    change: null,
  });
  return [
    row('decay', horizon.decay.likely, nearest(decayed, horizon.decay.likely, 1)),
    row('horizon', end.likely, nearest(ended, end.likely, months.length)),
  ];
}

function rate({ ledger, appraisal: { irr } }: SwitchingSources): SwitchingValue {
  const { rate: likely } = ledger.discount;
  const at = irr.roots.length === 1 ? irr.roots[0]! : null;
  return { input: 'discount rate', benefit: null, likely, at, change: null };
}
