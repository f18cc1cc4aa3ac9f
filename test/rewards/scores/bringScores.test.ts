import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { ScoresMemory } from './ScoresMemory';

interface Row {
  id: string;
  prompt: string;
  chosen: string;
  rejected: string;
}

const rows: Row[] = ['sea', 'sky', 'sun', 'moon'].map((word, at) => ({
  ...{ id: `row-${at}`, prompt: `What is the ${word}?` },
  ...{ chosen: `The ${word} is old.`, rejected: `Nobody knows the ${word}.` },
}));
const rewards = rows.map((_, at) => [at + 0.5, -at - 0.25] as const);

const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const withRewards = rows.map((row, at) => ({
  ...row,
  chosen_reward: rewards[at]?.[0],
  rejected_reward: rewards[at]?.[1],
}));
const byId = rows.map(({ id }, at) => ({ id, rewards: rewards[at] }));

const memory = () => new ScoresMemory().load('set.jsonl', lines(rows));

function csv(values: readonly Record<string, unknown>[]): string {
  const names = Object.keys(values[0] ?? {});
  const cell = (value: unknown) =>
    `"${(typeof value === 'object' ? JSON.stringify(value) : String(value as string)).replaceAll('"', '""')}"`;
  return [names.join(','), ...values.map((value) => names.map((name) => cell(value[name])).join(','))].join('\n');
}

function parquet(values: readonly Record<string, string | number | undefined>[]): ArrayBuffer {
  const names = Object.keys(values[0] ?? {});
  return parquetWriteBuffer({ columnData: names.map((name) => ({ name, data: values.map((value) => value[name]) })) });
}

test('the same rewards have one key, however their file holds them', async () => {
  const store = await memory();
  const { key, ...report } = await store.read('given.jsonl', lines(withRewards));
  expect(report).toMatchObject({
    rows: 4,
    scored: 8,
    matched: 8,
    dataSetResponses: 8,
    dataSetScored: 8,
    rejected: { count: 0 },
  });
  expect(key).toMatch(/^scores:[0-9a-f]{16}$/);
  await store.service.keep(key);
  const others = {
    'given.json': JSON.stringify(withRewards),
    'given.csv': csv(withRewards),
    'given.parquet': parquet(withRewards),
    'ids.jsonl': lines(byId),
    'ids.csv': csv(byId),
    'columns.jsonl': lines(
      rows.map(({ id }, at) => ({ id, rewards: { rejected: rewards[at]?.[1], chosen: rewards[at]?.[0] } })),
    ),
    'lists.jsonl': lines(rows.map((row, at) => ({ ...row, rewards: rewards[at] }))),
    'scores.jsonl': await store.write(key),
  };
  for (const [name, content] of Object.entries(others)) {
    const again = await store.read(name, content);
    expect([name, again.key, again.dataSetScored]).toEqual([name, key, 8]);
  }
});

test('nothing is stored before it is kept, and a second bringing stands in the place of the first', async () => {
  const store = await memory();
  const { key } = await store.read('given.jsonl', lines(withRewards));
  expect(store.chunks.size).toBe(0);
  await store.service.keep(key);
  await store.bring('again.jsonl', lines(withRewards.toReversed()));
  expect([...store.chunks.keys()]).toEqual([key]);
  expect(store.chunks.get(key)?.map((chunk) => chunk.rewards.length)).toEqual([8]);
  await expect(store.service.keep(key)).rejects.toThrow('Choose it again');
  await store.service.remove(key);
  expect(store.chunks.size).toBe(0);
});

test('a written score file has the columns of docs/score-files.md, the margin of the label, and the same bytes each time', async () => {
  const store = await memory();
  const key = await store.bring('given.jsonl', lines(withRewards.slice(0, 3)));
  const text = await store.write(key);
  expect(await store.write(key)).toBe(text);
  const written = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(Object.keys(written[0] ?? {}).join()).toBe(
    'row,state,item,source,columns,responses,ranks,rewards,states,tokens,margin,p,reason,checkpoint,precision',
  );
  expect(written.map(({ state }) => state)).toEqual(['scored', 'scored', 'scored', 'not_scored']);
  expect(written.map(({ margin }) => margin)).toEqual([0.75, 2.75, 4.75, null]);
  expect(written.map(({ row }) => row)).toEqual([1, 2, 3, 4]);
});

test('what a file gives and does not give is counted, with the rows where it stands', async () => {
  const store = await memory();
  const [sea, sky, sun, moon] = withRewards;
  const report = await store.read(
    'given.jsonl',
    lines([
      sea,
      { ...sky, chosen_reward: 'NaN', rejected_reward: null },
      { ...sun, chosen_reward: 'high' },
      { ...sea, chosen_reward: 9 },
      { ...moon, prompt: 'Something else?' },
      { prompt: 'No responses' },
    ]) + '{"prompt": "a", "chosen": "b", "rejected": "c", "chosen_reward": NaN, "rejected_reward": 1}\n',
  );
  expect(report).toMatchObject({ rows: 7, scored: 3, matched: 1, dataSetScored: 1, tooLong: 0 });
  expect(report.notFinite).toMatchObject({ count: 1, samples: [{ line: 2 }] });
  expect(report.missing).toMatchObject({ count: 1, samples: [{ line: 2 }] });
  expect(report.conflicts.count).toBe(1);
  expect(report.conflicts.samples[0]).toMatchObject({ line: 1, words: expect.stringContaining('row 4') as string });
  expect(report.unmatched).toMatchObject({ count: 2, samples: [{ line: 5 }, { line: 5 }] });
  expect(report.unscoredPairs.count).toBe(4);
  expect(report.rejected.samples.map(({ line, words }) => `${line} ${words}`)).toEqual([
    '3 "chosen_reward" is "high"; a reward is a number, null where there is none, or "NaN"',
    expect.stringContaining('6 '),
    expect.stringContaining('JSON has no NaN'),
  ]);
});

