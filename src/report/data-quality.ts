import { exclusionWaterfallName, losesRows, rowsByReason } from '../chart/exclusion-waterfall.ts';
import { formatCount, formatDay, formatShare } from '../results/format.ts';
import { unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type Block, type Figure, left, right, type Section, type Table, type Text } from './document.ts';
import { ownerOf } from './signals.ts';

type Finding = Results['findings'][number];

/** What became of every record and every candidate row, and what was found on the way, gravest first. */
export function dataQuality(results: Results): Section {
  const kinds = [...new Set(results.inputs.map((input) => input.kind))];
  return {
    kind: 'section',
    id: 'data-quality',
    title: 'Data quality',
    blocks: [
      { kind: 'paragraph', lead: true, text: conserved(results) },
      ...systems(results),
      findings(results),
      ...(kinds.length === 0 ? [] : [extractsSection(results, kinds)]),
      ...observations(results),
    ],
  };
}

/** Nothing is lost in silence, in one sentence. */
function conserved({ inputs }: Results): string {
  const sum = (key: 'records' | 'loaded' | 'rejected' | 'skipped') =>
    formatCount(inputs.reduce((total, input) => total + input[key], 0));
  const files = inputs.length === 1 ? 'one file' : `${inputs.length} files`;
  return `${sum('records')} records in ${files}: ${sum('loaded')} loaded, ${sum('rejected')} rejected with their reason, ${sum('skipped')} left out as the program declares.`;
}

/** Which source system sends what, how much of it was lost, and who answers for it; none where no extract names its source. */
function systems({ inputs }: Results): Block[] {
  const keys = [...new Set(inputs.map(({ source, owner }) => JSON.stringify([source, owner])))];
  if (inputs.every(({ source }) => source === null)) return [];
  const rows = keys.map((key): Text[] => {
    const own = inputs.filter(({ source, owner }) => JSON.stringify([source, owner]) === key);
    const sum = (count: 'records' | 'loaded' | 'rejected' | 'skipped' | 'flagged') =>
      own.reduce((total, input) => total + input[count], 0);
    const { source, owner } = own[0]!;
    const kinds = [...new Set(own.map(({ kind }) => `«${kind}»`))].join(', ');
    const lost = sum('records') === 0 ? null : sum('rejected') / sum('records');
    return [
      [source ?? 'not named', ' ', { quiet: kinds }],
      owner ?? [{ strong: 'no owner named' }],
      formatCount(own.length),
      formatCount(sum('records')),
      formatCount(sum('rejected')),
      formatShare(lost, 1),
      formatCount(sum('flagged')),
    ];
  });
  return [
    {
      kind: 'table',
      caption: 'By source system; rejected rows are lost, flagged rows are kept',
      form: 'cards',
      columns: [
        left('System'),
        left('Owner'),
        right('Files'),
        right('Records'),
        right('Rejected'),
        right('of records'),
        right('Flagged'),
      ],
      rows,
    },
  ];
}

function findings(results: Results): Section {
  const of = (severity: Finding['severity']) => results.findings.filter((finding) => finding.severity === severity);
  const grave = [...of('fail'), ...of('warn')];
  const record = of('info');
  const text = `${of('fail').length} that forbid a claim, ${of('warn').length} that weaken one, ${record.length} for the record.`;
  const blocks: Block[] = [
    { kind: 'paragraph', text: results.findings.length === 0 ? 'Nothing was found.' : text },
    ...(grave.length === 0 ? [] : [findingsTable(results, 'Findings that forbid or weaken a claim', grave)]),
  ];
  if (record.length > 0) {
    const table = findingsTable(results, 'Findings for the record', record);
    blocks.push({ kind: 'details', summary: `${formatCount(record.length)} for the record`, blocks: [table] });
  }
  return { kind: 'section', id: 'findings', title: 'Findings', blocks };
}

