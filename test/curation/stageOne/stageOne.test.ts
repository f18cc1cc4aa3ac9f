import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptKey } from '../../../src/curation/clean/promptKey';
import { arrivalOf } from '../../../src/curation/stageOne/arrivalOf';
import { assignPairs, type PairToAssign } from '../../../src/curation/stageOne/assignPairs';
import { chooseCheckpoint } from '../../../src/curation/stageOne/chooseCheckpoint';
import { isHeldOut } from '../../../src/curation/stageOne/isHeldOut';

const keys = Array.from({ length: 4000 }, (_, n) => promptKey([{ role: 'user', content: String(n) }]));

test('the best checkpoint is the most accurate on gold, of equal ones the earlier; without gold there is none', () => {
  const of = (step: number, correct: number, pairs = 3) => ({ name: String(step), step, correct, pairs });
  expect(chooseCheckpoint([of(1, 2), of(2, 3), of(3, 3), of(4, 1)])?.step).toBe(2);
  expect(chooseCheckpoint([of(1, 1, 3), of(2, 2, 6)])?.step).toBe(1);
  expect(chooseCheckpoint([of(1, 0, 0)])).toBeNull();
});

test('a tenth of the prompts is held out, always the same, another tenth by another seed', () => {
  const held = keys.filter((key) => isHeldOut('s', key, 0.1));
  // Binomial(4000, 0.1): standard deviation 19; four of them.
  expect(Math.abs(held.length - 400)).toBeLessThan(76);
  expect(keys.filter((key) => isHeldOut('s', key, 0.1))).toEqual(held);
  expect(held.filter((key) => isHeldOut('t', key, 0.1)).length).toBeLessThan(80);
});

test('the pool arrives in eight like parts, or at once', () => {
  const parts = new Map<number, number>();
  for (const key of keys) {
    const part = arrivalOf('even', 's', key, 8);
    parts.set(part, (parts.get(part) ?? 0) + 1);
  }
  expect([...parts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  // Binomial(4000, 1/8): standard deviation 20.9; four of them.
  for (const size of parts.values()) expect(Math.abs(size - 500)).toBeLessThan(84);
  expect(arrivalOf('at_once', 's', keys[0] ?? '', 8)).toBe(1);
});

describe('who labels what', () => {
  const pair = (
    name: string,
    objectivity: string | null,
    controversiality: string | null,
    disputed = false,
  ): PairToAssign => ({
    pair: name,
    attributes: { objectivity, controversiality },
    disputed,
  });
  const found = [
    pair('taste', 'subjective', 'low'),
    pair('fact', 'objective', 'low'),
    pair('hot fact', 'objective', 'high'),
    pair('unknown', null, null),
    pair('reversed', 'subjective', 'high', true),
    pair('second fact', 'objective', 'low'),
  ];

  test('people have disputed pairs, then facts of low controversy, then the rest by retrieval; judges what is left, in its order', () => {
    const { people, judges } = assignPairs(found, { verdicts: 3, overlap: 0, seed: '' });
    expect(people.map((one) => one.pair)).toEqual(['reversed', 'fact', 'second fact']);
    expect(judges).toEqual(['taste', 'hot fact', 'unknown']);
  });

  test('a disputed pair waits for people, and no judge has it', () => {
    expect(assignPairs(found, { verdicts: 0, overlap: 0, seed: '' })).toMatchObject({
      people: [],
      waiting: ['reversed'],
    });
  });

  test('everything is assigned once, and people give no more verdicts than they have', () => {
    const any = fc.uniqueArray(
      fc.record({
        pair: fc.string(),
        attributes: fc.record({
          objectivity: fc.constantFrom('objective', 'subjective', null),
          controversiality: fc.constantFrom('low', 'medium', 'high', null),
        }),
        disputed: fc.boolean(),
      }),
      { selector: (one) => one.pair },
    );
    fc.assert(
      fc.property(any, fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), (pairs, verdicts, overlap) => {
        const { people, judges, waiting } = assignPairs(pairs, { verdicts, overlap, seed: 's' });
        const all = [...people.map((one) => one.pair), ...judges, ...waiting];
        expect(all.toSorted()).toEqual(pairs.map((one) => one.pair).sort());
        expect(people.reduce((sum, { annotators }) => sum + annotators, 0)).toBeLessThanOrEqual(verdicts);
      }),
    );
  });
});