test('rewards of other texts stay with the model, for the data sets that hold them', async () => {
  const store = await memory();
  const other = { prompt: 'Why?', chosen: 'Because.', rejected: 'No.', chosen_reward: 4, rejected_reward: 3 };
  const key = await store.bring('given.jsonl', lines([...withRewards, other]));
  expect(store.chunks.get(key)?.[0]?.rewards).toHaveLength(10);
});

test('the rewards of a row go to the responses that its label names, not to their places', async () => {
  const store = await memory();
  const key = await store.bring('given.jsonl', lines(withRewards));
  // The other way round in the file, with a label that says so.
  const turned = rows.map((row, at) => ({
    ...{ prompt: row.prompt, response_A: row.rejected, response_B: row.chosen, pair_id: row.id, label: 'B>A' },
    ...{ question: row.prompt, reward_A: rewards[at]?.[1], reward_B: rewards[at]?.[0] },
  }));
  expect(await store.bring('turned.jsonl', lines(turned))).toBe(key);
});

test('a text that is too long for the model is kept as such', async () => {
  const store = await memory();
  const written = (await store.write(await store.bring('given.jsonl', lines(withRewards)))).trim().split('\n');
  const cut = written.map((line) => {
    const row = JSON.parse(line) as { rewards: (number | null)[]; states: string[]; tokens: (number | null)[] };
    return { ...row, rewards: [null, row.rewards[1]], states: ['too_long', 'scored'], tokens: [900, 12] };
  });
  const report = await store.read('cut.jsonl', lines(cut));
  expect(report).toMatchObject({ scored: 4, tooLong: 4, dataSetScored: 4 });
  await store.service.keep(report.key);
  const [chunk] = store.chunks.get(report.key) ?? [];
  expect(Array.from(chunk?.tokens ?? []).filter((tokens) => tokens === 900)).toHaveLength(4);
  expect(await store.write(report.key)).toContain('"states":["too_long","scored"]');
});

test('a file without rewards says what it has, and margins alone are refused with the reason', async () => {
  const store = await memory();
  await expect(store.read('a.jsonl', lines(rows))).rejects.toThrow('Its columns: id, prompt, chosen, rejected.');
  await expect(store.read('m.jsonl', lines(rows.map((row) => ({ ...row, margin: 1 }))))).rejects.toThrow(
    'only margins',
  );
  await expect(store.read('e.jsonl', '')).rejects.toThrow('e.jsonl');
});

test('rows by id need ids in the data set, and columns whose order is sure', async () => {
  const bare = await new ScoresMemory().load(
    'bare.jsonl',
    lines(rows.map(({ prompt, chosen, rejected }) => ({ prompt, chosen, rejected }))),
  );
  await expect(bare.read('ids.jsonl', lines(byId))).rejects.toThrow('carry no id');
  const store = await memory();
  const strange = await store.read(
    'ids.jsonl',
    lines([{ id: 'row-0', rewards: [1, 2, 3] }, { id: 'else', rewards: [1, 2] }, ...byId.slice(1)]),
  );
  expect(strange.rejected.samples).toEqual([{ line: 1, words: '3 rewards for 2 responses' }]);
  expect(strange.unmatched).toEqual({ count: 1, samples: [{ line: 2, words: 'id "else"' }] });
  const twice = await new ScoresMemory().load('twice.jsonl', lines(rows.map((row) => ({ ...row, id: 'one' }))));
  const report = await twice.read('ids.jsonl', lines([{ id: 'one', rewards: [1, 2] }]));
  expect(report.rejected).toMatchObject({
    count: 3,
    samples: [{ words: 'the data set has several rows with the id "one"' }, {}, {}],
  });
});

test('the order of rows changes neither the key nor what is counted', async () => {
  const store = await memory();
  const reward = fc.oneof(fc.constantFrom(1, 2, null, 'NaN'), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const row = fc.record({ at: fc.nat(3), chosen_reward: reward, rejected_reward: reward });
  const made = fc.array(row, { minLength: 1, maxLength: 8 }).chain((given) => {
    return fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }));
  });
  await fc.assert(
    fc.asyncProperty(made, async (orders) => {
      const read = await Promise.all(
        orders.map(async (given) => {
          const text = lines(given.map(({ at, ...cells }) => ({ ...rows[at], ...cells })));
          const { key, scored, dataSetScored, notFinite, missing, conflicts } = await store.read('given.jsonl', text);
          return [key, scored, dataSetScored, notFinite.count, missing.count, conflicts.count];
        }),
      );
      expect(read[0]).toEqual(read[1]);
    }),
    { numRuns: 60 },
  );
});
