import { expect, test } from 'vitest';
import type { Item } from '../../../src/pairs/Item';
import { allPairs } from '../../../src/pairs/view/PairQuery';
import type { SearchProgress } from '../../../src/pairs/view/searchTexts';
import { ViewService } from '../../../src/pairs/view/ViewService';
import type { ViewStore } from '../../../src/pairs/view/ViewStore';
import { idLength, putId } from '../../../src/pairs/idBytes';
import { packRewards } from '../../../src/store/rewardChunks';
import { verdictStates } from '../../../src/verdicts/verdictState';
import { madeId, madeIndex } from '../../rewards/madeIndex';

const rows = 5000;

function madeItem(row: number): Item {
  const say = (content: string) => [{ role: 'assistant' as const, content }];
  return {
    id: madeId(1e9 + row),
    prompt: [{ role: 'user', content: `Question ${String(row)}` }],
    responses: [
      { id: madeId(2 * row), messages: say(`first ${String(row)}`) },
      { id: madeId(2 * row + 1), messages: say(`second ${String(row)}`) },
    ],
    label: null,
    meta: {},
  };
}

/** A store of one data set whose first response is the chosen one in every row. Reads wait for `held`. */
function madeStore(held: Promise<void> = Promise.resolve()): ViewStore {
  const rewardOf = (checkpoint: string, row: number) => (checkpoint === 'good' ? 1 + row : -1 - row);
  return {
    pairIndex: async () => madeIndex(Array.from({ length: rows }, () => ({ label: 1 }))),
    item: async (_dataSet, row) => madeItem(row),
    async itemsWhere(_dataSet, from, to, passes) {
      const items = Array.from({ length: to - from }, (_, at) => madeItem(from + at));
      return items.map((item) => (passes(new TextEncoder().encode(JSON.stringify(item))) ? item : null));
    },
    async eachRewards(checkpoint, take) {
      if (checkpoint === 'slow') await held;
      const scored = Array.from({ length: rows }, (_, row) => [
        { checkpoint, response: madeId(2 * row), reward: rewardOf(checkpoint, row), tokens: 5 },
        { checkpoint, response: madeId(2 * row + 1), reward: 0, tokens: 6 },
      ]);
      for (const chunk of packRewards(scored.flat())) take(chunk);
    },
    async eachStates() {
      return;
    },
  };
}

function made(isShared: boolean, store = madeStore()): ViewService {
  return new ViewService({
    openStore: async () => store,
    isShared,
    breathe: () => new Promise((go) => setTimeout(go)),
  });
}

const query = { ...allPairs };

test('a data set opens with the rewards of one model, and takes those of another', async () => {
  const view = made(true);
  const columns = await view.open('d', 'good');
  expect([columns.rewards.known[0], columns.rewards.first[3], columns.rewards.secondTokens[3]]).toEqual([
    2 * rows,
    4,
    6,
  ]);
  expect(await view.accuracy('d')).toMatchObject({ pairs: rows, correct: rows });
  await view.rewards('d', 'bad');
  expect(await view.accuracy('d')).toMatchObject({ pairs: rows, correct: 0 });
  await view.rewards('d', null);
  expect(await view.accuracy('d')).toMatchObject({ pairs: 0 });
});

test('the rewards that were asked for last are those of the view, whichever are read first', async () => {
  let release: () => void = () => expect.unreachable('nothing is held yet');
  const held = new Promise<void>((go) => (release = go));
  const view = made(true, madeStore(held));
  await view.open('d', null);
  const older = view.rewards('d', 'slow');
  await view.rewards('d', 'good');
  release();
  await older;
  expect(await view.accuracy('d')).toMatchObject({ correct: rows });
});

test('in shared memory what the page writes is what the worker selects by; else it is told', async () => {
  for (const isShared of [true, false]) {
    const view = made(isShared);
    const opened = await view.open('d', null);
    const page = isShared ? opened : structuredClone(opened);
    expect(page.index.pairIds.buffer instanceof SharedArrayBuffer).toBe(isShared);
    page.verdicts[7] = verdictStates.gold;
    if (!page.isShared) await view.take('d', { verdicts: [{ row: 7, state: verdictStates.gold }] });
    expect(await view.select('d', { ...query, filter: 'verified' })).toEqual(Uint32Array.of(7));
  }
});

test('of several selections at once only the newest is made', async () => {
  const view = made(true);
  await view.open('d', 'bad');
  const given = await Promise.all([
    view.select('d', query),
    view.select('d', { ...query, filter: 'verified' }),
    view.select('d', { ...query, filter: 'disagreements' }),
    view.count('d', query),
  ]);
  expect(given.slice(0, 2)).toEqual([null, null]);
  expect(given[2]?.length).toBe(rows);
  expect(given[3]?.filters.disagreements).toBe(rows);
});

test('a search finds in prompts and responses, a newer one ends it, and a query with a text shows what it has found', async () => {
  const view = made(true);
  await view.open('d', null);
  const text = { ...query, text: 'x' };
  expect(await view.select('d', text)).toEqual(new Uint32Array());
  const steps: SearchProgress[] = [];
  const older = view.search('d', 'question', false, () => expect.unreachable('the older search goes on'));
  await Promise.all([older, view.search('d', 'second 15', false, (step) => steps.push(step))]);
  expect(steps.at(-1)).toEqual({ found: 111, done: rows, total: rows });
  expect((await view.select('d', text))?.slice(0, 3)).toEqual(Uint32Array.of(15, 150, 151));
  await view.search('d', 'Second 15', true, () => undefined);
  expect(await view.select('d', text)).toEqual(Uint32Array.of(15));
  await view.endSearch('d');
  expect(await view.select('d', text)).toEqual(new Uint32Array());
  expect((await view.select('d', query))?.length).toBe(rows);
});

test('previews are the beginnings of prompts, for the rows that were asked for last', async () => {
  const view = made(true);
  await view.open('d', null);
  const [older, newer] = await Promise.all([
    view.previews('d', Uint32Array.of(1)),
    view.previews('d', Uint32Array.of(9, 2)),
  ]);
  expect([older, newer]).toEqual([null, ['Question 9', 'Question 2']]);
});

test('a data set that is not open is counted with the verdicts that it is given', async () => {
  const pairs = new Uint8Array(3 * idLength);
  [0, 5, 1e6].forEach((row, at) => putId(pairs, at, madeId(1e9 + row)));
  const states = Uint8Array.of(verdictStates.gold, verdictStates.judged, verdictStates.gold);
  const summary = await made(true).summary('d', 'bad', { pairs, states });
  expect(summary).toEqual({ gold: 1, judged: 1, disagreements: rows, scored: 2 * rows });
});

test('columns for a run are its own, and a data set that is not open is named', async () => {
  const view = made(true);
  await view.open('d', 'good');
  const run = await view.columns('d', 'bad');
  expect(run.rewards.first[0]).toBe(-1);
  expect(await view.accuracy('d')).toMatchObject({ correct: rows });
  await view.close('d');
  await expect(view.select('d', query)).rejects.toThrow(/Data set d is not open/);
});
