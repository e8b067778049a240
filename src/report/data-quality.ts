import { exclusionWaterfallName, rowsByReason } from '../chart/exclusion-waterfall.ts';
import { formatCount, formatDay, formatShare } from '../results/format.ts';
import { unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';

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
      ...kinds.map((kind) => extractSection(results, kind)),
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
  const rank = ({ severity, owner = '\uffff' }: Finding) => `${severities.indexOf(severity)} ${owner}`;
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
          ? (finding.owner ?? 'no owner named')
          : [{ strong: 'Accepted by the program' }, `: ${finding.acknowledged}`],
      ]),
  };
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

function extractSection(results: Results, kind: string): Section {
  const inputs = results.inputs.filter((input) => input.kind === kind);
  const flags = rowsByReason(results, kind, 'flags');
  const blocks: Block[] = [
    ...latestData(results, kind),
    {
      kind: 'figure',
      chart: exclusionWaterfallName('extract', kind),
      data: recordsTable(inputs, rowsByReason(results, kind, 'rejects')),
      open: false,
    },
  ];
  if (flags.length > 0) blocks.push(reasonTable('Flagged rows by reason; they are kept and counted', flags));
  const summary = inputs.length === 1 ? 'The file' : `The ${inputs.length} files`;
  blocks.push({ kind: 'details', summary, blocks: [filesTable(kind, inputs)] });
  return { kind: 'section', id: `extract-${kind}`, title: `Extract «${kind}»`, blocks };
}

/** A unit whose data ends so many days before the last is named. */
const BEHIND_DAYS = 35;

/** Until when does an extract tell, and of which units does it tell no longer? Nothing where no KPI could be measured from it. */
function latestData(results: Results, kind: string): Block[] {
  const readers = new Set(results.kpis.filter(({ kinds }) => kinds.includes(kind)).map(({ id }) => id));
  const last = new Map<string, string>();
  for (const { kpi, unit, period, n } of results.series) {
    if (readers.has(kpi) && n !== 0 && period > (last.get(unit) ?? '')) last.set(unit, period);
  }
  if (last.size === 0) return [];
  const latest = [...last.values()].sort().at(-1)!;
  const behind = [...last].filter(([, day]) => Date.parse(latest) - Date.parse(day) > BEHIND_DAYS * 86_400_000);
  const units = behind.map(([unit, day]) => `${unitName(results, unit)} to that of ${formatDay(day)}`);
  const text = `Measured to the period of ${formatDay(latest)}${units.length === 0 ? '' : `; ${units.join(', ')}`}.`;
  return [{ kind: 'paragraph', text }];
}

function filesTable(kind: string, inputs: Results['inputs']): Table {
  return {
    kind: 'table',
    caption: `Files of «${kind}»: records = loaded + rejected + skipped`,
    form: 'dense',
    columns: [left('File'), right('Records'), right('Loaded'), right('Rejected'), right('Skipped'), right('Flagged')],
    rows: inputs.map(({ file, records, loaded, rejected, skipped, flagged }) => [
      file,
      ...[records, loaded, rejected, skipped, flagged].map(formatCount),
    ]),
  };
}

/** What the waterfall draws, with its first and its last step. */
function recordsTable(inputs: Results['inputs'], rejects: readonly [string, number][]): Table {
  const sum = (count: 'records' | 'skipped' | 'loaded') => inputs.reduce((total, input) => total + input[count], 0);
  const [records, skipped, loaded] = [sum('records'), sum('skipped'), sum('loaded')];
  const caption = 'Records, rejected rows by reason, and rows loaded; a row that broke several rules counts under each';
  const left: [string, number][] = skipped === 0 ? [] : [['Skipped', skipped]];
  return reasonTable(caption, [['Records', records], ...rejects, ...left, ['Loaded', loaded]]);
}

function reasonTable(caption: string, reasons: readonly [string, number][]): Table {
  const rows = reasons.map(([reason, n]) => [reason, formatCount(n)]);
  return { kind: 'table', caption, form: 'dense', columns: [left('Reason'), right('Rows')], rows };
}

function observations(results: Results): Block[] {
  const kpis = results.kpis.filter((kpi) => kpi.waterfall.length > 1);
  if (kpis.length === 0) return [];
  return [
    {
      kind: 'section',
      id: 'observations',
      title: 'From candidate rows to observations',
      blocks: kpis.map((kpi) => ({
        kind: 'details',
        summary: `${kpi.label}: ${formatCount(kpi.waterfall.at(-1)!.n)} of ${formatCount(kpi.waterfall[0]!.n)} rows count`,
        blocks: [
          {
            kind: 'figure',
            chart: exclusionWaterfallName('kpi', kpi.id),
            open: true,
            data: {
              kind: 'table',
              caption: 'Rows left after each step',
              form: 'dense',
              columns: [left('Step'), right('Rows left')],
              rows: kpi.waterfall.map(({ step, n }) => [step, formatCount(n)]),
            },
          },
        ],
      })),
    },
  ];
}
