import { expect, test } from 'vitest';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { revealOf } from '../../../src/studio/verify/revealOf';
import { MadeStudio } from './MadeStudio.svelte';

const reveal = (label: number, rewards: [number, number] | undefined, left: 'first' | 'second') =>
  revealOf(new MadeStudio([{ first: 'f', second: 's', label, ...(rewards ? { rewards } : {}) }]).open, 0, left);

test('label and rewards are told by the sides of the screen', () => {
  expect(reveal(labelCodes.second, [1, 3], 'first')).toMatchObject({
    label: 'B',
    rewards: { A: 1, B: 3 },
    margin: 2,
    agreement: 'agreement',
  });
  expect(reveal(labelCodes.second, [1, 3], 'second')).toMatchObject({ label: 'A', rewards: { A: 3, B: 1 }, margin: 2 });
});

test('where the source chooses none, the difference is A over B', () => {
  expect(reveal(labelCodes.tie, [1, 3], 'first')).toMatchObject({ label: 'tie', margin: -2, agreement: null });
  expect(reveal(labelCodes.none, [1, 3], 'second')).toMatchObject({ label: null, margin: 2 });
});

test('what is not scored has no numbers', () => {
  const unscored = { rewards: { A: null, B: null }, margin: null, p: null, agreement: null, tooLong: [] };
  expect(reveal(labelCodes.first, undefined, 'first')).toMatchObject(unscored);
});

test('a response that is too long is named by its side, with its tokens', () => {
  const studio = new MadeStudio([{ first: 'f', second: 's', label: labelCodes.first, rewards: [1, 2] }]);
  studio.open.rewards.secondState[0] = 2;
  studio.open.rewards.second[0] = NaN;
  studio.open.rewards.secondTokens[0] = 2048;
  expect(revealOf(studio.open, 0, 'second').tooLong).toEqual([{ side: 'A', tokens: 2048 }]);
});
