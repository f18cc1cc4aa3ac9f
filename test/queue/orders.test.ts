import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retrievalK } from '../../src/curation/retrievalK';
import { labelCodes, type PairIndex } from '../../src/pairs/PairIndex';
import { orderQueue } from '../../src/queue/orderQueue';
import { queueOrders, usualPlan, type QueueOrder } from '../../src/queue/QueueOrder';
import { queueOrderExplanation, queueOrderTitle } from '../../src/queue/queueOrderWords';
import type { QueueRequest } from '../../src/queue/QueueRequest';
import { queueReasons, reasonCode } from '../../src/queue/Queue';
import { randomKey, seedWord } from '../../src/queue/randomKey';
import { rankBy, type RankSources } from '../../src/queue/rankBy';
import type { Rewards } from '../../src/queue/orders/byLabel';
import { StateTable } from '../../src/rewards/StateTable';
import { madeId, madeIndex } from '../rewards/madeIndex';

const rewardsOf = (margins: (number | null)[]): Rewards => ({
  first: Float64Array.from(margins, (margin) => margin ?? NaN),
  second: new Float64Array(margins.length),
});

const requestOf = (changes: Partial<QueueRequest>): QueueRequest => ({
  ...{ ...usualPlan, randomShare: 0, knownShare: 0, seed: 's', statesKey: null, judged: [], attributes: [] },
  ...{ margins: null, known: new Uint32Array() },
  ...changes,
});

/** The rows of the responses of `madeIndex`, for indexes as small as these. */
const rowOfId = new Map(Array.from({ length: 200 }, (_, n) => [madeId(n), n >> 1]));

interface Made {
  index: PairIndex;
  sources: Partial<RankSources>;
  verdicts?: number[];
  request: Partial<QueueRequest>;
}

function queueOf({ index, sources, verdicts, request }: Made) {
  const all = requestOf(request);
  const states = Uint8Array.from(verdicts ?? new Array<number>(index.length).fill(0));
  const ranking = rankBy(all, {
    ...{ index, rewards: rewardsOf(new Array<null>(index.length).fill(null)), models: null, states: null },
    ...sources,
    rowsOf: (response) => (rowOfId.get(response) === undefined ? [] : [rowOfId.get(response) ?? 0]),
    verdicts: states,
  });
  const { seed, randomShare, known, knownShare: share } = all;
  const queue = orderQueue({ index, ranking, verdicts: states, seed, randomShare, known: { rows: known, share } });
  return Array.from(queue.rows, (row, at) => `${row} ${queueReasons[queue.reasons[at] ?? 0] ?? ''}`);
}

const plain = (length: number): PairIndex => madeIndex(Array.from({ length }, () => ({})));

test('model against model: opposite signs first, the largest standardised difference foremost, the unscored last', () => {
  // The second model gives ten times the numbers, and says nothing else by that.
  const one = rewardsOf([1, -1, 2, 2, null, 0.1]);
  const other = rewardsOf([10, 10, -20, 15, 10, -30]);
  expect(
    queueOf({ index: plain(6), sources: { models: [one, other] }, request: { order: 'models', models: ['a', 'b'] } }),
  ).toEqual(['2 models', '5 models', '1 models', '3 order', '0 order', '4 unscored']);
});

test('model against model is the same whatever scale either model has, and whichever comes first', () => {
  const margins = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(margins, fc.constantFrom(0.25, 4, 64), (rows, scale) => {
      const index = plain(rows.length);
      const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
      const order = (one: number[], other: number[]) =>
        queueOf({
          index,
          sources: { models: [rewardsOf(one), rewardsOf(other)] },
          request: { order: 'models', models: ['a', 'b'] },
        });
      expect(
        order(
          a.map((x) => x * scale),
          b,
        ),
      ).toEqual(order(a, b));
      expect(order(b, a)).toEqual(order(a, b));
    }),
  );
});

test('low margin: the least sure first, whatever the label says', () => {
  const index = madeIndex([{ label: labelCodes.first }, { label: labelCodes.second }, {}, {}]);
  const rewards = rewardsOf([-5, 0.5, 1.2, null]);
  expect(queueOf({ index, sources: { rewards }, request: { order: 'low_margin' } })).toEqual([
    '1 low_margin',
    '2 order',
    '0 order',
    '3 unscored',
  ]);
});

