import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributesOf } from '../../src/pairs/attributesOf';
import type { Item } from '../../src/pairs/Item';
import type { Json } from '../../src/pairs/Json';
import { toJudge } from '../../src/pairs/toJudge';
import { taskCategories } from '../../src/verdicts/attributeValues';

const of = (columns: { [name: string]: Json }) => attributesOf({ meta: { columns } });
const nothing = { category: null, objectivity: null, controversiality: null, desired: '', guideline: '' };

test('the five attributes are read from the columns of a pool', () => {
  const columns = {
    task_category: 'Coding & Debugging',
    objectivity: 'Objective',
    controversiality: 'low',
    desired_attributes: ['runs', 'short'],
    annotation_guideline: ' The code must run. ',
  };
  const expected = {
    category: 'coding_debugging',
    objectivity: 'objective',
    controversiality: 'low',
    desired: 'runs\nshort',
    guideline: 'The code must run.',
  };
  expect(of(columns)).toEqual(expected);
  expect(of({ attributes: columns })).toEqual(expected);
});

test.each([
  [{ category: 'coding' }, { category: 'coding_debugging' }],
  [{ category: 'roleplay' }, { category: 'role_playing' }],
  [{ Category: 'Information seeking' }, { category: 'information_seeking' }],
  [{ domain: 'code' }, { category: 'coding_debugging' }],
  [{ is_objective: true }, { objectivity: 'objective' }],
  [{ objective: false }, { objectivity: 'subjective' }],
  [{ controversy: 'HIGH' }, { controversiality: 'high' }],
])('%j is understood', (columns, expected) => {
  expect(of(columns)).toEqual({ ...nothing, ...expected });
});

test.each([[{ category: 'stem' }], [{ domain: 'general' }], [{ objectivity: 0.7 }], [{ category: '__proto__' }], [{}]])(
  '%j is not guessed at',
  (columns) => expect(of(columns)).toBeNull(),
);

test('a guideline too long to be read is left out', () => {
  expect(of({ guideline: 'x'.repeat(4001), category: 'math' })).toEqual({ ...nothing, category: 'math' });
});

test('whatever the columns hold, what is proposed is of the known values', () => {
  const names = fc.constantFrom('category', 'objectivity', 'controversiality', 'desired', 'guideline', 'attributes');
  const columns = fc.dictionary(names, fc.jsonValue() as fc.Arbitrary<Json>);
  fc.assert(
    fc.property(columns, (made) => {
      const found = of(made) ?? nothing;
      expect([...taskCategories, null]).toContain(found.category);
      expect(typeof found.desired).toBe('string');
    }),
  );
});

test('a pair to judge holds nothing of its label, of scores or of who wrote the responses', () => {
  const item: Item = {
    id: 'i',
    prompt: [{ role: 'user', content: 'Q' }],
    responses: [
      { id: 'a', messages: [{ role: 'assistant', content: 'one' }] },
      { id: 'b', messages: [{ role: 'assistant', content: 'two' }] },
    ],
    label: { ranks: [0, 1] },
    meta: {
      source: 'file',
      label: 'LABEL',
      responses: [{ model: 'MODEL', score: 9.25 }, {}],
      columns: { category: 'math', winner: 'WINNER' },
    },
  };
  const pair = toJudge(item, 0, 1);
  expect(JSON.stringify(pair)).not.toMatch(/label|LABEL|MODEL|9\.25|WINNER/);
  expect(pair.attributes).toEqual({ ...nothing, category: 'math' });
});
