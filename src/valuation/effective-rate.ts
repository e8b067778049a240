/**
 * What does a nominal yearly rate come to when it is compounded several times a year?
 *
 * @param nominal   per year
 * @param compounds times a year, ≥ 1
 * @returns effective rate per year
 * @source  Excel EFFECT()
 * @example effectiveRate(0.1, 4)  // 0.103813
 */
export function effectiveRate(nominal: number, compounds: number): number {
  return Math.expm1(compounds * Math.log1p(nominal / compounds));
}

/**
 * Which nominal yearly rate, compounded several times a year, comes to an effective one?
 *
 * @source  Excel NOMINAL()
 * @example nominalRate(0.1, 4)  // 0.0964548
 */
export function nominalRate(effective: number, compounds: number): number {
  return compounds * Math.expm1(Math.log1p(effective) / compounds);
}
