import { beforeEach, describe, expect, test } from 'vitest';
import { BenchmarkService } from '../../../src/benchmarks/run/BenchmarkService';
import type { ResponseRequest } from '../../../src/benchmarks/run/ResponseRequest';
import { estimateFrom } from '../../../src/benchmarks/run/RunSample';
import { itemId, responseId } from '../../../src/pairs/contentId';
import { putId } from '../../../src/pairs/idBytes';
import type { StoredRewards } from '../../../src/rewards/StoredRewards';

const name = 'judgebench';
const sources = ['mmlu-pro-law', 'livebench-reasoning-zebra', 'livebench-math', 'livecodebench'];

/** Rows of JudgeBench; A is right in every second one. */
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({
    pair_id: `p${at + from}`,
    source: sources[at % sources.length],
    question: `question ${at + from}`,
    response_model: 'gpt-4o-2024-05-13',
    response_A: `one ${at + from} ${'a'.repeat(at)}`,
    response_B: `two ${at + from}`,
    label: at % 2 === 0 ? 'A>B' : 'B>A',
  }));
const file = (lines: object[], named = 'data.jsonl') => ({
  name: named,
  file: new Blob([lines.map((line) => `${JSON.stringify(line)}\n`).join('')]),
});

/** What the store holds, by key. */
const stored = new Map<string, [id: string, reward: number][]>();
let service: BenchmarkService;

beforeEach(async () => {
  stored.clear();
  service = new BenchmarkService({
    openStore: async () => ({
      async eachRewards(key: string, take: (rewards: StoredRewards) => void) {
        const some = stored.get(key) ?? [];
        const responses = new Uint8Array(32 * some.length);
        for (const [at, [id]] of some.entries()) putId(responses, at, id);
        take({
          responses,
          rewards: Float64Array.from(some, ([, reward]) => reward),
          tokens: new Uint32Array(some.length),
        });
      },
    }),
    openRemote: () => {
      throw new Error('no hub here');
    },
  });
  await service.readData(name, [file(rows(40))]);
});

/** Prefers the longer response, as a model. */
const rewardOf = ({ id, messages }: ResponseRequest) => ({ id, reward: messages.at(-1)?.content.length ?? 0 });

async function runAll(key: string, each = 7): Promise<number> {
  let asked = 0;
  for (let requests = await service.next(name, key, each); requests.length > 0;) {
    asked += requests.length;
    await service.take(name, key, requests.map(rewardOf));
    requests = await service.next(name, key, each);
  }
  return asked;
}

