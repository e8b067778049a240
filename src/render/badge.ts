import { COLOURS } from '../chart/theme.ts';
import { VERDICT_STYLES, type VerdictStyle } from '../chart/verdict-style.ts';
import type { Inline } from '../report/document.ts';

/** What is marked by a sign and a colour of its own: a verdict, a finding's severity, a check's result. */
export type Marked = Extract<Inline, { verdict: unknown } | { severity: unknown } | { check: unknown }>;

export interface Badge {
  words: string;
  /** The look, as a CSS class. */
  kind: string;
  style: VerdictStyle;
}

const PLAIN: Omit<VerdictStyle, 'sign'> = { fill: COLOURS.paper, edge: COLOURS.common, ink: COLOURS.ink };
const { improved, worsened, 'not comparable': doubtful } = VERDICT_STYLES;
const MARKS = {
  pass: { ...improved, sign: '✓' },
  fail: { ...worsened, sign: '✗' },
  warn: { ...doubtful, sign: '▲' },
  info: { ...PLAIN, sign: '○' },
  'n/a': { ...PLAIN, sign: '–' },
};

/** How is a verdict, a severity or a check's result shown, with a sign that needs no colour? */
export function badgeOf(marked: Marked): Badge {
  if ('verdict' in marked) {
    const { verdict } = marked;
    return { words: marked.said ?? verdict, kind: verdict.replace(/[ ,]+/g, '-'), style: VERDICT_STYLES[verdict] };
  }
  const mark = 'severity' in marked ? marked.severity : marked.check;
  return { words: marked.said ?? mark, kind: mark === 'n/a' ? 'info' : mark, style: MARKS[mark] };
}