/** Sorted by who should act, so that each owner finds theirs together. */
function findingsTable(results: Results, caption: string, findings: readonly Finding[]): Table {
  const severities = ['fail', 'warn', 'info'];
  const rank = (finding: Finding) =>
    `${severities.indexOf(finding.severity)} ${findingOwner(results, finding) ?? '\uffff'}`;
  return {
    kind: 'table',
    caption,
    form: 'cards',
    columns: [left('Finding'), left('Severity'), left('Where'), left('Who acts')],
    rows: [...findings]
      .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
      .map((finding): Text[] => [
        [`${finding.message[0]?.toUpperCase() ?? ''}${finding.message.slice(1)} `, { code: finding.code }],
        [{ severity: finding.severity }],
        placeWords(results, finding),
        finding.acknowledged === undefined
          ? (findingOwner(results, finding) ?? 'no owner named')
          : [{ strong: 'Accepted by the program' }, `: ${finding.acknowledged}`],
      ]),
  };
}

/** Whoever the finding names, else who answers for its KPI. */
export function findingOwner(results: Results, { owner, at }: Finding): string | null {
  const kpi = results.kpis.find(({ id }) => id === at.kpi);
  return owner ?? (kpi === undefined ? null : ownerOf(results, kpi));
}

function placeWords(results: Results, { at }: Finding): string {
  const kpi = results.kpis.find((one) => one.id === at.kpi)?.label ?? at.kpi;
  const unit = at.unit === undefined ? undefined : unitName(results, at.unit);
  const line = at.line === undefined ? '' : `, line ${formatCount(at.line)}`;
  const column = at.column === undefined ? '' : `, column ${at.column}`;
  const file = at.file === undefined ? undefined : `${at.file}${line}${column}`;
  const period = at.period === undefined ? undefined : formatDay(at.period);
  return [kpi, unit, period, file].filter((part) => part !== undefined).join(' · ') || '–';
}

function extractsSection(results: Results, kinds: readonly string[]): Section {
  const inputsOf = (kind: string) => results.inputs.filter((input) => input.kind === kind);
  return {
    kind: 'section',
    id: 'extracts',
    title: 'Extracts',
    blocks: [
      ...latestTable(results, kinds),
      ...kinds.map(
        (kind): Figure => ({
          kind: 'figure',
          chart: exclusionWaterfallName('extract', kind),
          data: recordsTable(kind, inputsOf(kind), rowsByReason(results, kind, 'rejects')),
          open: false,
          small: true,
        }),
      ),
      ...flaggedRows(results, kinds),
      {
        kind: 'details',
        summary: results.inputs.length === 1 ? 'The file' : `The ${formatCount(results.inputs.length)} files`,
        blocks: [filesTable(results)],
      },
    ],
  };
}

/** A unit whose data ends so many days before the last is named. */
const BEHIND_DAYS = 35;

/** Until when does an extract tell, and which units no longer? Nothing where no KPI could be measured from it. */
function latestData(results: Results, kind: string): { kind: string; latest: string; behind: string[] }[] {
  const readers = new Set(results.kpis.filter(({ kinds }) => kinds.includes(kind)).map(({ id }) => id));
  const last = new Map<string, string>();
  for (const { kpi, unit, period, n } of results.series) {
    if (readers.has(kpi) && n !== 0 && period > (last.get(unit) ?? '')) last.set(unit, period);
  }
  if (last.size === 0) return [];
  const latest = [...last.values()].sort().at(-1)!;
  const behind = [...last].filter(([, day]) => Date.parse(latest) - Date.parse(day) > BEHIND_DAYS * 86_400_000);
  return [{ kind, latest, behind: behind.map(([unit, day]) => `${unitName(results, unit)}: ${formatDay(day)}`) }];
}

/** Extracts that end alike share a row, those that end first above; one with units that stay behind has its own. */
function latestTable(results: Results, kinds: readonly string[]): Table[] {
  const latest = kinds.flatMap((kind) => latestData(results, kind));
  if (latest.length === 0) return [];
  const keyOf = (one: (typeof latest)[number]) => `${one.latest} ${one.behind.join(', ')}`;
  const rows = [...new Set(latest.map(keyOf))].sort().map((key): Text[] => {
    const own = latest.filter((one) => keyOf(one) === key);
    const { latest: day, behind } = own[0]!;
    return [formatDay(day), [{ code: own.map(({ kind }) => kind).join(', ') }], behind.join(', ') || 'none'];
  });
  return [
    {
      kind: 'table',
      caption: 'Until when the extracts tell',
      form: 'cards',
      columns: [left('Last period from'), left('Extracts'), left('Units that end earlier')],
      rows,
    },
  ];
}