describe('a run', () => {
  test('asks for every response once, whole items in an order of chance, and its figures are those of all', async () => {
    expect(await service.open(name, 'm', [])).toEqual({ known: 0, responses: 80 });
    const first = await service.next(name, 'm', 8);
    const items = new Set(first.map(({ messages }) => messages[0]?.content));
    expect([first.length, items.size]).toEqual([8, 4]);
    expect([...items]).not.toEqual(['question 0', 'question 1', 'question 2', 'question 3']);
    await service.take(name, 'm', first.map(rewardOf));
    expect(await runAll('m')).toBe(72);
    const { result } = await service.report(name, 'm', {
      version: '0',
      model: { kind: 'scores', name: 'm', files: [], unknownIds: 0 },
      others: {},
    });
    expect(result.scored).toBe(40);
    expect(result.figures.find(({ key }) => key === 'gpt-4o/micro/two_orders')?.value).toBeCloseTo(0.5, 1);
  });

  test('goes on from what the store holds: nothing is asked for twice', async () => {
    await service.open(name, 'm', []);
    const first = await service.next(name, 'm', 30);
    stored.set(
      'm',
      first.map((request) => [request.id, rewardOf(request).reward]),
    );
    expect(await service.open(name, 'm', [])).toEqual({ known: 30, responses: 80 });
    const ids = new Set(first.map(({ id }) => id));
    for (
      let requests = await service.next(name, 'm', 9);
      requests.length > 0;
      requests = await service.next(name, 'm', 9)
    )
      for (const { id } of requests) expect(ids.has(id)).toBe(false);
  });

  test('figures so far are partial and have intervals; before the first item there are none', async () => {
    await service.open(name, 'm', []);
    expect((await service.figures(name, 'm')).figures).toEqual([]);
    await service.take(name, 'm', (await service.next(name, 'm', 20)).map(rewardOf));
    const { figures, scored, draws } = await service.figures(name, 'm');
    expect([scored, draws]).toEqual([10, 200]);
    const micro = figures.find(({ key }) => key === 'gpt-4o/micro/two_orders');
    expect(micro?.isPartial).toBe(true);
    expect(micro?.low).not.toBeNull();
  });

  test('an estimate is of what is left, from texts of all lengths; of a finished run there is none', async () => {
    await service.open(name, 'm', []);
    const sample = await service.sample(name, 'm');
    expect([sample.items, sample.responses, sample.requests.length]).toEqual([40, 80, 24]);
    const lengths = sample.requests.map(({ messages }) =>
      messages.reduce((sum, { content }) => sum + content.length, 0),
    );
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    const sampled = lengths.reduce((sum, length) => sum + length, 0);
    expect(estimateFrom(sample, 100, 2)).toMatchObject({
      tokens: Math.round((100 * sample.characters) / sampled),
      seconds: (2 * sample.characters) / sampled,
    });
    await runAll('m');
    expect(await service.sample(name, 'm')).toMatchObject({ responses: 0, requests: [] });
    expect(estimateFrom(await service.sample(name, 'm'), 0, 0)).toMatchObject({ tokens: 0, seconds: 0 });
  });

  test('what is too long or no finite number is told apart, also when it is opened again', async () => {
    await service.open(name, 'm', []);
    const [one, , two, three] = await service.next(name, 'm', 80);
    stored.set('m', [[one?.id ?? '', NaN]]);
    await service.open(name, 'm', [two?.id ?? '', three?.id ?? '']);
    const { lines } = await service.lines(name, 'm', { subset: null, outcome: 'missing', from: 0, to: 40 });
    expect(lines.map(({ reason }) => reason).sort()).toEqual(
      [...Array<string>(38).fill('no_rewards'), 'not_finite', 'too_long'].sort(),
    );
  });

  test('rewards of other texts under the same key change nothing', async () => {
    stored.set('m', [['ab'.repeat(32), 3]]);
    expect(await service.open(name, 'm', [])).toEqual({ known: 0, responses: 80 });
  });
});

describe('items', () => {
  test('by outcome and subset, a page at a time, with the pair that they are', async () => {
    const rewards = rows(40).map(({ pair_id }, at) => ({
      id: pair_id,
      rewards: at < 4 ? [1, 1] : [2, 1],
    }));
    const { key } = await service.readScores(name, [file(rewards.slice(0, 30), 'scores.jsonl')]);
    const all = await service.lines(name, key, { subset: null, outcome: null, from: 0, to: 5 });
    expect(all.counts).toEqual({ right: 13, wrong: 13, tie: 4, missing: 10 });
    expect([all.total, all.lines.length]).toEqual([40, 5]);
    const { prompt, responses } = await service.text(name, key, 'p0');
    const ids = responses.map(({ content }) => responseId(prompt, [{ role: 'assistant', content }]));
    expect(all.lines[0]?.pairs).toEqual([itemId(prompt, ids)]);
    const math = await service.lines(name, key, { subset: 'gpt-4o/math', outcome: 'tie', from: 0, to: 50 });
    expect(math.lines.map(({ id }) => id)).toEqual(['p2']);
    const text = await service.text(name, key, 'p2');
    expect(text.responses.map(({ isRight, reward }) => [isRight, reward])).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });
});

test('an item of several right and wrong responses stands for all pairs of these', async () => {
  const row = { id: 1, prompt: 'p', chosen: ['a', 'b', 'c'], rejected: ['x', 'y', 'a'] };
  await service.readData('rm-bench', [{ name: 'chat_filtered.json', file: new Blob([JSON.stringify([row])]) }]);
  await service.open('rm-bench', 'm', []);
  const { lines } = await service.lines('rm-bench', 'm', { subset: null, outcome: null, from: 0, to: 1 });
  expect(new Set(lines[0]?.pairs).size).toBe(8);
});

