import { didYouMean } from './scalars.ts';
import type { Complaint, Spot } from './spot.ts';

/** Names that a program uses but does not declare itself: extract kinds and KPI definitions. */
export interface Known {
  kinds: readonly string[];
  kpis: readonly string[];
}

/**
 * Does every name in a program point to one thing?
 *
 * @param file   the whole program as read
 * @param known  extract kinds and KPI definitions, the product's and the program folder's own
 * @returns a complaint for each name that is declared twice or not at all, and each comparator that is live itself
 * @example kpis[0].deployment «pcas» → deployment «pcas» is not declared — did you mean «pacs»?
 */
export function* nameComplaints(file: Spot, known: Known): Generator<Complaint> {
  for (const [list, what] of Object.entries(DECLARED)) yield* repeated(what, idsIn(file, list));
  const unit = declared(file, 'units');
  const deployment = declared(file, 'deployments');
  const kpi = declared(file, 'kpis');

  for (const service of file.at('services').items) yield* unknown(service.at('units').items, unit);
  for (const entry of file.at('deployments').items) {
    yield* unknown([...entry.at('go_live').keys, ...entry.at('comparators').items], unit);
    yield* repeated('comparator', entry.at('comparators').items);
    yield* liveComparators(entry);
    yield* unknown([entry.at('adoption')], kpi);
    for (const dated of [...entry.at('breaks').items, ...entry.at('exclude').items]) {
      yield* unknown(dated.at('units').items, unit);
      yield* unknown(dated.at('kpis').items, kpi);
    }
  }
  for (const extract of file.at('extracts').items) yield* unknown([extract.at('kind')], kinds(known));
  for (const entry of file.at('kpis').items) {
    yield* unknown([entry.at('deployment')], deployment);
    yield* unknown([entry.at('definition')], definitions(known));
  }
  for (const benefit of file.at('benefits').items) yield* unknown([benefit.at('kpi')], kpi);
}

/** The lists that declare names, and what a name in each is called. */
const DECLARED = {
  units: 'unit',
  services: 'service',
  deployments: 'deployment',
  kpis: 'KPI',
  benefits: 'benefit',
  deliveries: 'delivery',
} as const;

/** The names of one sort that would have been right. */
interface Names {
  valid: string[];
  /** The message for a name that is not among them. */
  missing(name: string): string;
  /** What to do when no valid name is near. */
  otherwise: string;
}

function declared(file: Spot, list: keyof typeof DECLARED): Names {
  const valid = [...new Set(idsIn(file, list).flatMap(({ text }) => text ?? []))];
  return {
    valid,
    missing: (name) => `${DECLARED[list]} «${name}» is not declared`,
    otherwise: `declare it under «${list}»${valid.length === 0 ? '' : `, or use one of: ${some(valid)}`}`,
  };
}

const kinds = ({ kinds }: Known): Names => ({
  valid: [...kinds],
  missing: (name) => `extract kind «${name}» is not known`,
  otherwise: 'see `realized contracts PROGRAM` for the kinds there are',
});

const definitions = ({ kpis }: Known): Names => ({
  valid: [...kpis],
  missing: (name) => `KPI definition «${name}» is not known`,
  otherwise: 'see `realized kpis PROGRAM` for the definitions there are',
});

function idsIn(file: Spot, list: string): Spot[] {
  return file.at(list).items.map((entry) => entry.at('id'));
}

function* repeated(what: string, spots: readonly Spot[]): Generator<Complaint> {
  const seen = new Set<string>();
  for (const spot of spots) {
    if (spot.text === null) continue;
    if (seen.has(spot.text))
      yield { spot, message: `${what} «${spot.text}» is named twice`, hint: 'rename or remove one of the two' };
    seen.add(spot.text);
  }
}

function* unknown(spots: readonly Spot[], names: Names): Generator<Complaint> {
  for (const spot of spots) {
    if (spot.text === null || names.valid.includes(spot.text)) continue;
    yield { spot, message: names.missing(spot.text), hint: didYouMean(spot.text, names.valid, names.otherwise) };
  }
}

function* liveComparators(deployment: Spot): Generator<Complaint> {
  const live = deployment.at('go_live').keys.map(({ text }) => text);
  for (const spot of deployment.at('comparators').items) {
    if (spot.text === null || !live.includes(spot.text)) continue;
    yield {
      spot,
      message: `comparator «${spot.text}» goes live with this deployment`,
      hint: 'a comparator never receives the deployment: remove it here or under «go_live»',
    };
  }
}

function some(names: readonly string[]): string {
  const shown = names
    .slice(0, 8)
    .map((name) => `«${name}»`)
    .join(', ');
  return names.length > 8 ? `${shown}, …` : shown;
}
