import { formatNumber, formatShare, formatUnitValue } from './format.ts';
import type { Results } from './schema.ts';

export type Sensitivity = Results['appraisal'][number]['sensitivity'];
export type TornadoBar = Sensitivity['tornado'][number];

/** The input that a bar stands for, with its range: `Fewer reads bought: unit value, $38 to $47`. */
export function inputWords(results: Results, { kind, benefit, low, high }: TornadoBar): string {
  return `${inputName(results, { kind, benefit })}, ${rangeWords(results, kind, low, high)}`;
}

/** The input alone: `Fewer reads bought: unit value`. */
export function inputName({ benefits }: Results, { kind, benefit }: Pick<TornadoBar, 'kind' | 'benefit'>): string {
  const title = benefits.find(({ id }) => id === benefit)?.title;
  return title === undefined ? NAMES[kind] : `${title}: ${kind}`;
}

const NAMES: Record<TornadoBar['kind'], string> = {
  effect: 'effect',
  stabilization: 'stabilization',
  'unit value': 'unit value',
  attribution: 'attribution',
  decay: 'Decay of effects in a year',
  horizon: 'Horizon',
  'optimism about benefits': 'Optimism, off forecast benefits',
  'optimism about costs': 'Optimism, on planned costs',
};

function rangeWords({ program }: Results, kind: TornadoBar['kind'], low: number, high: number): string {
  const range = (say: (value: number) => string) => `${say(low)} to ${say(high)}`;
  switch (kind) {
    case 'effect':
    case 'stabilization':
      return `${range((value) => formatShare(value, 0))} of what was measured`;
    case 'unit value':
      return range((value) => formatUnitValue(value, program.currency));
    case 'horizon':
      return `${range((value) => formatNumber(value, 0))} months after the data`;
    default:
      return range((value) => formatShare(value, 0));
  }
}
