import { cellRef, columnRange } from './address.ts';
import type { AppraisalWriter } from './appraisal-parts.ts';
import { computed, head, number, numberHead, row, text } from './cells.ts';
import { addChart, newPage } from './sheet-draft.ts';
import { COLOURS } from './style.ts';
import type { Chart } from './workbook.ts';

/** From what a spreadsheet would have claimed to what stands; its chart is drawn here and given to other sheets. */
export function addBridge({ draft, results, from, live }: AppraisalWriter): Omit<Chart, 'at'> | null {
  const { bridge, benefits } = results;
  if (benefits.length === 0 || bridge.length === 0) return null;
  newPage(draft, 'Claim bridge, as the run computed it');
  draft.rows.push(row(head('Step'), numberHead('Amount'), numberHead('Left after it')));
  const first = draft.rows.length + 1;
  let left = 0;
  bridge.slice(0, -1).forEach(({ step, amount }, i) => {
    left += amount;
    const at = draft.rows.length + 1;
    const running = i === 0 ? `B${at}` : `C${at - 1}+B${at}`;
    draft.rows.push(row(text(step), number(amount, 'money'), computed(running, left, 'money')));
  });
  const last = draft.rows.length;
  const { step, amount } = bridge.at(-1)!;
  draft.rows.push(
    row(text('Sum of the steps', 'total'), computed(`SUM(B${first}:B${last})`, amount, 'money', 'total')),
  );
  const net = from.register.live.get('total.financial.net');
  if (net !== undefined) {
    const now = cellRef(net.sheet, net.row, net.column);
    draft.rows.push(
      row(
        text(`${step[0]!.toUpperCase()}${step.slice(1)}, as the register has it now`),
        computed(now, amount, 'money'),
      ),
    );
    live.set(`bridge.${bridge.length}`, { sheet: draft.name, row: last + 2, column: 2 });
    const moved = `ROUND(B${last + 2}-B${last + 1},6)`;
    draft.rows.push(row(text('Difference: what changed assumptions add'), computed(moved, 0, 'money')));
  }
  const chart: Omit<Chart, 'at'> = {
    kind: 'bar',
    title: 'What is left of the claim after each objection',
    axis: results.program.currency,
    series: [
      {
        name: 'Left after it',
        categories: columnRange(draft.name, 1, first, last),
        values: columnRange(draft.name, 3, first, last),
        colour: COLOURS.blue,
        fill: 'solid',
      },
    ],
  };
  addChart(draft, chart, 'same page');
  return chart;
}
