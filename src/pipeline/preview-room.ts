import { availableParallelism } from 'node:os';
import { executiveHtml } from '../render/executive-html.ts';
import { executivePdf } from '../render/executive-pdf.ts';
import type { Theme } from '../render/theme.ts';
import { renderPage, renderPdf } from '../render/write-report.ts';
import { buildReport } from '../report/index.ts';
import { spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { withoutSmallCounts } from '../results/small-counts.ts';
import { financeWorkbook } from '../workbook/finance-workbook.ts';
import { writeWorkbook } from '../workbook/write-workbook.ts';
import { openWorkers, type Workers } from '../workers/workers.ts';
import { holdProgram } from './hold-program.ts';
import { Memory } from './memory.ts';
import { type ProduceOptions, produceResults } from './produce-run.ts';
import { themeOf } from './program-theme.ts';

type Content = string | Uint8Array;

/**
 * A program run again and again: what has not changed is neither loaded, measured, compared nor drawn anew, and a report is drawn
 * when somebody looks at it.
 *
 * Writes the program's cache, as a run does; neither reports nor ledger nor seals.
 */
export class PreviewRoom {
  readonly #options: ProduceOptions;
  readonly #memory = new Memory();
  readonly #workers: Workers;
  #shown: { results: Results; theme: Theme } | null = null;

  constructor(options: ProduceOptions) {
    this.#options = { ...options, memory: this.#memory };
    this.#workers = remembering(openWorkers(options.threads ?? availableParallelism()), this.#memory);
  }

  /** Runs the program as its files are now; where that fails, the reports of before stay. */
  async runAgain(): Promise<void> {
    const work = () => produceResults(this.#options, null, this.#workers);
    const { results, program } = await holdProgram(this.#options.directory, work);
    this.#memory.nextRound();
    this.#shown = { results: withoutSmallCounts(results), theme: themeOf(program.texts) };
  }

  /**
   * A report as a run would write it.
   *
   * @param file  such as `finance.html`
   * @returns null where a run writes no such report, or none is there yet
   */
  async report(file: string): Promise<Content | null> {
    if (this.#shown === null) return null;
    const { results, theme } = this.#shown;
    if (file === 'executive.html') return executiveHtml((await executivePdf(results, theme)).page, theme);
    if (file === 'executive.pdf') return (await executivePdf(results, theme)).pdf;
    if (file === 'finance.xlsx') return writeWorkbook(financeWorkbook(results));
    const [, name, ending] = /^(.+)\.(html|pdf)$/.exec(file) ?? [];
    const document = name === undefined ? null : buildReport(spoken(results).results, name);
    if (document === null) return null;
    if (ending === 'html') return renderPage(results, document, this.#workers, theme);
    const offered = document.reports.some(({ files }) => files.includes(file));
    return offered ? renderPdf(results, document, this.#workers, theme) : null;
  }
}

/** What was drawn or scrutinized before is not done again. */
function remembering(workers: Workers, memory: Memory): Workers {
  return {
    map: async (task, items) => {
      const asked: (typeof items)[number][] = [];
      // Made together, once it is known which are new.
      const made = Promise.resolve().then(() => (asked.length === 0 ? [] : workers.map(task, asked)));
      const answers = items.map((item) =>
        memory.recall(task.run.name, Array.isArray(item) ? item : [item], () => {
          const at = asked.push(item) - 1;
          return made.then((results) => results[at]!);
        }),
      );
      return Promise.all(answers);
    },
    close: () => workers.close(),
  };
}
