import { formatDay } from '../results/format.ts';
import { type ResultWindow, unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { left, type Section } from './document.ts';

interface Ahead {
  on: string;
  unit: string;
  what: string;
}

/** What comes next in each unit, in the order of the days. */
export function nextDates(results: Results): Section | null {
  const ahead = results.program.deployments
    .flatMap(({ windows }) => windows.filter(({ comparator }) => !comparator))
    .flatMap((window) => aheadOf(window, results.as_of))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  if (ahead.length === 0) return null;
  return {
    kind: 'section',
    id: 'next-dates',
    title: 'Next dates',
    blocks: [
      {
        kind: 'table',
        caption: `Ahead of ${formatDay(results.as_of)}`,
        form: 'cards',
        columns: [left('Day'), left('Unit'), left('What happens')],
        rows: ahead.map(({ on, unit, what }) => [formatDay(on), unitName(results, unit), what]),
      },
    ],
  };
}

function aheadOf({ unit, go_live, stabilization }: ResultWindow, asOf: string): Ahead[] {
  const years = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find((count) => yearsAfter(go_live, count) > asOf);
  const all = [
    { on: go_live, what: 'Go-live; the protocol and the baseline must be sealed before it.' },
    { on: stabilization.to, what: 'Stabilization ends; the periods after it count for the lasting effect.' },
    ...(years === undefined
      ? []
      : [
          {
            on: yearsAfter(go_live, years),
            what: `${years === 1 ? 'One year' : `${years} years`} after go-live: ask whether the effect is holding.`,
          },
        ]),
  ];
  return all.filter(({ on }) => on > asOf).map((one) => ({ ...one, unit }));
}

function yearsAfter(day: string, count: number): string {
  return `${Number(day.slice(0, 4)) + count}${day.slice(4)}`;
}
