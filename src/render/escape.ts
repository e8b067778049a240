/** Characters that no XML may hold, and those that turn the reading direction and can make a text show what it does not say. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\p{Cs}]/gu;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A text made safe for HTML and SVG, as content or inside a quoted attribute.
 *
 * @returns the text with markup escaped and without forbidden characters
 * @example escapeText('<b title="x">')  // '&lt;b title=&quot;x&quot;&gt;'
 */
export function escapeText(text: string): string {
  return withoutForbidden(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The text with «�» for control characters, direction overrides and lone surrogates; markup is left as it is. */
export function withoutForbidden(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}
