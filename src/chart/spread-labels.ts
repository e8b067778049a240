/** A text that belongs at a level of the y axis. */
export interface EdgeLabel {
  y: number;
  label: string;
}

/**
 * Moves labels at a chart's edge apart so that none covers another, as little as possible and in their order.
 *
 * @param labels  texts and the levels they name
 * @param domain  [low, high] of the y axis
 * @param height  of the plot, in pixels
 * @param gap     least distance of two labels, in pixels
 * @returns the labels, highest first, with the levels at which to write them
 * @example spreadLabels([{ y: 5, label: 'a' }, { y: 5, label: 'b' }], [0, 10], 100, 20)  // at 6 and 4
 */
export function spreadLabels(
  labels: readonly EdgeLabel[],
  domain: readonly [number, number],
  height: number,
  gap: number,
): EdgeLabel[] {
  const step = (gap / height) * (domain[1] - domain[0]);
  // Blocks of touching labels, each centred on the mean of the levels it names.
  const blocks: { members: EdgeLabel[]; center: number }[] = [];
  for (const label of [...labels].sort((a, b) => b.y - a.y)) {
    let block = { members: [label], center: label.y };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      const needed = ((last.members.length + block.members.length) / 2) * step;
      if (last.center - block.center >= needed) break;
      blocks.pop();
      const members = [...last.members, ...block.members];
      block = { members, center: members.reduce((sum, member) => sum + member.y, 0) / members.length };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ members, center }) =>
    members.map(({ label }, i) => ({ label, y: center + ((members.length - 1) / 2 - i) * step })),
  );
}
