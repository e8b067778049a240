const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' };

/**
 * What does a mail say to a reader whose program shows no HTML?
 *
 * Made for the project's own mails: headings underlined, list items with a dash, the cells of a table row on one line.
 * What is hidden from screen readers (pictures made of cells) is left out.
 *
 * @param html  a whole page as render/ writes it: well formed, texts escaped
 * @example plainText('<h1>Answer</h1><p>It <strong>pays</strong>.</p>')  // 'Answer\n======\n\nIt pays.\n'
 */
export function plainText(html: string): string {
  const body = html
    .replace(/^[\s\S]*<body[^>]*>/, '')
    .replace(/<table[^>]*aria-hidden="true"[^>]*>[\s\S]*?<\/table>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/<h1[^>]*>(.*?)<\/h1>/g, (_, title: string) => heading(title, '='))
    .replace(/<h2[^>]*>(.*?)<\/h2>/g, (_, title: string) => heading(title, '-'))
    .replace(/<li[^>]*>/g, '\n- ')
    .replace(/<br>/g, ', ')
    .replace(/<\/t[hd]>\s*<t[hd][^>]*>/g, ' | ')
    .replace(/<\/(p|ol|ul|table)>/g, '\n\n')
    .replace(/<\/tr>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
  const lines = body.split('\n').map((line) =>
    line
      .replace(/ +/g, ' ')
      .replace(/( \|)+ *$/, '')
      .trim(),
  );
  return `${lines
    .map((line) => line.replace(/\| (?=\|)/g, ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function heading(html: string, rule: string): string {
  const title = html.replace(/<[^>]*>/g, '').trim();
  const length = [...title.replace(/&[a-z#0-9]+;/g, 'x')].length;
  return `\n\n${title}\n${rule.repeat(length)}\n\n`;
}
