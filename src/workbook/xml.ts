const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A part of the package: its header and its root. */
export function xmlPart(root: string): string {
  return HEADER + root;
}

/**
 * Text as XML holds it.
 *
 * What XML cannot hold (control characters, halves of a surrogate pair) becomes U+FFFD.
 *
 * @example escapeXml('a < b')  // 'a &lt; b'
 */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
