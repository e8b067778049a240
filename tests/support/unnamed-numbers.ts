import type { Block, Document, Text } from '../../src/report/document.ts';

/** A text with a number that leads to no figure, and where it stands. */
export interface UnnamedNumber {
  /** `finance › appraisal › table Cash flow by month › Benefits`; a number in a place is `#`, so that like places are one. */
  place: string;
  text: string;
}

/** Every number of a report that is no figure, in the order of the report. */
export function unnamedNumbers({ name, sections }: Pick<Document, 'name' | 'sections'>): UnnamedNumber[] {
  return sections.flatMap((section) => numbersIn(section, name.replace(/^project-.*/, 'project')));
}

function numbersIn(block: Block, at: string): UnnamedNumber[] {
  const within = (blocks: readonly Block[], place = at) => blocks.flatMap((one) => numbersIn(one, place));
  switch (block.kind) {
    case 'section':
      return within(block.blocks, `${at} › ${block.id}`);
    case 'details':
      return within(block.blocks);
    case 'paragraph':
      return plainNumbers(block.text, `${at} › paragraph`);
    case 'list':
      return block.items.flatMap((item) => plainNumbers(item, `${at} › list`));
    case 'facts':
      return block.facts.flatMap(({ name, text }) => plainNumbers(text, `${at} › facts › ${name}`));
    case 'key figures':
      return block.groups.flatMap(({ figures }) =>
        figures.flatMap(({ name, value, note, figure }) => [
          ...(figure === undefined ? plainNumbers(value, `${at} › key figure › ${name}`) : []),
          ...plainNumbers(note, `${at} › key figure note › ${name}`),
        ]),
      );
    case 'table':
      return block.rows.flatMap((row) =>
        row.flatMap((cell, c) => plainNumbers(cell, `${at} › table ${block.caption} › ${block.columns[c]!.name}`)),
      );
    case 'figure':
      return within([block.data]);
    case 'code':
    case 'links':
      return [];
  }
}

function plainNumbers(text: Text, place: string): UnnamedNumber[] {
  const parts = typeof text === 'string' ? [text] : text;
  return parts.flatMap((part) => {
    if (typeof part !== 'string' && 'figure' in part) return [];
    const said = typeof part === 'string' ? part : String(Object.values(part)[0]);
    return /\d/.test(said) ? [{ place, text: said }] : [];
  });
}

/**
 * Numbers that are rightly no figure, by their place, and why.
 *
 * Whatever stands elsewhere and is no figure fails the test: it gets an id, or a line here with a reason that holds.
 */
export const RIGHTLY_NO_FIGURE: readonly (readonly [place: RegExp, reason: string])[] = [
  [
    /› (Month|From|To the period from|Date|Day|When|Go-live|Sealed|Baseline|Stabilization|Post-stabilization|Last period from|Data judged as of|Base date|Window|(Days|Weeks|Months) since go-live)$/,
    'days, months and windows: labels',
  ],
  [/› (SHA-256|Run|Ledger head before this run|Made by|File|Definition|Version|Logged change)$/, 'names and hashes'],
  [
    /› (KPI|KPI and unit|Statistic|Method|Signal|Step|Reason|Measured as|Clock|Grain|One row is|Strata|Definition from|Pitfall|Money|Input|Of the draws)$/,
    'names, methods and definitions in words',
  ],
  [
    /› (Challenge|Charge|What would answer it|What to do, and on what evidence|What happens|Where)$/,
    'check numbers and words of advice',
  ],
  [
    /› (Least that matters|Change worth having|Target|Direction|Counts after|Value|Range|Assumption|Source or reason|Discount rate|Timing of flows|As appraised|Small counts of people)$/,
    'stated in program.yaml: assumptions, which panels name by their place',
  ],
  [
    /› (95 % interval|its interval|Plain before\/after|P5–P95|Band)$|› key figure note ›|› table Appraisal, /,
    'ends of the interval of the figure beside it, whose panel names them',
  ],
  [
    /› (n|Measured|Value, [^›]+)$|› table [^›]+, by (day|week|month) › Value$/,
    'cells of a series: `explain series:…` leads on from each',
  ],
  [
    /› (Records|Loaded|Rejected|Skipped|Flagged|of records|Files|Bytes|Rows|Rows left|Rows that count|Candidate rows|of candidates|Most left out for|Periods before, after|Values)$|data-quality/,
    'counts of files, rows and periods: `explain extract:…`, `kpi:…` lead on from each',
  ],
  [/› table Simulated net present value.* › Net present value$/, 'the zero that a probability is about'],
  [/› (signals|sustainment|audit|findings|seals|assumptions) › paragraph$/, 'counts of what stands below'],
  [
    /› (paragraph|list)$|› facts › (Placebo in time|Specifications)$|› (Placebo claims|Other choices that agree)$/,
    'sentences about what figures, charts and tables beside them show, and counts of their rows',
  ],
];

/** Numbers that should be figures and are not yet, by their place. A line here that fits nothing fails the test, too. */
export const STILL_UNNAMED: readonly RegExp[] = [
  /› table Every choice and its effect.* › Effect$/,
  /› table Dates at which nothing went live.* › Effect$/,
  /› table Measured and without the deployment.* › Without it$/,
  /› table Effect added up.* › Sum$/,
  /› table Observed less what would have been.* › Difference$/,
  /› table Effects by unit.* › (Effect|Standard error)$/,
  /› table Spread of the values.* › (10|25|50|75|90) %$/,
  /› table Improvements lately.* › (Without it|Mean after|Lately|Effect kept)$/,
  /› facts › (All units together|Cross-check|Permutation|More use, more gain\?)$/,
  /› table Benefits register.* › Planned$/,
  /› table From gross gains to booked cash.* › Amount$/,
  /› table Why more or less came than promised.* › Came$/,
  /› table Switching values.* › NPV is zero at$/,
  /› table Break-even.* › In each unit$/,
  /› table Charges.* › Alone it$/,
];
