import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mappingText, parseMapping } from '../../../server/commands/score/mappingText';
import { CommandError } from '../../../server/commands/CommandError';

const column = fc.stringMatching(/^[a-z][a-z0-9_ .-]{0,8}[a-z0-9]$/);
const optional = fc.option(column);
const mapping = fc.oneof(
  fc.record({
    kind: fc.constant('ranked' as const),
    prompt: optional,
    chosen: column,
    rejected: column,
    source: optional,
  }),
  fc.record({
    kind: fc.constant('compared' as const),
    prompt: optional,
    first: column,
    second: column,
    label: fc.option(fc.record({ column, first: column, second: column, tie: fc.oneof(column, fc.constant('')) })),
    source: optional,
  }),
);

test('a mapping that is written and read is the same', () => {
  fc.assert(
    fc.property(mapping, (one) => {
      expect(parseMapping(mappingText(one))).toEqual(one);
    }),
  );
});

test.each([
  'chosen=a',
  'chosen=a,rejected=',
  'chosen=a,rejected=b,first=c,second=d',
  'chosen=a,rejected=b,label=c:1:2',
  'better=a,worse=b',
  'first=a,second=b,label=c',
  'first=a,second=b,label=c:1:2:3:4',
])('%s is refused with how a mapping is written', (text) => {
  expect(() => parseMapping(text)).toThrow(CommandError);
  expect(() => parseMapping(text)).toThrow(/prompt=COLUMN,chosen=COLUMN,rejected=COLUMN/);
});
