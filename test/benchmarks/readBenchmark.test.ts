import { describe, expect, test } from 'vitest';
import { BenchmarkItems } from '../../src/benchmarks/BenchmarkItems';
import type { Benchmark } from '../../src/benchmarks/Benchmark';
import { benchmarks } from '../../src/benchmarks/benchmarks';
import { readBenchmarkRows } from '../../src/benchmarks/readBenchmarkRows';
import type { Json } from '../../src/pairs/Json';

type Row = Record<string, Json>;

function benchmarkNamed(name: string): Benchmark {
  const found = benchmarks.find((one) => one.name === name);
  if (!found) throw new Error(`no benchmark ${name}`);
  return found;
}

function read(name: string, file: string, rows: Row[]) {
  const items = new BenchmarkItems(benchmarkNamed(name));
  rows.forEach((row, at) => items.add(file, at + 1, row));
  return items.items;
}

const answer = (text: string) => ({ llm_name: 'm', answer: text });
const responses = Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`response_${at + 1}`, `r${at}`]));

/** A good row of each benchmark, as its official data have it, with the file that it stands in. */
const rows: Record<string, { file: string; row: Row }> = {
  rewardbench: {
    file: 'filtered.parquet',
    row: { id: 7, subset: 'math-prm', prompt: 'p', chosen: 'c', chosen_model: 'm', rejected: 'r', rejected_model: 'n' },
  },
  rewardbench2: {
    file: 'test.parquet',
    row: { id: '7', subset: 'Precise IF', prompt: 'p', chosen: ['c'], rejected: ['r', 's', 't'], num_correct: 1 },
  },
  'ppe-preference': {
    file: 'test.parquet',
    row: { question_id: 'q', winner: 'model_b', prompt: 'p', response_1: 'a', response_2: 'b' },
  },
  'ppe-correctness': {
    file: 'PPE-MATH-Best-of-K/data/train.parquet',
    row: {
      question_id: 'q',
      prompt: 'p',
      ...responses,
      scores: Array.from({ length: 32 }, (_, at) => at === 0),
      sampled_conflict_pairs: [
        [0, 1],
        [5, 0],
      ],
    },
  },
  rmb: {
    file: 'RMB_dataset/BoN_set/Helpfulness/Chat/Discussion.json',
    row: {
      bon_uid: '3',
      conversation_input: [{ role: 'user', content: 'p', language: 'English' }],
      bon_best: answer('b'),
      loser_list: [answer('l'), answer('m')],
      category_path: 'BoN_set/Helpfulness/Chat/Discussion',
    },
  },
  'rm-bench': {
    file: 'rm-bench/chat_filtered.json',
    row: { id: 8, subset: 'alpacaeval', prompt: 'p', chosen: ['a', 'b', 'c'], rejected: ['d', 'e', 'f'] },
  },
  judgebench: {
    file: 'judgebench.jsonl',
    row: {
      pair_id: 'x',
      source: 'mmlu-pro-law',
      question: 'p',
      response_model: 'gpt-4o-2024-05-13',
      response_A: 'a',
      response_B: 'b',
      label: 'B>A',
    },
  },
};

const expected: Record<string, { id: string; subset: string; responses: string[]; right: number[] }> = {
  rewardbench: { id: 'math-prm/7', subset: 'math-prm', responses: ['c', 'r'], right: [0] },
  rewardbench2: { id: 'Precise IF/7', subset: 'Precise IF', responses: ['c', 'r', 's', 't'], right: [0] },
  'ppe-preference': { id: 'q', subset: 'votes', responses: ['a', 'b'], right: [1] },
  'ppe-correctness': { id: 'math/q', subset: 'math', responses: Object.values(responses), right: [0] },
  rmb: { id: 'bon/helpfulness/3', subset: 'bon/helpfulness', responses: ['b', 'l', 'm'], right: [0] },
  'rm-bench': { id: 'chat/8', subset: 'chat', responses: ['a', 'b', 'c', 'd', 'e', 'f'], right: [0, 1, 2] },
  judgebench: { id: 'x', subset: 'gpt-4o/knowledge', responses: ['a', 'b'], right: [1] },
};

test('every benchmark has a row here', () => {
  expect(Object.keys(rows).sort()).toEqual(benchmarks.map(({ name }) => name).sort());
});

describe.each(Object.entries(rows))('%s', (name, { file, row }) => {
  test('a row of the official layout is an item', () => {
    const [item] = read(name, file, [row]);
    const right = item?.isRight.flatMap((is, at) => (is ? [at] : []));
    expect({ id: item?.id, subset: item?.subset, responses: item?.responses, right }).toEqual(expected[name]);
    expect(item?.prompt).toEqual([{ role: 'user', content: 'p' }]);
  });

  test('two items of one id are refused, with both places', () => {
    expect(() => read(name, file, [row, row])).toThrow(/row 2: the id ".+" is that of .+, row 1 already/);
  });

  test('a row without its id, and one of another version, name the field and what the data should be', () => {
    const id = Object.keys(row).find((key) => /(^|_)u?id$/.test(key)) ?? '';
    expect(() => read(name, file, [{ ...row, [id]: null }])).toThrow(/row 1: the field ".*id".* must be/);
    const text = ['prompt', 'question', 'conversation_input'].find((key) => key in row) ?? '';
    const renamed = Object.fromEntries(Object.entries(row).filter(([key]) => key !== text));
    expect(() => read(name, file, [renamed])).toThrow(
      new RegExp(
        `row 1: the field "${text}" must be .+; the row has no such field\\. Is this another version.+ has .+`,
      ),
    );
  });
});

