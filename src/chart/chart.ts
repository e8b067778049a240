import { forDeployment } from '../results/for-deployment.ts';
import type { Results } from '../results/schema.ts';
import type { Explorable } from './explorer.ts';

/** A Vega-Lite specification: plain JSON, self-contained, opens as it stands in the Vega editor. */
export type Spec = Record<string, unknown>;

/** For a page or print, or for a phone. */
export type Layout = 'wide' | 'narrow';

/**
 * One chart of a run.
 *
 * `name` is unique in a run and safe as a file name. `title` is the finding, `subtitle` says what is drawn, `description`
 * is the text alternative: what kind of chart it is, the finding, and what the eye would take from it; the three stand in `spec` too.
 */
export interface Chart {
  name: string;
  title: string;
  subtitle: string;
  description: string;
  spec: Spec;
  /** The same for a reader who looks closer. */
  explore?: Explorable;
  /** Where a reader points to read a row of the table behind the chart. */
  pointing?: Pointing;
}

/** Places along an axis, in its own values, each with the row of the table behind the chart that tells of it. */
export interface Pointing {
  along: 'x' | 'y';
  places: (readonly [at: number | string, row: number])[];
}

/** All charts of one kind that a run's results call for; none where there is nothing to draw. */
export type ChartBuilder = (results: Results, layout: Layout) => Chart[];

/** A chart that each report has of its own: one of the program and, where it has several, one of each deployment. */
export function forEachReport(build: ChartBuilder): ChartBuilder {
  return (results, layout) => {
    const { deployments } = results.program;
    const parts = deployments.length === 1 ? [] : deployments.map(({ id }) => forDeployment(results, id));
    return [results, ...parts].flatMap((part) => build(part, layout));
  };
}

/** The name of such a chart of these results: of a program, or of its one deployment. */
export function reportChartName(kind: string, { program: { deployments } }: Results): string {
  return deployments.length === 1 ? chartName(kind, deployments[0]!.id) : kind;
}

/** A chart's name: its kind and what it is about, `/` and the like percent-encoded. */
export function chartName(kind: string, ...about: string[]): string {
  return [kind, ...about].map(encodeURIComponent).join('.');
}
