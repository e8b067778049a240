import { expect, test } from 'vitest';
import { escapeText } from '../../src/render/escape.ts';

test('markup and quotes are escaped', () => {
  expect(escapeText(`<a href="x">&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;');
});

test('what XML forbids and what turns the reading direction is shown as missing', () => {
  expect(escapeText('a\u0000b\u202ec\u2066d\ud800e\ufffff')).toBe('a�b�c�d�e�f');
  expect(escapeText('line\nbreak\tand emoji 👍')).toBe('line\nbreak\tand emoji 👍');
});
