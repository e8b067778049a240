/**
 * By how much do estimates of this make-up run over, or benefits fall short?
 *
 * The average over the parts of the estimate, by their share of the money. Parts that are not named have no bias. It is a
 * line of its own beside the estimate, never inside the discount rate.
 *
 * @param parts  share of the money 0–1, and the upper bound of its bias (0.51 = 51 %)
 * @returns share by which the whole is adjusted
 * @source  HM Treasury, Green Book supplementary guidance: optimism bias; risk adjustment in Forrester TEI is the same mean
 * @example optimismBias([{ share: 0.3, upper: 0.51 }, { share: 0.7, upper: 0.24 }])  // 0.321
 */
export function optimismBias(parts: readonly { share: number; upper: number }[]): number {
  return parts.reduce((sum, { share, upper }) => sum + share * upper, 0);
}

/**
 * What is left of the bias once the risks behind it are managed?
 *
 * @param upper       the bias before any mitigation
 * @param mitigation  share of the contributing factors that is managed, 0–1
 * @source  HM Treasury, Green Book supplementary guidance: optimism bias
 * @example residualBias(0.51, 0.92)  // 0.0408
 */
export function residualBias(upper: number, mitigation: number): number {
  return upper * (1 - mitigation);
}
