import { createHash } from 'node:crypto';
import { escapeText } from './escape.ts';

const STYLE = `
:root{color-scheme:light dark;font:15px/1.4 system-ui,sans-serif}
body{margin:0;display:flex;flex-direction:column;height:100vh;background:Canvas;color:CanvasText}
header{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:.4rem 1rem;border-bottom:1px solid GrayText}
header p{margin:0}
pre{margin:0;padding:.6rem 1rem;max-height:40vh;overflow:auto;white-space:pre-wrap;border-bottom:3px solid #ed8b00}
iframe{flex:1;border:0;width:100%}
`;

const SCRIPT = `
const [frame, words, problem] = ['iframe', 'header span', 'pre'].map((name) => document.querySelector(name));
let version = document.body.dataset.version;
const events = new EventSource('/events');
events.onmessage = ({ data }) => {
  const now = JSON.parse(data);
  words.textContent = now.words;
  problem.textContent = now.problem ?? '';
  problem.hidden = now.problem === null;
  if (String(now.version) === version) return;
  version = String(now.version);
  frame.contentWindow.location.reload();
};
events.onerror = () => { words.textContent = 'The preview has ended; what is shown stays as it is.'; };
`;

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the frame of the preview may do: its own script and style, its own events, reports of its own server. */
export const PREVIEW_POLICY = `default-src 'none'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * The frame around the reports of a preview: a line that says what is going on, the problem if there is one, and the report
 * just as a run writes it.
 *
 * @param version  of the reports; when the server tells of another, the report is loaded again
 */
export function previewFrame(title: string, version: number): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview: ${escapeText(title)}</title>
<style>${STYLE}</style>
<body data-version="${version}">
<header><p><strong>Preview</strong> of ${escapeText(title)}</p><p role="status"><span></span></p></header>
<pre role="alert" tabindex="0" hidden></pre>
<iframe title="Report" src="/report/report.html"></iframe>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** What stands in the frame while there is no report. */
export function previewNotice(text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Preview</title>
<body><p>${escapeText(text)}</p>
</body>
</html>
`;
}
