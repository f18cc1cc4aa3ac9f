import { describe, expect, test } from 'vitest';
import type { Filter } from '../../../src/rewards/compare/Selection';
import { filterWords } from '../../../src/studio/compare/filterWords';
import { tellsLabelFilter } from '../../../src/studio/compare/tellsLabelFilter';

const titles = ['Small', 'Large', 'File'];

const cases: [filter: Filter, words: string, tells: boolean][] = [
  [{ kind: 'margin', model: 0, from: null, to: -0.5 }, 'Small: margin below \u22120.50', false],
  [{ kind: 'margin', model: 1, from: 1, to: null }, 'Large: margin +1.00 and above', false],
  [
    { kind: 'rectangle', a: 0, b: 1, fromA: -1, toA: 0, fromB: 0.25, toB: 2 },
    'Box: Small \u22121.00 to 0.00, Large +0.25 to +2.00',
    false,
  ],
  [{ kind: 'quadrant', a: 0, b: 1, signA: '-', signB: '+' }, 'Small against it, Large with the label', false],
  [{ kind: 'pairwise', a: 0, b: 2, which: 'flip' }, 'Small and File prefer different responses', false],
  [{ kind: 'against', models: [] }, 'All with the label', false],
  [{ kind: 'against', models: [1] }, 'Only Large against the label', false],
  [{ kind: 'against', models: [0, 1, 2] }, 'All against the label', false],
  [{ kind: 'stand', model: 2, stand: 'tie' }, 'File gives both the same reward', false],
  [
    {
      kind: 'slice',
      facet: 'domain',
      options: [
        { kind: 'value', value: 'math' },
        { kind: 'none', value: '' },
      ],
    },
    'domain: math or no value',
    false,
  ],
  [
    { kind: 'slice', facet: 'longer, chosen or rejected', options: [{ kind: 'value', value: 'chosen' }] },
    'longer, chosen or rejected: chosen',
    true,
  ],
  [{ kind: 'confidence', model: 0, from: 0.5, to: 0.55 }, 'Small: p 50 % to 55 %', false],
  [{ kind: 'length', from: null, to: -1200 }, 'Length difference below \u22121,200', true],
];

describe('filters in words', () => {
  test.each(cases)('%j', (filter, words) => {
    expect(filterWords(filter, titles)).toBe(words);
  });

  test('without labels a side of the scatter is a response', () => {
    const filter: Filter = { kind: 'quadrant', a: 0, b: 1, signA: '-', signB: '+' };
    expect(filterWords(filter, titles, false)).toBe('Small prefers the second, Large prefers the first');
  });

  test.each(cases)('whether a reader of its pairs knows their labels: %j', (filter, _words, tells) => {
    expect(tellsLabelFilter(filter)).toBe(tells);
  });
});
