import { figureSegment } from '../figure.ts';
import type { ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { Inline } from './document.ts';

/**
 * A number as a text that leads to what it was made from; the plain text where the run names no such figure.
 *
 * @param id  of a figure in `results.figures`
 */
export function figureText({ figures }: Results, id: string, text: string): Inline {
  return figures[id] === undefined || figures[id].value === null ? text : { text, figure: id };
}

/** The id of one of a benefit's figures: `demonstrated`, `variance.price`. */
export function benefitFigure({ deployment, id }: Pick<ResultBenefit, 'deployment' | 'id'>, name: string): string {
  return `${figureSegment(deployment)}.${figureSegment(id)}.${name}`;
}