test('conflicts: inside the data set, with another one, then all others, each in file order', () => {
  const index = plain(5);
  index.conflicts = Uint8Array.from([0, 2, 1, 0, 1]);
  expect(queueOf({ index, sources: {}, request: { order: 'conflicts' } })).toEqual([
    '2 conflict',
    '4 conflict',
    '1 conflict',
    '0 order',
    '3 order',
  ]);
});

describe('objectivity first', () => {
  const index: PairIndex = {
    ...plain(5),
    facets: [
      {
        name: 'attributes.objectivity',
        values: ['subjective', 'Objective'],
        codes: Uint8Array.from([1, 2, 2, 0, 255]),
      },
      { name: 'Controversiality', values: ['low', 'high'], codes: Uint8Array.from([1, 2, 1, 1, 1]) },
    ],
  };

  test('objective and low controversy before all others, by the columns of the file', () => {
    expect(queueOf({ index, sources: {}, request: { order: 'objective' } })).toEqual([
      '2 objective',
      '1 order',
      '3 order',
      '4 order',
      '0 order',
    ]);
  });

  test('what a person verified counts before what the file says', () => {
    const attributes = [{ row: 0, attributes: { objectivity: 'objective', controversiality: 'low' } }];
    expect(queueOf({ index, sources: {}, request: { order: 'objective', attributes } })[0]).toBe('0 objective');
  });
});

describe('neighbours of errors', () => {
  /** Pairs whose states point in these directions (degrees); null: no states. */
  function made(degrees: (number | null)[]) {
    const states = new StateTable();
    for (const [row, angle] of degrees.entries()) {
      if (angle === null) continue;
      const at = (angle * Math.PI) / 180;
      // Both responses of a pair apart by a right angle, and of other lengths: only the direction of their sum counts.
      const half = Math.PI / 4;
      const values = [Math.cos(at - half), Math.sin(at - half), Math.cos(at + half), Math.sin(at + half)];
      const responses = [madeId(2 * row), madeId(2 * row + 1)];
      states.add({ responses, states: Float32Array.from(values, (x) => x * (1 + row)), width: 2 });
    }
    return { index: plain(degrees.length), states };
  }

  test('the nearest of what is not judged come first, those of the lowest p foremost', () => {
    const { index, states } = made([0, 90, 5, 85, 40, null, 178]);
    const judged = [
      { row: 1, p: 0.8 },
      { row: 0, p: 0.1 },
    ];
    const verdicts = [3, 3, 0, 0, 0, 0, 0];
    const made1 = { index, sources: { states }, verdicts, request: { order: 'neighbours' as const, judged } };
    // p = 0.1 asks for eight: all that have states, by their angle to row 0. p = 0.8 finds nothing new.
    expect(queueOf(made1)).toEqual(['2 neighbour', '4 neighbour', '3 neighbour', '6 neighbour', '5 unscored']);
    const unsure = { ...made1, request: { order: 'neighbours' as const, judged: [{ row: 1, p: 0.8 }] } };
    expect(queueOf(unsure).slice(0, 2)).toEqual(['3 neighbour', '4 neighbour']);
    expect(queueOf(unsure).filter((entry) => entry.endsWith('neighbour'))).toHaveLength(2);
  });

  test('without states, or without errors, it is label against model', () => {
    const { index, states } = made([0, 10, 20]);
    const rewards = rewardsOf([3, 1.2, 2]);
    const byLabel = queueOf({ index, sources: { rewards }, request: { order: 'label' } });
    for (const of of [{ rewards }, { rewards, states }])
      expect(queueOf({ index, sources: of, request: { order: 'neighbours' } })).toEqual(byLabel);
  });
});

test('k is what the paper says', () => {
  const values = [0, 0.3, 0.5, 0.5001, 0.6, 0.625, 0.7, 0.75, 0.8, 0.875, 0.9999, 1].map(retrievalK);
  expect(values).toEqual([8, 8, 8, 4, 4, 3, 3, 2, 2, 1, 1, 0]);
});

