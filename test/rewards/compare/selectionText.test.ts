import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stands, viewOf, withFilter, type Filter, type Selection } from '../../../src/rewards/compare/Selection';
import { readSelection, writeSelection } from '../../../src/rewards/compare/selectionText';

const models = 5;
const model = fc.nat(models - 1);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const bound = fc.option(number, { nil: null });
const sign = fc.constantFrom('+' as const, '-' as const);
const option = fc.oneof(
  fc.record({ kind: fc.constant('value' as const), value: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constantFrom('none' as const, 'other' as const), value: fc.constant('') }),
);
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('margin' as const), model, from: bound, to: bound }),
  fc.record({ kind: fc.constant('confidence' as const), model, from: number, to: number }),
  fc.record({ kind: fc.constant('length' as const), from: bound, to: bound }),
  fc.record({
    ...{ kind: fc.constant('rectangle' as const), a: model, b: model },
    ...{ fromA: number, toA: number, fromB: number, toB: number },
  }),
  fc.record({ kind: fc.constant('quadrant' as const), a: model, b: model, signA: sign, signB: sign }),
  fc.record({ kind: fc.constant('pairwise' as const), a: model, b: model, which: fc.constantFrom('flip', 'same') }),
  fc.record({
    kind: fc.constant('against' as const),
    models: fc.uniqueArray(model).map((list) => list.sort((one, other) => one - other)),
  }),
  fc.record({ kind: fc.constant('stand' as const), model, stand: fc.constantFrom(...stands) }),
  fc.record({
    kind: fc.constant('slice' as const),
    facet: fc.string({ unit: 'binary' }),
    options: fc.array(option, { minLength: 1, maxLength: 3 }),
  }),
);
const selection: fc.Arbitrary<Selection> = fc
  .array(filter, { maxLength: 8 })
  .map((filters) => filters.reduce<Selection>(withFilter, []));

test('any selection is read as it was written', () => {
  fc.assert(
    fc.property(selection, (given) => {
      expect(readSelection(writeSelection(given), models)).toEqual({ selection: given, dropped: [] });
    }),
  );
});

test('what was written stands in an address as it is, texts of the data set apart from their escapes', () => {
  fc.assert(fc.property(selection, (given) => /^[\w.*~!+-]*$/.test(writeSelection(given))));
  const plain: Selection = [
    { kind: 'margin', model: 0, from: -0.5, to: null },
    { kind: 'slice', facet: 'domain', options: [{ kind: 'value', value: 'math' }] },
  ];
  expect(writeSelection(plain)).toBe('margin_0_-0.5_*slice_domain_value.math');
});

test('any text is read: what is known is taken, the rest is reported, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), selection, (noise, given) => {
      const text = `${noise.replaceAll('*', '')}*${writeSelection(given)}`;
      const read = readSelection(text, models);
      expect(read.selection.length + read.dropped.length).toBe(text.split('*').filter((part) => part !== '').length);
    }),
  );
});

test.each([
  ['a filter of another version', 'colour_red'],
  ['a name of every object', 'constructor_1'],
  ['a model beyond the committee', 'margin_5_0_1'],
  ['a number that is none', 'confidence_0_half_1'],
  ['an infinite number', 'margin_0_1e999_'],
  ['an empty number where one must stand', 'confidence_0__1'],
  ['a field too many', 'stand_0_tie_1'],
  ['a sign that is none', 'quadrant_0_1_px'],
  ['models out of order', 'against_2~1'],
  ['an option of no kind', 'slice_domain_some.math'],
  ['a broken escape', 'slice_domain_value.!00'],
])('%s is dropped and reported', (_, part) => {
  expect(readSelection(`length_0_9*${part}`, models)).toEqual({
    selection: [{ kind: 'length', from: 0, to: 9 }],
    dropped: [part],
  });
});

test('of two filters of one view the second is dropped, and a newer one takes the place of the older', () => {
  expect(readSelection('quadrant_0_1_pn*rectangle_0_1_0_1_0_1', 2).dropped).toEqual(['rectangle_0_1_0_1_0_1']);
  const first: Filter = { kind: 'quadrant', a: 0, b: 1, signA: '+', signB: '-' };
  const second: Filter = { kind: 'rectangle', a: 0, b: 1, fromA: 0, toA: 1, fromB: 0, toB: 1 };
  expect(viewOf(first)).toBe(viewOf(second));
  expect(withFilter([first], second)).toEqual([second]);
});
