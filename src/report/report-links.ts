import type { Results } from '../results/schema.ts';
import type { ReportLink } from './document.ts';

/** The names of the reports, from which their file names are made. */
export const OVERVIEW = 'report';
export const FINANCE = 'finance';

/** The name of a deployment's project report; `/` and the like are percent-encoded, as in every file name of a run. */
export function projectName(deployment: string): string {
  return `project-${encodeURIComponent(deployment)}`;
}

/** Which reports does a run write, and whom is each for? In the order in which they are offered. */
export function reportLinks({ program }: Results): ReportLink[] {
  return [
    {
      name: OVERVIEW,
      title: 'Overview',
      about: 'Does it pay, what moved, and where to read on.',
      files: [`${OVERVIEW}.html`],
    },
    {
      name: 'executive',
      title: 'Executive page',
      about: 'The whole on one page, for whoever must decide.',
      files: ['executive.pdf', 'executive.html'],
    },
    ...program.deployments.map(({ id, title }) => ({
      name: projectName(id),
      title,
      about: 'Project report: what moved in each unit, is it holding, and what to do next.',
      files: [`${projectName(id)}.html`, `${projectName(id)}.pdf`],
    })),
    {
      name: FINANCE,
      title: 'Finance report',
      about: 'What stands of the business case, and on what evidence.',
      files: [`${FINANCE}.html`, `${FINANCE}.pdf`],
    },
  ];
}
