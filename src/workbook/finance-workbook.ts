import { spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { appraisalSheet } from './appraisal-sheet.ts';
import { assumptionSheet } from './assumption-sheet.ts';
import { auditSheet } from './audit-sheet.ts';
import { benefitLines } from './benefit-lines.ts';
import { cashFlowSheet } from './cash-flow-sheet.ts';
import { costLines } from './cost-lines.ts';
import { figureSheet, type LiveCell, type LiveCells } from './figure-sheet.ts';
import { kpiSheet } from './kpi-sheet.ts';
import { provenanceSheet } from './provenance-sheet.ts';
import { registerSheet } from './register-sheet.ts';
import { retellWorkbook } from './retell-workbook.ts';
import { sensitivitySheet } from './sensitivity-sheet.ts';
import { summarySheet } from './summary-sheet.ts';
import { flowBlocks } from './timeline.ts';
import type { DefinedName, Sheet, Workbook } from './workbook.ts';

/**
 * The run as a spreadsheet that a finance analyst can take apart: what was measured and assumed stands in cells, and what
 * follows from it in formulas.
 *
 * ```
 * Assumptions (named cells) ─┬─ Benefit lines ─┬─ Cash flows ─ Appraisal ─ Sensitivity
 *                            └─ Cost lines ────┘     │             │           │
 *                                Register ───────────┴── Figures ──┴── Summary ┘
 * ```
 *
 * @param inEnglish  what results.json holds, and nothing else; its program says in which language it is told
 * @example writeWorkbook(financeWorkbook(results))
 */
export function financeWorkbook(inEnglish: Results): Workbook {
  const { results, language } = spoken(inEnglish);
  const blocks = flowBlocks(results);
  const assumed = assumptionSheet(results);
  const benefits = benefitLines(results, assumed, blocks);
  const costs = costLines(results, assumed, blocks);
  const flows = cashFlowSheet(blocks, { assumed, benefits, costs });
  const register = registerSheet(results, assumed, benefits);
  const appraisal = appraisalSheet(results, { assumed, benefits, costs, flows, register });
  const sensitivity = sensitivitySheet(results, flows, appraisal);
  const live = liveCells([register, appraisal, sensitivity]);
  const [kpis, audit, figures] = [kpiSheet(results), auditSheet(results), figureSheet(results, live)];
  const charts = [flows.chart, appraisal.chart].filter((chart) => chart !== null);
  const workbook = {
    title: results.program.title,
    creator: `realized ${results.tool_version}`,
    currency: results.program.currency,
    sheets: [
      summarySheet(results, { kpis, audit, figures, live, charts }),
      register.sheet,
      assumed.sheet,
      flows.sheet,
      appraisal.sheet,
      sensitivity.sheet,
      kpis,
      audit,
      figures,
      provenanceSheet(results),
      ...(benefits.blocks.size === 0 ? [] : [benefits.sheet]),
      ...(costs.lines.length === 0 ? [] : [costs.sheet]),
    ],
    names: assumed.names,
  };
  return retellWorkbook(workbook, language.tell);
}

/** The cells that compute figures of the run, with what they come to. */
function liveCells(parts: readonly { sheet: Sheet; live: ReadonlyMap<string, DefinedName['cell']> }[]): LiveCells {
  const found = parts.flatMap(({ sheet, live }) =>
    [...live].map(([id, cell]): [string, LiveCell] => {
      const value = sheet.rows[cell.row - 1]?.cells[cell.column - 1]?.value ?? '–';
      return [id, { cell, value }];
    }),
  );
  return new Map(found);
}
