/** The words that stand on every executive page, whatever the run: both renderers take them from the page. */
const WORDS = [
  'Synthetic data',
  'not cash',
  'Class',
  'Demonstrated',
  'Demonstrated, with interval; dashed: planned',
  'Demonstrated; line: P5–P95; upright: planned',
  'P5–P95',
  'Planned',
  'KPIs, those that worsened or carry money first',
  'Verdict',
  'KPI, unit',
  'Verdict, KPI, unit',
  'Series',
  'Series, go-live ruled',
  'Target met lately',
  'Effect',
  '95 % interval',
  'Effect, 95 % interval',
  'Not claimed, and why',
  'Nothing registered is left unclaimed.',
  'Audit checks',
  'fail',
  'warn',
  'Decisions needed',
  'None: nothing fails, nothing worsened, nothing warns.',
  'Since the last report',
  'Changed since the seal',
  'Effects: against what would have been without the change, with 95 % intervals. Money: to date, with P5–P95; benefits by class: without the stabilization weeks.',
] as const;

/** Each of these words in the reader's language. */
export type ExecutiveWords = Record<(typeof WORDS)[number], string>;

export function executiveWords(tell: (text: string) => string): ExecutiveWords {
  return Object.fromEntries(WORDS.map((words) => [words, tell(words)])) as ExecutiveWords;
}
