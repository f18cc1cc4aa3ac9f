import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/pairs/canonicalJson';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 as the RFC does', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 units, not by code points', () => {
    expect(canonicalJson({ '\ufb33': 1, '\ud83d\ude00': 2, '1': 3 })).toBe('{"1":3,"\ud83d\ude00":2,"\ufb33":1}');
  });

  it('keeps an own key named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
  });

  it('tells a lone surrogate from the replacement character', () => {
    expect(canonicalJson('\ud800')).not.toBe(canonicalJson('\ufffd'));
  });

  it('leaves keys that hold undefined out, and refuses everything else that JSON has not', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    for (const value of [Number.NaN, Infinity, 1n, undefined, [undefined], new Map(), () => 1]) {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    }
  });

  it('gives the value back, and the same text for any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reversed(child)]),
  );
}
