import { expect, test } from 'vitest';
import { choiceFromStep, choiceWords, stepFromChoice, steps, stepWords } from '../../src/verdicts/strengthWords';
import { reasonCodes } from '../../src/verdicts/reasonCodes';
import { prefer } from './madeEvents';

test('the seven steps read from left to right', () => {
  expect(steps.map(stepWords)).toEqual([
    'A much better',
    'A clearly better',
    'A slightly better',
    'Tie',
    'B slightly better',
    'B clearly better',
    'B much better',
  ]);
});

test('strength is kept per response: with the sides swapped the mirrored step means the same', () => {
  expect(choiceFromStep(1, 'first')).toStrictEqual(prefer(-3));
  expect(choiceFromStep(1, 'second')).toStrictEqual(prefer(3));
  expect(choiceFromStep(6, 'second')).toStrictEqual(prefer(-2));
  for (const left of ['first', 'second'] as const) expect(choiceFromStep(4, left)).toStrictEqual(prefer(0));
});

test('step to choice and back is the same step, for both sides', () => {
  for (const left of ['first', 'second'] as const) {
    for (const step of steps) expect(stepFromChoice(choiceFromStep(step, left), left)).toBe(step);
  }
});

test('choices without a strength have words and no step', () => {
  expect(stepFromChoice({ kind: 'both_bad' }, 'first')).toBeNull();
  expect(choiceWords({ kind: 'both_bad' }, 'first')).toBe('Both bad');
  expect(choiceWords({ kind: 'undecidable' }, 'second')).toBe('Undecidable');
  expect(choiceWords({ kind: 'skip' }, 'second')).toBe('Skipped');
  expect(choiceWords(prefer(-1), 'second')).toBe('B slightly better');
});

test('reason codes and their keys are unique, keys are one letter', () => {
  expect(new Set(reasonCodes.map(({ code }) => code)).size).toBe(reasonCodes.length);
  expect(new Set(reasonCodes.map(({ key }) => key)).size).toBe(reasonCodes.length);
  for (const { key } of reasonCodes) expect(key).toMatch(/^[a-z]$/);
});
