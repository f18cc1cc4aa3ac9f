import { expect, test } from 'vitest';
import { CompareService } from '../../../src/rewards/compare/CompareService';
import type { ViewsRequest } from '../../../src/rewards/compare/CompareViews';
import { markdownName, refusalName } from '../../../src/rewards/compare/ownFacets';
import { madeIndex } from '../madeIndex';
import { madeStore } from './madeStore';

const request: ViewsRequest = { a: 0, b: 1, slice: 'verdict', binning: 'width' };
const sort = { by: 'file', model: 0, descending: false } as const;
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

const index = {
  ...madeIndex([{ label: 1 }, { label: 2 }, { label: 1 }, { label: 0 }, { label: 2 }]),
  firstLengths: Uint32Array.from([10, 20, 30, 40, 50]),
  secondLengths: Uint32Array.from([20, 10, 30, 10, 60]),
};
const store = madeStore(
  index,
  {
    small: { 0: [2, 0], 1: [3, 1], 2: [0, 4], 3: [1, 0], 4: [0, 2] },
    large: { 0: [1, 0], 1: [0, 3], 2: [0, 1], 3: [0, 2], 4: [0, null] },
    flat: { 0: [7, 7], 1: [7, 7], 2: [7, 7] },
  },
  {
    0: ['# Title\n\n- one\n- two', 'plain'],
    1: ["I'm sorry, but I cannot help with that.", 'Here you are.'],
    2: ['same', 'same'],
    3: ['```js\n- no list\n```', '**bold**'],
  },
);

function service() {
  return new CompareService({ openStore: async () => store, breathe });
}

test('models that scored different pairs are compared on what all scored, and each says how many it did', async () => {
  const facts = await service().open('made', ['small', 'large'], []);
  expect(facts).toMatchObject({ pairs: 5, compared: 4, labelled: 3, textsRead: false });
  expect(facts.models.map(({ key, scored, isConstant }) => ({ key, scored, isConstant }))).toEqual([
    { key: 'small', scored: 5, isConstant: false },
    { key: 'large', scored: 4, isConstant: false },
  ]);
});

test('models that have no pair in common are compared on none, and every chart says so', async () => {
  const compare = service();
  expect(await compare.open('made', ['small', 'nobody'], [])).toMatchObject({ compared: 0, labelled: 0 });
  const views = await compare.views([], request);
  expect(views?.margins[0]).toEqual({ bins: [], why: 'No pair was scored by every model.' });
  expect(views?.reliability[0]?.ece).toEqual({
    kind: 'undefined',
    why: 'No pair here has a label that chooses a response.',
  });
  expect(views?.bestOf).toBeNull();
});

test('constant rewards are named, and what they leave undefined says why', async () => {
  const compare = service();
  const facts = await compare.open('made', ['small', 'flat'], []);
  expect(facts.models[1]).toMatchObject({ isConstant: true, scale: 0 });
  const views = await compare.views([], request);
  expect(views?.margins[1]?.why).toBe('All margins of this model are zero.');
  expect(views?.scatter.correlation).toEqual({
    kind: 'undefined',
    why: "The second model's reward is the same on both sides of every pair.",
  });
  expect(views?.pairwise[0]).toMatchObject({ same: 0, flips: 0, zero: 3, share: { kind: 'undefined' } });
  expect(views?.bias[1]?.length.r).toEqual({
    kind: 'undefined',
    why: 'The margin is the same on both sides of every pair.',
  });
  expect(views?.reliability[1]?.temperature).toEqual({ kind: 'undefined', why: 'All margins are zero.' });
  expect(views?.stands[1]).toMatchObject({ agreement: 0, tie: 3, accuracy: { hits: 0, of: 3 } });
});

test('one model alone has its own charts, and nothing to be compared with', async () => {
  const compare = service();
  await compare.open('made', ['small'], []);
  const views = await compare.views([], { ...request, b: 0 });
  expect(views?.pairwise).toEqual([]);
  expect(views?.flipSets).toEqual([
    { against: [], pairs: 2 },
    { against: [0], pairs: 2 },
  ]);
});

test.each([
  ['no model', [], /1 to 16 models, not 0/],
  ['a model twice', ['small', 'small'], /not small twice/],
])('%s is refused', async (_, models, message) => {
  await expect(service().open('made', models, [])).rejects.toThrow(message);
});

test('a filter that names a model beyond the committee is refused, and the next call works', async () => {
  const compare = service();
  await compare.open('made', ['small', 'large'], []);
  await expect(compare.views([{ kind: 'stand', model: 7, stand: 'tie' }], request)).rejects.toThrow(
    /model 8 of a committee of 2/,
  );
  expect((await compare.views([{ kind: 'stand', model: 0, stand: 'agreement' }], request))?.selected).toBe(1);
});