describe('what is wrong is said', () => {
  const read = (lines: object[], named?: string) => service.readData(name, [file(lines, named)]);

  test('data of another version name the field; the data before stay', async () => {
    const [row] = rows(1);
    await expect(read([{ ...row, label: undefined, winner: 'A' }])).rejects.toThrow(
      /row 1: the field "label" must be one of A>B, B>A; the row has no such field.*another version/,
    );
    expect(await service.open(name, 'm', [])).toEqual({ known: 0, responses: 80 });
  });

  test('one id twice names both places, a missing id its row', async () => {
    await expect(read([...rows(2), ...rows(1)])).rejects.toThrow(
      /row 3: the id "p0" is that of data\.jsonl, row 1 already/,
    );
    const [row] = rows(1);
    await expect(read([{ ...row, pair_id: '' }])).rejects.toThrow(/row 1: the field "pair_id" must be an id/);
  });

  test('no rows, no benchmark of that name, data that were never read', async () => {
    await expect(read([])).rejects.toThrow();
    await expect(service.readData('chess', [file(rows(1))])).rejects.toThrow(
      /There is no benchmark "chess"; there are rewardbench/,
    );
    await expect(service.open('rmb', 'm', [])).rejects.toThrow(/The data of RMB are not read/);
  });

  test('rewards of no item say what ids look like; an empty file says what files hold', async () => {
    const scores = (lines: object[]) => service.readScores(name, [file(lines, 'scores.jsonl')]);
    await expect(scores([{ id: 'x', rewards: [1, 2] }])).rejects.toThrow(
      /no item of these data of JudgeBench. Ids of items look like "p0"/,
    );
    await expect(scores([])).rejects.toThrow();
    expect(
      await scores([
        { id: 'p1', rewards: [1, 2] },
        { id: 'x', rewards: [1, 2] },
      ]),
    ).toMatchObject({ items: 1, unknownIds: 1, firstUnknown: 'x' });
  });

  test('rewards of another number than responses, NaN and constant ones: the report names each', async () => {
    const lines = [
      { id: 'p0', rewards: [1, 2, 3] },
      { id: 'p1', rewards: ['NaN', 2] },
      ...rows(8, 2).map(({ pair_id }) => ({ id: pair_id, rewards: [0.5, 0.5] })),
    ];
    const { key, files } = await service.readScores(name, [file(lines, 'scores.jsonl')]);
    const { result } = await service.report(name, key, {
      version: '0',
      model: { kind: 'scores', name: 's', files, unknownIds: 0 },
      others: {},
    });
    expect(result.missing.find(({ id }) => id === 'p0')?.reason).toBe('other_count');
    expect(result.missing.find(({ id }) => id === 'p1')?.reason).toBe('not_finite');
    expect([result.scored, result.ties]).toEqual([8, 8]);
    expect(result.figures.find(({ key: figure }) => figure === 'gpt-4o/micro/two_orders')?.value).toBe(0);
  });

  test('models with rewards for different items meet on those that all have', async () => {
    const scores = (from: number, to: number, named: string) =>
      service.readScores(name, [
        file(
          rows(40)
            .slice(from, to)
            .map(({ pair_id }) => ({ id: pair_id, rewards: [1, 0] })),
          named,
        ),
      ]);
    const [one, other] = [await scores(0, 30, 'one.jsonl'), await scores(20, 40, 'other.jsonl')];
    const common = await service.common(name, [one.key, other.key]);
    expect(common.items).toBe(10);
    expect(common.results.map(({ scored }) => scored)).toEqual([10, 10]);
    const none = await service.common(name, [(await scores(0, 5, 'a.jsonl')).key, (await scores(6, 9, 'b.jsonl')).key]);
    expect([none.items, none.results[0]?.figures]).toEqual([0, []]);
  });
});
