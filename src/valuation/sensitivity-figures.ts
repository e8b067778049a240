import { figureSegment } from '../figure.ts';
import type { AppraisalDetail } from './appraise.ts';
import { type AmountUnit, amountEntry, type Entry, reasonIf } from './figure-entry.ts';
import type { SwitchingValue } from './switching-values.ts';
import type { InputKind } from './uncertain-inputs.ts';

/**
 * Which number of the sensitivities is which?
 *
 * @returns figures `appraisal.<view>.<span>.` with `switching.<benefit or costs>`, `switching_<input>`, `break_even.<benefit>`
 *          and `break_even`, `tornado.<benefit or shared>.<input>.low` and `.high`, `contribution.<benefit or shared>.<input>`
 * @example sensitivityFigures(detail, sources)[0]?.[0]  // 'appraisal.financial.realized.switching.outsourced_reads'
 */
export function sensitivityFigures({ appraisal }: AppraisalDetail, unit: AmountUnit): Entry[] {
  const { view, span, sensitivity } = appraisal;
  const id = (name: string) => `appraisal.${view}.${span}.${name}`;
  const inputs = [`figure:${id('npv')}`];
  const number = (name: string, value: number | null, formula: string, reason: string | null): Entry => [
    id(name),
    { value, unit: '1', digits: 3, formula, inputs, ...reasonIf(value === null, reason ?? undefined) },
  ];
  return [
    ...sensitivity.switching.map((one) => switchingFigure(one, id, inputs)),
    ...sensitivity.break_even.map(({ benefit, share, reason }) => {
      const name = benefit === null ? 'break_even' : `break_even.${figureSegment(benefit)}`;
      const whose = benefit === null ? 'of all benefits together' : `of ${benefit}, alone`;
      return number(name, share, `multiple of the effect ${whose} at which the NPV is 0`, reason);
    }),
    ...sensitivity.tornado.flatMap((bar) => {
      const name = `tornado.${inputName(bar)}`;
      const at = (end: 'low' | 'high') => `NPV with this input at ${bar[end]}, all others likely`;
      return [
        amountEntry(id(`${name}.low`), bar.npv_at_low, at('low'), inputs, unit),
        amountEntry(id(`${name}.high`), bar.npv_at_high, at('high'), inputs, unit),
      ];
    }),
    ...sensitivity.contributions.map((one) =>
      number(
        `contribution.${inputName(one)}`,
        one.share,
        'squared rank correlation of this input with the simulated NPV, over the sum of all',
        null,
      ),
    ),
  ];
}

function inputName({ benefit, kind }: { benefit: string | null; kind: InputKind }): string {
  return `${benefit === null ? 'shared' : figureSegment(benefit)}.${kind.replaceAll(' ', '_')}`;
}

function switchingFigure(
  { input, benefit, at, change }: SwitchingValue,
  id: (name: string) => string,
  inputs: string[],
): Entry {
  const none = 'none in range';
  if (input === 'benefit' || input === 'costs') {
    const name = benefit ?? input;
    const formula = `change of ${name}, alone, at which the NPV is 0`;
    const reason = reasonIf(change === null, none);
    return [
      id(`switching.${figureSegment(name)}`),
      { value: change, unit: '1', digits: 3, formula, inputs, ...reason },
    ];
  }
  const [unit, digits] = input === 'horizon' ? ['months', 1] : ['1', 3];
  const formula = `${input}, alone, at which the NPV is 0`;
  return [
    id(`switching_${input.replaceAll(' ', '_')}`),
    { value: at, unit: unit as string, digits: digits as number, formula, inputs, ...reasonIf(at === null, none) },
  ];
}
