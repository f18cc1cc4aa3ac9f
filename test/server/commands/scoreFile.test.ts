import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { Interruption } from '../../../server/commands/Interruption';
import { journalPath, scoreFile, type ScoreOrder } from '../../../server/commands/score/scoreFile';
import type { FinishedRow } from '../../../server/commands/score/writeScores';
import { RefusedConversationError } from '../../../src/engine/text/RefusedConversationError';
import { fakeModel, fakeReward, type FakeOptions } from './support/fakeScorer';

let folder: string;

// Every piece is written to the disk itself, which may be slow.
vi.setConfig({ testTimeout: 30_000 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-score-'));
});

const silent = { update: () => undefined, note: () => undefined };

function orderOf(file: string, changes: Partial<ScoreOrder> = {}): ScoreOrder {
  const out = join(folder, 'scores.jsonl');
  return { file: join(folder, file), format: null, out, outputFormat: 'jsonl', restart: false, ...changes };
}

const pairLine = (n: number) =>
  JSON.stringify({ prompt: `question ${n % 90}`, chosen: `good ${n}`, rejected: `bad ${n}` });

async function writePairs(count: number, name = 'pairs.jsonl'): Promise<void> {
  await writeFile(join(folder, name), Array.from({ length: count }, (_, n) => `${pairLine(n)}\n`).join(''));
}

function run(order: ScoreOrder, options: FakeOptions = {}, interruption = new Interruption()) {
  const model = fakeModel(options);
  return scoreFile(order, () => Promise.resolve(model), silent, interruption);
}

