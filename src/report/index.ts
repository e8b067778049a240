import { forDeployment } from '../results/for-deployment.ts';
import type { Results } from '../results/schema.ts';
import { appraisal } from './appraisal.ts';
import { assumptions } from './assumptions.ts';
import { audit } from './audit.ts';
import { benefitPaths } from './benefit-paths.ts';
import { benefits } from './benefits.ts';
import { challenge } from './challenge.ts';
import { dataQuality } from './data-quality.ts';
import { deployments } from './deployments.ts';
import type { Document, Section } from './document.ts';
import { evidence } from './evidence.ts';
import { headline } from './headline.ts';
import { kpiAppendix } from './kpi-appendix.ts';
import { masthead } from './masthead.ts';
import { nextDates } from './next-dates.ts';
import { overview } from './overview.ts';
import { panelsOf } from './panels.ts';
import { plan } from './plan.ts';
import { origin, provenance } from './provenance.ts';
import { readOn } from './read-on.ts';
import { FINANCE, OVERVIEW, projectName, reportLinks } from './report-links.ts';
import { seals } from './seals.ts';
import { sensitivity } from './sensitivity.ts';
import { signals } from './signals.ts';
import { sinceLastSection } from './since-last.ts';
import { sustainment } from './sustainment.ts';

/** One part of a report: a section, several, or null where the run has nothing to say there. */
export type Part = (results: Results) => Section | Section[] | null;

/** For whoever has the folder open: the answer, and where each reader reads on. */
export const OVERVIEW_PARTS: readonly Part[] = [headline, sinceLastSection, readOn, benefits, overview, origin];

/** For the project lead of one deployment. Its parts see the results of that deployment only. */
export const PROJECT_PARTS: readonly Part[] = [
  overview,
  sinceLastSection,
  signals,
  sustainment,
  deployments,
  dataQuality,
  nextDates,
  provenance,
];

/** For the finance analyst and the auditor. */
export const FINANCE_PARTS: readonly Part[] = [
  headline,
  benefits,
  benefitPaths,
  plan,
  appraisal,
  sensitivity,
  evidence,
  challenge,
  audit,
  seals,
  assumptions,
  provenance,
  kpiAppendix,
];

/**
 * The reports of a run, as trees: the overview, a project report per deployment, the finance report. A new section is one
 * file and one line in the parts of the report that tells it.
 *
 * @example buildReports(results).map(({ name }) => name)  // ['report', 'project-pacs', 'finance']
 */
export function buildReports(results: Results): Document[] {
  return reportLinks(results).flatMap(({ name }) => buildReport(results, name) ?? []);
}

/**
 * One of them.
 *
 * @returns null where there is none of that name
 * @example buildReport(results, 'finance')?.sections.length
 */
export function buildReport(results: Results, name: string): Document | null {
  if (name === OVERVIEW) return assemble(results, results, name, 'Overview', OVERVIEW_PARTS);
  if (name === FINANCE) return assemble(results, results, name, 'Finance report', FINANCE_PARTS);
  const deployment = results.program.deployments.find(({ id }) => projectName(id) === name);
  if (deployment === undefined) return null;
  const own = forDeployment(results, deployment.id);
  return assemble(results, own, name, `Project report · ${deployment.title}`, PROJECT_PARTS);
}

/** @param own  what of the run the report tells */
function assemble(run: Results, own: Results, name: string, report: string, parts: readonly Part[]): Document {
  const { locale, paper } = own.program;
  const sections = parts.flatMap((part) => part(own) ?? []);
  const reports = reportLinks(run);
  return { name, locale, paper, report, ...masthead(own), reports, sections, panels: panelsOf(own, sections) };
}
