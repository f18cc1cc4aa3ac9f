import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedMemory } from '../../src/pairs/columns/ColumnMemory';
import { labelCodes } from '../../src/pairs/PairIndex';
import { accuracy } from '../../src/rewards/accuracy';
import { packRewards } from '../../src/store/rewardChunks';
import { emptyRewards, responseTable, RewardColumns, scoreState } from '../../src/rewards/RewardColumns';
import type { RewardRow } from '../../src/rewards/RewardRow';
import { madeId, madeIndex } from './madeIndex';

const checkpoint = 'c'.repeat(64);

function scored(response: number, reward: number): RewardRow {
  return { checkpoint, response: madeId(response), reward, tokens: 10 + response };
}

function tooLong(response: number, tokens: number): RewardRow {
  return { checkpoint, response: madeId(response), reward: null, tokens, maxTokens: 1024 };
}

describe('reward columns', () => {
  test('nothing is scored at first', () => {
    const columns = new RewardColumns(madeIndex([{}, {}]));
    expect([...columns.first, ...columns.second]).toEqual([NaN, NaN, NaN, NaN]);
    expect(columns.known).toBe(0);
    expect(columns.has(madeId(0))).toBe(false);
    expect(columns.complete(0)).toBe(false);
  });

  test('a reward goes to every row and side where its response stands', () => {
    const columns = new RewardColumns(
      madeIndex([
        { first: 1, second: 2 },
        { first: 2, second: 3 },
        { first: 1, second: 2 },
      ]),
    );
    columns.add([scored(2, -0.5)]);
    expect([...columns.first]).toEqual([NaN, -0.5, NaN]);
    expect([...columns.second]).toEqual([-0.5, NaN, -0.5]);
    expect([...columns.secondState]).toEqual([scoreState.scored, scoreState.none, scoreState.scored]);
    expect(columns.known).toBe(3);
    expect(columns.has(madeId(2))).toBe(true);
  });

  test('a text that is too long has no reward but its tokens, and its pair is complete', () => {
    const columns = new RewardColumns(madeIndex([{}]));
    columns.add([tooLong(0, 2048), scored(1, 1)]);
    expect(columns.first[0]).toBeNaN();
    expect(columns.firstState[0]).toBe(scoreState.too_long);
    expect(columns.firstTokens[0]).toBe(2048);
    expect([columns.complete(0), columns.tooLong(0)]).toEqual([true, true]);
    expect([columns.tooLongTokens(0), columns.tooLongPairs()]).toEqual([2048, 1]);
  });

  test('rewards of other data sets are left aside, and a repeated one is counted once', () => {
    const columns = new RewardColumns(madeIndex([{}]));
    columns.add([scored(77, 1), scored(0, 1), scored(0, 2)]);
    expect(columns.known).toBe(1);
    expect(columns.first[0]).toBe(2);
  });

  test('a reward that is not finite is refused, naming the response', () => {
    const columns = new RewardColumns(madeIndex([{}]));
    expect(() => columns.add([scored(0, NaN)])).toThrow(new RegExp(`${madeId(0)} the reward NaN`));
    expect(() => columns.add([scored(0, Infinity)])).toThrow(RangeError);
    expect(columns.known).toBe(0);
  });

  test('clearing forgets everything', () => {
    const columns = new RewardColumns(madeIndex([{}]));
    columns.add([scored(0, 1)]);
    expect(columns.known).toBe(1);
    columns.clear();
    expect(columns.data).toEqual(new RewardColumns(madeIndex([{}])).data);
  });

  test('what the store keeps fills the columns as the same rows do, of two rewards of one response the later one', () => {
    const anyReward = fc.tuple(
      fc.nat(12),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    );
    const anyPair = fc.record({ first: fc.nat(10), second: fc.nat(10) });
    fc.assert(
      fc.property(fc.array(anyPair), fc.array(fc.array(anyReward)), (pairs, batches) => {
        const [plain, stored] = [new RewardColumns(madeIndex(pairs)), new RewardColumns(madeIndex(pairs))];
        for (const batch of batches) {
          const rows = batch.map(([id, reward]) => (reward === null ? tooLong(id, 10 + id) : scored(id, reward)));
          plain.add(rows);
          for (const chunk of packRewards(rows)) stored.addStored(chunk);
        }
        expect(stored.data).toEqual(plain.data);
      }),
    );
  });

  test('columns that another thread has filled are taken up as they are', () => {
    const index = madeIndex([{ first: 1, second: 2 }]);
    const responses = responseTable(index, sharedMemory);
    const filled = new RewardColumns(index, responses, emptyRewards(1, sharedMemory));
    filled.add([scored(1, 0.5)]);
    const taken = new RewardColumns(index, responses, filled.data);
    taken.add([scored(2, 3)]);
    expect([...filled.second, filled.known, taken.known]).toEqual([3, 2, 2]);
  });

  test('batches in any order fill the columns as one look-up by id would', () => {
    const anyRow = fc.record({ first: fc.nat(20), second: fc.nat(20) });
    const anyReward = fc.tuple(fc.nat(25), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.array(anyRow), fc.uniqueArray(anyReward, { selector: ([id]) => id }), (rows, rewards) => {
        const columns = new RewardColumns(madeIndex(rows));
        for (const [response, reward] of rewards) columns.add([scored(response, reward)]);
        const byId = new Map(rewards);
        rows.forEach(({ first, second }, row) => {
          expect(columns.first[row]).toBe(byId.get(first) ?? NaN);
          expect(columns.second[row]).toBe(byId.get(second) ?? NaN);
        });
        expect(columns.known).toBe(
          rows.flatMap(({ first, second }) => [first, second]).filter((id) => byId.has(id)).length,
        );
      }),
    );
  });
});

describe('accuracy', () => {
  const { none, first, second, tie } = labelCodes;
  const index = madeIndex([
    { label: first },
    { label: second },
    { label: first },
    { label: tie },
    { label: none },
    { label: first },
  ]);
  const columns = new RewardColumns(index);
  // Right, wrong, exactly zero, no choice, no label, half scored.
  const rewards = [2, 1, 2, 1, 1, 1, 5, 0, 5, 0, 3];
  columns.add(rewards.map((reward, response) => scored(response, reward)));

  test('counts labelled pairs with both rewards; an exact zero is a pair but not correct', () => {
    expect(accuracy(index, columns)).toMatchObject({ pairs: 3, correct: 1, ties: 1, accuracy: 1 / 3 });
  });

  test('is null without such pairs', () => {
    expect(accuracy(index, columns, [3, 4, 5])).toMatchObject({
      pairs: 0,
      accuracy: null,
      interval: { low: 0, high: 1 },
    });
  });

  test('takes verified labels in place of those of the source', () => {
    const verified = Uint8Array.from([second, first, second, first, second, none]);
    expect(accuracy(index, columns, [0, 1, 3, 4], verified)).toMatchObject({ pairs: 4, correct: 2 });
  });
});