async function rowsOf(order: ScoreOrder): Promise<FinishedRow[]> {
  return (await readFile(order.out, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as FinishedRow);
}

/** An interruption that comes when so many requests are answered. */
function interruptAt(answers: number): [Interruption, FakeOptions] {
  const interruption = new Interruption();
  const onStep = (answered: number) => {
    if (answered >= answers) interruption.request();
  };
  return [interruption, { onStep }];
}

test('every row of the input has one row in the output, in its order, with reward, margin and p', async () => {
  await writePairs(1000);
  const order = orderOf('pairs.jsonl');
  const report = await run(order);
  const rows = await rowsOf(order);
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
  const [first] = rows;
  const rewards = ['good 0', 'bad 0'].map((content) =>
    fakeReward({
      id: '',
      promptLength: 1,
      messages: [
        { role: 'user', content: 'question 0' },
        { role: 'assistant', content },
      ],
    }),
  );
  expect(first).toMatchObject({ state: 'scored', columns: ['chosen', 'rejected'], ranks: [0, 1], rewards });
  expect(first?.margin).toBe((rewards[0] ?? 0) - (rewards[1] ?? 0));
  expect(first?.p).toBeCloseTo(1 / (1 + Math.exp(-(first?.margin ?? 0))), 12);
  expect(report.counts).toMatchObject({ rows: 1000, pairs: 1000 });
  expect(report.counts?.correct).toBe(rows.filter(({ margin }) => (margin ?? 0) > 0).length);
  expect(await readdir(folder)).toEqual(['pairs.jsonl', 'scores.jsonl']);
});

test('responses stand in the order of their row, however the item orders them, and equal texts stand twice', async () => {
  const row = { prompt: 'p', subset: 's', chosen: ['z', 'a'], rejected: ['k', 'k', 'b'] };
  await writeFile(join(folder, 'lists.json'), JSON.stringify([row]));
  const order = orderOf('lists.json');
  const texts: Record<string, string> = {};
  const resultOf: FakeOptions['resultOf'] = ({ id, messages }) => {
    texts[id] = messages.at(-1)?.content ?? '';
    return { id, kind: 'reward', reward: 1, tokens: 1 };
  };
  await run(order, { resultOf });
  const [only] = await rowsOf(order);
  expect(only?.responses.map((id) => texts[id])).toEqual(['z', 'a', 'k', 'k', 'b']);
  expect(only?.columns).toEqual(['chosen', 'chosen', 'rejected', 'rejected', 'rejected']);
  expect(only?.ranks).toEqual([0, 0, 1, 1, 1]);
  expect(only).toMatchObject({ margin: null, p: null, source: 's' });
});

test('a row that cannot be read keeps its line and its reason; rewards that are none keep theirs', async () => {
  const bad = [`{"prompt": "a", "chosen": `, `{"prompt":"a","chosen":"same","rejected":"same"}`];
  await writeFile(join(folder, 'pairs.jsonl'), [pairLine(0), ...bad, pairLine(1), pairLine(2), ''].join('\n'));
  const order = orderOf('pairs.jsonl');
  const resultOf: FakeOptions['resultOf'] = ({ id, messages }) => {
    const text = messages.at(-1)?.content;
    if (text === 'good 1') return { id, kind: 'too_long', tokens: 5000, maxTokens: 1024 };
    if (text === 'bad 2') return { id, kind: 'not_finite', tokens: 9, arrived: 'NaN' };
    return { id, kind: 'reward', reward: 2, tokens: 3 };
  };
  const report = await run(order, { resultOf });
  const rows = await rowsOf(order);
  expect(rows.map(({ row, state }) => [row, state])).toEqual([
    [1, 'scored'],
    [2, 'bad_row'],
    [3, 'bad_row'],
    [4, 'too_long'],
    [5, 'not_finite'],
  ]);
  expect(rows[2]).toMatchObject({
    item: null,
    rewards: [],
    margin: null,
    reason: '"chosen" and "rejected" are the same text',
  });
  expect(rows[3]).toMatchObject({
    rewards: [null, 2],
    states: ['too_long', 'scored'],
    tokens: [5000, 3],
    margin: null,
  });
  expect(report.counts?.badRows.map(({ row }) => row)).toEqual([2, 3]);
  expect(report.counts?.incomplete).toBe(4);
});

test('an interruption before the model is loaded loads none', async () => {
  await writePairs(3);
  const interruption = new Interruption();
  interruption.request();
  const load = () => Promise.reject(new Error('loaded'));
  const scoring = scoreFile(orderOf('pairs.jsonl'), load, silent, interruption);
  await expect(scoring).rejects.toMatchObject({ exitCode: 130 });
  expect(await readdir(folder)).toEqual(['pairs.jsonl']);
});

test('rows that the chat template refuses say so, and the others are scored', async () => {
  await writePairs(300);
  const order = orderOf('pairs.jsonl');
  const resultOf: FakeOptions['resultOf'] = ({ id, messages }) => {
    if (messages.at(-1)?.content.endsWith(' 7') || messages.at(-1)?.content === 'bad 200')
      throw new RefusedConversationError(id, new Error('turns must alternate'));
    return { id, kind: 'reward', reward: 2, tokens: 3 };
  };
  const report = await run(order, { resultOf });
  const rows = await rowsOf(order);
  expect(rows.filter(({ state }) => state === 'refused').map(({ row }) => row)).toEqual([8, 201]);
  expect(rows.filter(({ state }) => state === 'scored')).toHaveLength(298);
  expect(rows[7]).toMatchObject({
    rewards: [null, null],
    states: ['refused', 'refused'],
    tokens: [null, null],
    margin: null,
  });
  expect(rows[7]?.reason).toMatch(/turns must alternate/);
  expect(report.counts?.badRows.map(({ row }) => row)).toEqual([8, 201]);
});

test('an interrupted run goes on where it was and ends with the same bytes', async () => {
  await writePairs(500);
  const whole = orderOf('pairs.jsonl', { out: join(folder, 'whole.jsonl') });
  await run(whole);
  const order = orderOf('pairs.jsonl');
  const [interruption, options] = interruptAt(600);
  const first = await run(order, options, interruption);
  expect(first).toMatchObject({ interrupted: true, counts: null });
  expect(await readdir(folder)).toEqual(['pairs.jsonl', 'scores.jsonl.partial.jsonl', 'whole.jsonl']);
  const model = fakeModel();
  const second = await scoreFile(order, () => Promise.resolve(model), silent, new Interruption());
  expect(second.resumedRows).toBeGreaterThan(255);
  expect(model.scorer.answered).toBe(2 * (500 - second.resumedRows));
  expect(await readFile(order.out)).toEqual(await readFile(whole.out));
});

test('a torn last line and what a lost disk left behind are scored again', async () => {
  await writePairs(600);
  const whole = orderOf('pairs.jsonl', { out: join(folder, 'whole.jsonl') });
  await run(whole);
  const order = orderOf('pairs.jsonl');
  const [interruption, options] = interruptAt(600);
  await run(order, options, interruption);
  const journal = await readFile(journalPath(order.out), 'utf8');
  for (const damage of [journal.slice(0, -40), journal.slice(0, 30), `${journal}\0\0\0\n{"n":1}\n`, '']) {
    await writeFile(journalPath(order.out), damage);
    await run(order);
    expect(await readFile(order.out)).toEqual(await readFile(whole.out));
    await rm(order.out);
  }
});

test('scores of another model, file, format or template are not gone on with, and not dropped unless asked', async () => {
  await writePairs(600);
  const order = orderOf('pairs.jsonl');
  const [interruption, options] = interruptAt(600);
  await run(order, options, interruption);
  const kept = await readFile(journalPath(order.out));
  await expect(run(order, { digest: 'e'.repeat(64) })).rejects.toThrow(
    /checkpoint is dddd.*this command's is eeee.*--restart/,
  );
  await expect(run({ ...order, format: 'trl-explicit-plain' })).resolves.toMatchObject({ interrupted: false });
  await rm(order.out);
  await writeFile(journalPath(order.out), kept);
  await appendFile(order.file, `${pairLine(600)}\n`);
  await expect(run(order)).rejects.toThrow(/its input of sha256 is/);
  expect(await readFile(journalPath(order.out))).toEqual(kept);
  await run({ ...order, restart: true });
  expect(await rowsOf(order)).toHaveLength(601);
});

test('an output that another process writes is left to it; the lock of a dead process is taken over', async () => {
  await writePairs(3);
  const order = orderOf('pairs.jsonl');
  const holder = (pid: number) => writeFile(`${order.out}.lock`, JSON.stringify({ pid, host: hostname() }));
  await holder(process.ppid);
  await expect(run(order)).rejects.toThrow(/Another run writes to .*scores.jsonl/);
  await holder(2 ** 22 + 1); // beyond the ids that Linux gives
  await run(order);
  expect(await readdir(folder)).toEqual(['pairs.jsonl', 'scores.jsonl']);
});

test('an output that is there is replaced only when asked', async () => {
  await writePairs(3);
  const order = orderOf('pairs.jsonl');
  await writeFile(order.out, 'mine');
  await expect(run(order)).rejects.toThrow(/is there already.*--restart/);
  expect(await readFile(order.out, 'utf8')).toBe('mine');
  await run({ ...order, restart: true });
  expect(await rowsOf(order)).toHaveLength(3);
});

test('an engine that fails leaves what was scored, and the next run goes on', async () => {
  await writePairs(600);
  const order = orderOf('pairs.jsonl');
  const onStep = (answered: number) => {
    if (answered > 700) throw new Error('the device is gone');
  };
  await expect(run(order, { onStep })).rejects.toThrow('the device is gone');
  expect((await run(order)).resumedRows).toBeGreaterThan(256);
  expect(await rowsOf(order)).toHaveLength(600);
});

test('an engine that leaves a response without a result is found out', async () => {
  await writePairs(3);
  const model = fakeModel();
  const scorer = {
    score: async () => ({ ...(await model.scorer.score([], () => undefined)) }),
    cancel: async () => undefined,
  };
  const run = scoreFile(orderOf('pairs.jsonl'), async () => ({ ...model, scorer }), silent, new Interruption());
  await expect(run).rejects.toThrow('left 3 rows without a result');
});

test('a file that changes while it is read gives no output', async () => {
  await writePairs(600);
  const order = orderOf('pairs.jsonl');
  const onStep = (answered: number) => (answered === 0 ? appendFile(order.file, `${pairLine(600)}\n`) : undefined);
  await expect(run(order, { onStep })).rejects.toThrow('was changed while it was read');
  expect(await readdir(folder)).not.toContain('scores.jsonl');
});

test.each([
  ['empty.jsonl', '', /is empty/],
  ['binary.jsonl', 'PAR1\0\0', /is a Parquet file/],
  ['words.txt', 'only words', /neither JSON Lines nor JSON nor CSV/],
  [
    'other.jsonl',
    '{"instruction":"p","output_1":"a","output_2":"b","preference":"1"}\n',
    /Its columns: instruction, output_1.*--format "prompt=instruction,first=output_1,second=output_2/,
  ],
])('%s is refused before a model is loaded', async (name, content, message) => {
  await writeFile(join(folder, name), content);
  const load = () => Promise.reject(new Error('loaded'));
  await expect(scoreFile(orderOf(name), load, silent, new Interruption())).rejects.toThrow(message);
  expect(await readdir(folder)).toEqual([name]);
});
