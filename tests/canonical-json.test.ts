import { expect, test } from 'vitest';
import { canonicalJson } from '../src/canonical-json.ts';

// The example of RFC 8785, section 3.2.2 and 3.2.3.
test('writes the example of RFC 8785 as the RFC does', () => {
  const value = {
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('sorts by UTF-16 code units, as the RFC asks', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
  const order = [...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => Number(match[1]));
  expect(order).toEqual([2, 4, 6, 7, 1, 5, 3]);
});

test('refuses what JSON cannot say', () => {
  expect(() => canonicalJson({ a: [Number.NaN] })).toThrow(TypeError);
});
