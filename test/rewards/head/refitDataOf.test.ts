import { expect, test } from 'vitest';
import { headMargins } from '../../../src/rewards/head/headMargins';
import { refitDataOf, type RefitPair } from '../../../src/rewards/head/refitDataOf';
import { RewardColumns } from '../../../src/rewards/RewardColumns';
import { StateTable } from '../../../src/rewards/StateTable';
import { madeId, madeIndex } from '../madeIndex';

const index = { ...madeIndex([{}, {}, { first: 0, second: 3 }]), promptLengths: Uint32Array.of(40, 40, 7) };
const states = new StateTable();
states.add({ responses: [0, 1, 3].map(madeId), states: Float32Array.of(1, 2, 4, 4, 9, 0), width: 2 });

const judged: RefitPair[] = [
  { pair: 'a', row: 0, prefers: 'second', strength: 3, margin: -0.5 },
  { pair: 'b', row: 1, prefers: 'first', strength: 1, margin: 2 },
  { pair: 'c', row: 2, prefers: 'first', strength: 1, margin: NaN },
];

test('pairs without both states are left out; differences are first less second, whichever is preferred', () => {
  const data = refitDataOf(judged, index, states, { weighted: false, seed: 1 });
  expect(data.pairs).toEqual(['a', 'c']);
  expect([...data.differences]).toEqual([-3, -2, -8, 2]);
  expect([...data.signs]).toEqual([-1, 1]);
  expect([...data.weights]).toEqual([1, 1]);
  expect([...data.prompts]).toEqual([40, 7]);
  expect([...data.margins]).toEqual([-0.5, NaN]);
});

test('strength weighs only where that is wanted', () => {
  expect([...refitDataOf(judged, index, states, { weighted: true, seed: 1 }).weights]).toEqual([3, 1]);
});

test('margins are given for the rows whose two responses have states, a response of several pairs in each of them', () => {
  const scores = { margin: (row: number) => (row === 1 ? NaN : 10 + row) };
  const { rows, values } = headMargins(scores, states, new RewardColumns(index));
  expect([...rows]).toEqual([0, 2]);
  expect([...values]).toEqual([10, 12]);
});