test('the refitted head takes the place of the model where it gives a margin', () => {
  const index = madeIndex([{ label: labelCodes.first }, { label: labelCodes.first }, { label: labelCodes.first }]);
  const margins = { rows: Uint32Array.of(2, 0), values: Float64Array.of(-4, 2) };
  expect(queueOf({ index, sources: { rewards: rewardsOf([-9, -9, 9]) }, request: { order: 'head', margins } })).toEqual(
    ['2 disagreement', '0 order', '1 unscored'],
  );
});

describe('known pairs', () => {
  const rows = 2000;
  const index = plain(rows);
  const rewards = rewardsOf(Array.from({ length: rows }, (_, row) => row + 2));
  const known = Uint32Array.from({ length: 200 }, (_, n) => rows - 1 - n);

  test('are mixed in at their share, look like any other, and none is lost or met twice', () => {
    const queue = queueOf({ index, sources: { rewards }, request: { known, knownShare: 0.1, order: 'low_margin' } });
    const met = queue.slice(0, 1000).filter((entry) => known.includes(Number.parseInt(entry, 10)));
    expect(Math.abs(met.length - 100)).toBeLessThan(4 * Math.sqrt(90));
    expect(queue.every((entry) => entry.endsWith(' order'))).toBe(true);
    expect(new Set(queue).size).toBe(rows);
    const others = queue.filter((entry) => !known.includes(Number.parseInt(entry, 10)));
    expect(others.map((entry) => Number.parseInt(entry, 10))).toEqual(others.map((_, at) => at));
  });

  test('never take a place of the random stratum', () => {
    const queued = (share: number) =>
      queueOf({ index, sources: { rewards }, request: { known, knownShare: share, randomShare: 0.1 } });
    const random = (entry: string) => entry.endsWith('random');
    expect(queued(0.5).filter(random)).toEqual(queued(0).filter(random));
  });
});

describe('for any data set and every order', () => {
  const row = fc.record({
    one: fc.option(fc.integer({ min: -9, max: 9 }), { nil: null }),
    other: fc.option(fc.integer({ min: -9, max: 9 }), { nil: null }),
    label: fc.constantFrom(0, 1, 2, 3, 4),
    conflict: fc.constantFrom(0, 0, 1, 2),
    verdict: fc.constantFrom(0, 0, 0, 1, 2, 3),
    known: fc.boolean(),
  });

  test.each(queueOrders)(
    '%s: each open row once, judged ones out, a tenth of the places the random prefix',
    (order) => {
      fc.assert(
        fc.property(fc.array(row, { maxLength: 60 }), fc.string(), (rows, seed) => {
          const index = madeIndex(rows);
          index.conflicts = Uint8Array.from(rows, ({ conflict }) => conflict);
          const one = rewardsOf(rows.map((of) => of.one));
          const request = requestOf({ order, seed, models: ['a', 'b'] });
          const verdicts = Uint8Array.from(rows, ({ verdict }) => verdict);
          const other = rewardsOf(rows.map((of) => of.other));
          const sources = {
            index,
            rewards: one,
            models: [one, other] as [Rewards, Rewards],
            states: null,
            verdicts,
            rowsOf: () => [],
          };
          const known = Uint32Array.from(rows.flatMap((of, at) => (of.known ? [at] : [])));
          const ranking = rankBy(request, sources);
          const queue = orderQueue({ index, ranking, verdicts, seed, known: { rows: known, share: 0.3 } });
          const open = rows.flatMap(({ verdict }, at) => (verdict <= 1 ? [at] : []));
          expect(Array.from(queue.rows).sort((a, b) => a - b)).toEqual(open);
          const fresh = open.filter((at) => verdicts[at] === 0);
          const key = (at: number) => randomKey(index.pairIds, at, seedWord(seed));
          const drawn = Array.from(queue.rows).filter((_, at) => queue.reasons[at] === reasonCode.random);
          expect(drawn).toEqual(fresh.toSorted((a, b) => key(a) - key(b) || a - b).slice(0, drawn.length));
        }),
        { numRuns: 60 },
      );
    },
  );

  test('every order has a name and a sentence', () => {
    const titles = queueOrders.map((order: QueueOrder) => queueOrderTitle(order));
    expect(new Set(titles).size).toBe(queueOrders.length);
    for (const order of queueOrders) expect(queueOrderExplanation(order)).toMatch(/\.$/);
  });
});
