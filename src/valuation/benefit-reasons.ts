import { countWords } from '../count-words.ts';
import { type BenefitClaim, type Claims, cashStatus } from './claim.ts';

/**
 * Why does a benefit come to what it does, and not to more? Sentences, the first the decisive one.
 *
 * @param claim       the benefit
 * @param claims      of the register
 * @param overlap     estimated quantity that a larger claim on the same resource holds
 * @param noForecast  why nothing is forecast; null where something is
 * @example benefitReasons(claim, claims, 0, null)[0]  // 'Improved: Reads bought in Main Imaging: 31 reads lower …'
 */
export function benefitReasons(
  claim: BenefitClaim,
  claims: Claims,
  overlap: number,
  noForecast: string | null,
): string[] {
  const { benefit, refused } = claim;
  const forecast = noForecast === null ? [] : [noForecast];
  if (refused !== null) return [`Not valued: ${refused}.`, ...forecast];
  return [
    ...unitReasons(claim),
    ...guardReason(claim),
    ...overlapReason(claim, claims, overlap),
    ...forecast,
    ...(cashStatus(benefit) === 'cash expected'
      ? ['Cash expected, not cash: no ledger account with a finance sign-off ties it out.']
      : []),
  ];
}

function unitReasons({ units }: BenefitClaim): string[] {
  return units.map(({ blocked, comparison }) => {
    const told = `${comparison.verdict}: ${comparison.reasons[0]}`;
    return blocked ? `Contributes nothing, ${told}` : `${told[0]!.toUpperCase()}${told.slice(1)}`;
  });
}

function guardReason({ units, kpi }: BenefitClaim): string[] {
  if (units[0]!.comparison.statistic === kpi.statistic) return [];
  return [`Valued from the mean of the same observations: a shift of the ${kpi.statistic} does not add up.`];
}

function overlapReason(claim: BenefitClaim, { benefits }: Claims, overlap: number): string[] {
  if (overlap === 0) return [];
  const { drawsOn } = claim.benefit;
  const rivals = benefits.filter((other) => other !== claim && other.benefit.drawsOn === drawsOn);
  const names = rivals.map(({ benefit: { title } }) => `«${title}»`).join(', ');
  const draw = rivals.length === 1 ? 'draws' : 'draw';
  return [
    `Not claimed twice: ${countWords(Math.round(overlap), claim.quantityUnit)} of «${drawsOn}», on which ${names} ${draw} too.`,
  ];
}
