import type { Unit } from './program.ts';

/**
 * A unit as people call it: site and department.
 *
 * @returns the name; the id itself where no such unit is declared
 * @example unitName([{ id: 'main/lab', site: 'Main', department: 'Laboratory' }], 'main/lab')  // 'Main Laboratory'
 */
export function unitName(units: readonly Unit[], id: string): string {
  const unit = units.find((one) => one.id === id);
  return unit === undefined ? id : `${unit.site} ${unit.department}`;
}