test('a slice of no pairs stays, with no accuracy rather than NaN', async () => {
  const compare = service();
  await compare.open('made', ['small', 'large'], []);
  const gold = (await compare.views([], request))?.slices.slices.find(({ option }) => option.value === 'gold');
  expect(gold).toMatchObject({ pairs: 0, labelled: 0 });
  expect(gold?.accuracy).toEqual([0, 1].map(() => ({ kind: 'undefined', why: 'No pairs are in this slice.' })));
});

test('the table and the queue show the selection in their order', async () => {
  const compare = service();
  await compare.open('made', ['small', 'large'], []);
  const flips = [{ kind: 'pairwise', a: 0, b: 1, which: 'flip' }] as const;
  expect([...(await compare.selected(flips))]).toEqual([1, 3]);
  const table = await compare.rows([], { by: 'margin', model: 0, descending: false }, 0, 2);
  // To the chosen response: -4 and -2 of margins whose root mean square is 2.5.
  expect(table).toMatchObject({
    total: 4,
    rows: [
      { row: 2, rawMargins: [-4, -1] },
      { row: 1, rawMargins: [-2, 3] },
    ],
  });
  expect(table?.rows[0]?.margins[0]).toBeCloseTo(-4 / 2.5, 12);
  expect((await compare.rows([], { ...sort, descending: true }, 0, 1))?.rows[0]?.row).toBe(3);
});

test('a gold verdict stands in for the label, and once it is gone the label is the old one', async () => {
  const compare = service();
  await compare.open('made', ['small'], []);
  const agreeing = async () => (await compare.views([], { ...request, b: 0 }))?.stands[0]?.agreement;
  expect(await agreeing()).toBe(2);
  await compare.take([{ row: 2, state: 3, label: 2 }]);
  expect(await agreeing()).toBe(3);
  await compare.take([]);
  expect(await agreeing()).toBe(2);
});

test('of two calls at once the older one gives null', async () => {
  const compare = service();
  await compare.open('made', ['small', 'large'], []);
  const calls = [compare.views([], request), compare.views([], request)];
  expect((await Promise.all(calls)).map((views) => views === null)).toEqual([true, false]);
});

test('points are asked for once and stand at the margins of the table', async () => {
  const compare = service();
  await compare.open('made', ['small', 'large'], []);
  const { x, y, rows } = await compare.points(0, 1);
  const table = await compare.rows([], sort, 0, 9);
  expect([...rows]).toEqual(table?.rows.map(({ row }) => row));
  for (const [at, row] of (table?.rows ?? []).entries()) {
    expect(x[at]).toBeCloseTo(row.margins[0] ?? NaN, 6);
    expect(y[at]).toBeCloseTo(row.margins[1] ?? NaN, 6);
  }
});

test('texts are read once: then format counts in the bias, and pairs are sliced by it', async () => {
  const compare = service();
  const opened = await compare.open('made', ['small', 'large'], []);
  expect(opened.slices.map(({ facet }) => facet)).not.toContain(markdownName);
  expect((await compare.views([], request))?.bias[0]?.format).toBeNull();
  const told: number[] = [];
  const facts = await compare.readTexts(({ done }) => told.push(done));
  expect([facts.textsRead, told.at(-1)]).toEqual([true, 4]);
  const views = await compare.views([], { ...request, slice: markdownName });
  expect(views?.slices.slices.map(({ option, pairs }) => [option.value, pairs])).toEqual([
    ...[
      ['chosen', 1],
      ['rejected', 0],
    ],
    ...[
      ['neither', 2],
      ['', 1],
    ],
  ]);
  expect(views?.bias[0]?.format?.lists.r.kind).toBe('value');
  const refusals = await compare.views([], { ...request, slice: refusalName });
  expect(refusals?.slices.slices.map(({ pairs }) => pairs)).toEqual([0, 1, 2, 1]);
});

test('reading texts ends when another committee is opened, and nothing of it is kept', async () => {
  const compare = service();
  await compare.open('made', ['small'], []);
  const reading = compare.readTexts(() => undefined);
  await compare.open('made', ['large'], []);
  await reading;
  expect((await compare.take([])).textsRead).toBe(false);
});

test('a committee that is opened later stays open, whichever is read first', async () => {
  const compare = service();
  await Promise.all([compare.open('made', ['small'], []), compare.open('made', ['small', 'large'], [])]);
  expect((await compare.take([])).models).toHaveLength(2);
  await compare.close();
  await expect(compare.take([])).rejects.toThrow(/Open Compare again/);
});