function flaggedRows(results: Results, kinds: readonly string[]): Table[] {
  const rows = kinds.flatMap((kind) =>
    rowsByReason(results, kind, 'flags').map(([reason, n]): Text[] => [[{ code: kind }], reason, formatCount(n)]),
  );
  if (rows.length === 0) return [];
  const caption = 'Flagged rows by reason; they are kept and counted';
  return [{ kind: 'table', caption, form: 'dense', columns: [left('Extract'), left('Reason'), right('Rows')], rows }];
}

function filesTable({ inputs }: Results): Table {
  return {
    kind: 'table',
    caption: 'Files: records = loaded + rejected + skipped',
    form: 'dense',
    columns: [left('File'), right('Records'), right('Loaded'), right('Rejected'), right('Skipped'), right('Flagged')],
    rows: inputs.map(({ file, records, loaded, rejected, skipped, flagged }) => [
      file,
      ...[records, loaded, rejected, skipped, flagged].map(formatCount),
    ]),
  };
}

/** What the waterfall draws, with its first and its last step. */
function recordsTable(kind: string, inputs: Results['inputs'], rejects: readonly [string, number][]): Table {
  const sum = (count: 'records' | 'skipped' | 'loaded') => inputs.reduce((total, input) => total + input[count], 0);
  const [records, skipped, loaded] = [sum('records'), sum('skipped'), sum('loaded')];
  const skips: [string, number][] = skipped === 0 ? [] : [['Skipped', skipped]];
  const steps: [string, number][] = [['Records', records], ...rejects, ...skips, ['Loaded', loaded]];
  return {
    kind: 'table',
    caption: `«${kind}»: records, rejected rows by reason, and rows loaded; a row that broke several rules counts under each`,
    form: 'dense',
    columns: [left('Reason'), right('Rows')],
    rows: steps.map(([reason, n]) => [reason, formatCount(n)]),
  };
}

/** What is left of the rows that a KPI could have counted; the waterfalls of those that lost any are folded. */
function observations(results: Results): Block[] {
  const kpis = results.kpis.filter((kpi) => kpi.waterfall.length > 1);
  if (kpis.length === 0) return [];
  const figures = kpis.filter(losesRows).map(
    (kpi): Figure => ({
      kind: 'figure',
      chart: exclusionWaterfallName('kpi', kpi.id),
      open: false,
      small: true,
      data: {
        kind: 'table',
        caption: `${kpi.label}: rows left after each step`,
        form: 'dense',
        columns: [left('Step'), right('Rows left')],
        rows: kpi.waterfall.map(({ step, n }) => [step, formatCount(n)]),
      },
    }),
  );
  return [
    {
      kind: 'section',
      id: 'observations',
      title: 'From candidate rows to observations',
      blocks: [
        observationsTable(kpis),
        ...(figures.length === 0
          ? []
          : [{ kind: 'details' as const, summary: 'Step by step, of each KPI that leaves rows out', blocks: figures }]),
      ],
    },
  ];
}

function observationsTable(kpis: Results['kpis']): Table {
  return {
    kind: 'table',
    caption: 'Rows that count, of those that could have',
    form: 'cards',
    columns: [
      left('KPI'),
      right('Candidate rows'),
      right('Rows that count'),
      right('of candidates'),
      left('Most left out for'),
    ],
    rows: kpis.map(({ label, waterfall }) => {
      const [candidates, ...steps] = waterfall.map(({ n }) => n);
      const losses = steps.map((n, i) => waterfall[i]!.n - n);
      const most = Math.max(...losses);
      return [
        label,
        formatCount(candidates!),
        formatCount(steps.at(-1)!),
        formatShare(candidates === 0 ? null : steps.at(-1)! / candidates!, 1),
        most === 0 ? 'none' : `${waterfall[losses.indexOf(most) + 1]!.step}: ${formatCount(most)}`,
      ];
    }),
  };
}