test.each<[string, Row, RegExp]>([
  ['rm-bench', { chosen: ['a', 'b'] }, /"chosen" must be a list of 3 texts; it is a list of 2/],
  ['rewardbench2', { rejected: ['a', 'b'] }, /"rejected" must be a list of 3 texts; it is a list of 2/],
  ['rewardbench2', { num_correct: 2 }, /"num_correct" must be 1, as many as there are chosen/],
  ['rewardbench2', { subset: 'Ties', id: '9' }, /"id" must be ref:NUMBER or tied:NUMBER/],
  ['rewardbench2', { subset: 'Poetry' }, /"subset" must be one of Factuality,/],
  ['rewardbench', { subset: 'poetry' }, /"subset" must be one of alpacaeval-easy,/],
  ['rewardbench', { chosen: ['c'] }, /"chosen" must be a text; it is a list of 1/],
  ['judgebench', { label: 'A=B' }, /"label" must be one of A>B, B>A; it is "A=B"/],
  ['judgebench', { source: 'trivia' }, /"source" must be a text that begins with mmlu-pro/],
  ['judgebench', { response_model: 'other' }, /"response_model" must be one of gpt-4o-2024-05-13/],
  ['ppe-preference', { winner: 'a' }, /"winner" must be model_a, model_b or a tie; it is "a"/],
  ['ppe-correctness', { scores: [true] }, /"scores" must be a list of 32 true or false; it is a list of 1/],
  ['ppe-correctness', { response_32: null }, /"response_32" must be a text/],
  ['ppe-correctness', { sampled_conflict_pairs: [[1, 2]] }, /pairs of a right and a wrong response/],
  ['ppe-correctness', { sampled_conflict_pairs: [[0, 32]] }, /pairs of places/],
  ['rmb', { loser_list: [] }, /"loser_list" must be a list of objects with the text "answer"/],
  ['rmb', { category_path: 'Pairwise_set/Chat' }, /"category_path" must be a path with Helpfulness or Harmlessness/],
])('%s: %j is refused', (name, change, message) => {
  const { file, row } = rows[name] ?? { file: '', row: {} };
  expect(() => read(name, file, [{ ...row, ...change }])).toThrow(message);
});

test('RM-Bench: the file or the field domain says where an item belongs, and equal ids of two files are two items', () => {
  const { row } = rows['rm-bench'] ?? { row: {} };
  const items = new BenchmarkItems(benchmarkNamed('rm-bench'));
  for (const file of ['a/safety-refuse_filtered.json', 'a/safety-response_filtered.json', 'a/code_filtered.json'])
    items.add(file, 1, row);
  items.add('total_dataset.json', 1, { ...row, domain: 'math' });
  expect(items.items.map(({ id }) => id)).toEqual(['safety-refuse/8', 'safety-response/8', 'code/8', 'math/8']);
  expect(() => items.add('total_dataset.json', 2, row)).toThrow(/row 2: the field "domain" must be one of chat, math/);
});

test('PPE Correctness: a column that only one set has says which it is, though the file does not', () => {
  const { row } = rows['ppe-correctness'] ?? { row: {} };
  const setOf = (more: Row) => read('ppe-correctness', 'data/train.parquet', [{ ...row, ...more }])[0]?.subset;
  expect(setOf({ test_list: ['x'] })).toBe('mbpp-plus');
  expect(setOf({ instruction_id_list: ['x'] })).toBe('ifeval');
  expect(setOf({ correct_choice_index: 1 })).toBe('gpqa');
  expect(setOf({ answer_index: 1 })).toBe('mmlu-pro');
  expect(() => setOf({})).toThrow(/named after MMLU-Pro, MATH, GPQA, MBPP-Plus, IFEval/);
});

test('RewardBench: the files of LLMBar are its subsets; other folders of LLMBar are refused', () => {
  const row = { input: 'p', output_1: 'a', output_2: 'b', label: 2 };
  const [item] = read('rewardbench', 'LLMBar/Adversarial/Neighbor/dataset.json', [row]);
  expect(item).toMatchObject({ id: 'llmbar-adver-neighbor/llmbar-1', isRight: [false, true] });
  expect(() => read('rewardbench', 'CaseStudy/Negation/dataset.json', [row])).toThrow(/told by one of the folders/);
  expect(() => read('rewardbench', 'LLMBar/Natural/dataset.json', [{ ...row, label: 0 }])).toThrow(
    /"label" must be 1 or 2/,
  );
});

async function rowsOf(name: string, text: string) {
  const found = [];
  for await (const row of readBenchmarkRows(new Blob([text]), name)) found.push(row);
  return found;
}

test('a row that cannot be read ends it: a benchmark without some of its rows is another one', async () => {
  await expect(rowsOf('a.jsonl', '{"id": 1}\n{"id": 2, \n{"id": 3}\n')).rejects.toThrow(
    /a\.jsonl, row 2: not valid JSON/,
  );
  await expect(rowsOf('a.jsonl', '{"id": 1, "rewards": [NaN, 1]}\n')).rejects.toThrow(/JSON has no NaN .* write null/);
});

test('an object of columns is its rows, what is no list stands in each of them', async () => {
  const columns = { model: 'm', id: [4, 5], subset: ['a', 'b'], scores_chosen: [1, 2] };
  expect(await rowsOf('m.json', JSON.stringify(columns))).toEqual([
    { file: 'm.json', line: 1, columns: { model: 'm', id: 4, subset: 'a', scores_chosen: 1 } },
    { file: 'm.json', line: 2, columns: { model: 'm', id: 5, subset: 'b', scores_chosen: 2 } },
  ]);
  await expect(rowsOf('m.json', '{"id": [1, 2], "scores_chosen": [1]}')).rejects.toThrow(
    /column "scores_chosen" has 1 values and "id" has 2/,
  );
});
