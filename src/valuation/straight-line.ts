/**
 * What does an asset lose in value each year, in equal parts?
 *
 * Depreciation is not a cash flow and never enters an NPV; it is here to reconcile a capital cost with the books.
 *
 * @param cost     what was paid
 * @param salvage  what is left at the end
 * @param life     years, > 0
 * @source  Excel SLN()
 * @example straightLine(30_000, 7_500, 10)  // 2250
 */
export function straightLine(cost: number, salvage: number, life: number): number {
  return (cost - salvage) / life;
}
