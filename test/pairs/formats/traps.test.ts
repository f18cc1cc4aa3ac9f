import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/pairs/inspectFile';
import { importText } from '../support/importText';

const u = (content: string) => ({ role: 'user', content });
const a = (content: string) => ({ role: 'assistant', content });
const rowsOf = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const imported = (...rows: object[]) => importText('x.jsonl', rowsOf(...rows));
const reasons = async (...rows: object[]) =>
  (await imported(...rows)).dataSet.report.rejected.map(({ reason }) => reason);
const betterOf = async (row: object) =>
  (await inspectFile(new Blob([JSON.stringify(row)]), 'x.jsonl', null)).rowsInWords[0]?.better;

describe('prompts and turns', () => {
  it('answers that start alike keep their start: only whole messages are a prompt', async () => {
    const { items } = await imported({
      chosen: [u('p'), a('The answer is 7.')],
      rejected: [u('p'), a('The answer is 9.')],
    });
    expect(items[0]?.prompt).toEqual([u('p')]);
    expect(items[0]?.responses.map(({ messages }) => messages[0]?.content).sort()).toEqual([
      'The answer is 7.',
      'The answer is 9.',
    ]);
  });

  it('the prompt text of a mixed record is not put before its conversations', async () => {
    const mixed = { prompt: 'user: p', chosen: [u('p'), a('x')], rejected: [u('p'), a('y')] };
    const { items } = await imported(mixed);
    expect(items[0]?.prompt).toEqual([u('p')]);
    expect(items[0]?.meta['columns']).toEqual({ prompt: 'user: p' });
  });

  it('different prompts, a last turn that is not the assistant’s, empty and missing turns are reported', async () => {
    const sound = { chosen: [u('p'), a('x')], rejected: [u('p'), a('y')] };
    expect(
      await reasons(
        sound,
        { chosen: [u('p'), a('x')], rejected: [u('q'), a('y')] },
        { chosen: [u('p'), a('x'), u('more')], rejected: [u('p'), a('y')] },
        { chosen: [u('p'), a(' ')], rejected: [u('p'), a('y')] },
        { chosen: [u('p')], rejected: [u('p'), a('y')] },
        { chosen: [{ role: 'user' }, a('x')], rejected: [u('p'), a('y')] },
      ),
    ).toEqual([
      'the two conversations begin with different prompts',
      'the last turn of "chosen" is not the assistant\'s',
      '"chosen" is empty',
      'a conversation has no assistant turn',
      '"chosen" is no list of messages with role and content',
    ]);
  });
});

describe('labels', () => {
  it('chosen that equals rejected, as loaders make of ties, is reported; a tie of two texts is kept', async () => {
    const row = (response2: string) => ({ context: 'p', response1: 'x', response2, overall_preference: 0 });
    const { dataSet } = await imported(row('y'), row('x'));
    expect(dataSet.report).toMatchObject({
      kept: 1,
      ties: 1,
      rejected: [{ reason: 'the responses are the same text' }],
    });
  });

  it('the same pair with opposite labels in two shapes is one conflict, and what the second row said stays', async () => {
    const { items, dataSet } = await imported(
      { prompt: 'p', response_0: 'x', response_1: 'y', better_response_id: 0, safer_response_id: 1 },
      { question: 'p', answer_0: 'x', answer_1: 'y', score_0: -1, score_1: 1 },
    );
    expect(dataSet.report).toMatchObject({ rows: 2, kept: 1, conflicts: 1 });
    expect(items[0]?.meta['repeats']).toMatchObject({ rows: [{ conflict: true, label: { score_0: -1, score_1: 1 } }] });
  });

  it('a rating that only a repeated row holds is kept with the repeat', async () => {
    const row = (rating: number) => ({
      ...{ instruction: 'p', chosen_response: 'x', rejected_response: 'y' },
      ...{ chosen_avg_rating: rating, rejected_avg_rating: 1 },
    });
    const { items } = await imported(row(5), row(4));
    const repeat = JSON.stringify(items[0]?.meta['repeats']);
    expect(repeat).toContain('"rating":4');
  });

  it.each([
    [
      'NeMo RL: the lower rank wins',
      {
        context: 'p',
        completions: [
          { rank: 1, completion: 'worse' },
          { rank: 0, completion: 'better' },
        ],
      },
    ],
    [
      'HelpSteer3: negative is response 1',
      { context: 'p', response1: 'better', response2: 'worse', overall_preference: -1 },
    ],
    [
      'HelpSteer3: positive is response 2',
      { context: 'p', response1: 'worse', response2: 'better', overall_preference: 3 },
    ],
    ['SHP: 1 is A', { history: 'p', human_ref_A: 'better', human_ref_B: 'worse', labels: 1 }],
    ['SHP: 0 is B', { history: 'p', human_ref_A: 'worse', human_ref_B: 'better', labels: 0 }],
    [
      'WebGPT: the higher score wins',
      { question: { full_text: 'p' }, answer_0: 'worse', answer_1: 'better', score_0: -1, score_1: 0 },
    ],
    [
      'summarize_from_feedback: choice counts from 0',
      { info: { post: 'p' }, summaries: [{ text: 'worse' }, { text: 'better' }], choice: 1 },
    ],
    [
      'PKU-SafeRLHF: better_response_id counts from 0',
      { prompt: 'p', response_0: 'better', response_1: 'worse', better_response_id: 0, safer_response_id: 1 },
    ],
    [
      'UltraFeedback: the higher score wins',
      {
        instruction: 'p',
        completions: [
          { response: 'worse', overall_score: 2 },
          { response: 'better', overall_score: 3 },
        ],
      },
    ],
  ])('%s, and a row says so in words', async (_, row) => {
    expect(await betterOf(row)).toBe('better');
  });

  it('ranks count by their order: 1 and 2 in one row are the label of 0 and 1 in another', async () => {
    const row = (one: number, other: number) => ({
      context: 'p',
      completions: [
        { rank: one, completion: 'a' },
        { rank: other, completion: 'b' },
      ],
    });
    const { dataSet } = await imported(row(1, 2), row(0, 1), row(0, 7));
    expect(dataSet.report).toMatchObject({ kept: 1, duplicates: 2, conflicts: 0 });
  });

  it('what came after the turn that was judged is no part of the responses, in the Arena’s files as in MT-bench', async () => {
    const conversation = (answer: string) => [u('p'), a(answer), u('And?'), a('later')];
    const row = { model_a: 'm', model_b: 'n', winner: 'model_a', tstamp: 0, turn: 1 };
    const { items } = await imported({ ...row, conversation_a: conversation('x'), conversation_b: conversation('y') });
    expect(items[0]?.responses.map(({ messages }) => messages.length)).toEqual([1, 1]);
  });

  it('a wrong overall score of 10 does not win against the ratings', async () => {
    const rated = (response: string, Rating: string, overall_score: number) => ({
      ...{ response, overall_score },
      annotations: { honesty: { Rating }, helpfulness: { Rating } },
    });
    const row = { instruction: 'p', completions: [rated('worse', '1', 10), rated('better', '5', 8)] };
    expect(await betterOf(row)).toBe('better');
  });
});

describe('rows with one response', () => {
  const thumb = (prompt: string, completion: string, label: boolean | null) => ({ prompt, completion, label });

  it('rows of one prompt are one item however far apart they stand, and every good one beats every other', async () => {
    const far = Array.from({ length: 500 }, (_, at) => thumb(`alone ${at}`, 'x', true));
    const { items, dataSet } = await imported(
      thumb('p', 'a', true),
      ...far,
      thumb('p', 'b', false),
      thumb('p', 'c', true),
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.meta['lines']).toEqual([1, 502, 503]);
    expect(dataSet.report).toMatchObject({ rows: 503, kept: 3, items: 1, pairs: 2 });
    expect(dataSet.report.rejected).toHaveLength(500);
  });

  it('two good answers are no tie: they are not compared at all', async () => {
    const { dataSet, items } = await imported(thumb('p', 'a', true), thumb('p', 'b', true));
    expect(dataSet.report).toMatchObject({ items: 1, ties: 0, unlabelled: 1 });
    expect(items[0]?.label).toBeNull();
  });

  it('one response in a file of pairs is reported, not compared with nothing', async () => {
    const pair = { prompt: 'p', chosen: 'a', rejected: 'b' };
    expect(await reasons(pair, pair, thumb('p', 'c', true))).toEqual([
      'the row holds one response; such rows become items only where a file of them is imported whole',
    ]);
  });
});

describe('values', () => {
  it('numbers beyond 2^53 stay exact, in columns and in scores', async () => {
    const big = '9007199254740993';
    const row = `{"id":${big},"question":{"full_text":"p","id":${big}},"answer_0":"x","answer_1":"y","score_0":${big},"score_1":0}`;
    const { items } = await importText('x.jsonl', row);
    expect(items[0]?.meta['columns']).toEqual({ id: big, question: { id: big } });
    expect(items[0]?.meta['label']).toEqual({ score_0: big, score_1: 0 });
    expect(items[0]?.label).toBeNull();
  });

  it('a column called __proto__ is a column like any other', async () => {
    const row =
      '{"__proto__":{"polluted":1},"info":{"post":"p","__proto__":{"deep":1}},"summaries":[{"text":"x"},{"text":"y"}],"choice":0}';
    const { items } = await importText('x.jsonl', row);
    const columns = JSON.stringify(items[0]?.meta['columns']);
    expect(columns).toBe('{"__proto__":{"polluted":1},"info":{"__proto__":{"deep":1}}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('objects with keys that programs ask objects for are values like any other', async () => {
    const named = { toString: 1, valueOf: 1, toJSON: 1, then: 1, constructor: 1, length: 1e9 };
    const votes = { winner_model_a: named, winner_model_b: 1, winner_tie: named };
    const row = { prompt: ['p'], response_a: ['x'], response_b: ['y'], ...votes };
    const thumb = { prompt: 'p', completion: named, label: named };
    const sound = [row, { ...row, prompt: ['q'] }, { ...row, prompt: ['r'] }];
    const odd = [{ ...row, prompt: named }, thumb, { prompt: 'p', chosen: 'a', rejected: named }];
    const text = rowsOf(...sound, ...odd);
    const { dataSet } = await importText('x.jsonl', text);
    expect(dataSet.report).toMatchObject({ rows: 6, kept: 3 });
    expect(dataSet.report.rejected).toHaveLength(3);
  });

  it('cells with JSON, line breaks and doubled quotes, after a byte-order mark, are read as written', async () => {
    const cell = (text: string) => `"${JSON.stringify([text]).replaceAll('"', '""')}"`;
    const cells = [cell('Say "hi",\nplease.'), cell('hi'), cell('no')];
    const csv = `\ufeffprompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie,note\r\n${cells.join(',')},0,1,0,"a\nb"\r\n`;
    const { items } = await importText('x.csv', csv);
    expect(items[0]?.prompt).toEqual([u('Say "hi",\nplease.')]);
    expect(items[0]?.meta['columns']).toEqual({ note: 'a\nb' });
  });

  it('a missing source is the file’s name; a text of a million characters passes whole', async () => {
    const long = 'x'.repeat(1_000_000);
    const { items } = await imported({ messages: [u('p')], chosen: long, rejected: 'y' });
    expect(items[0]?.meta['source']).toBe('x.jsonl');
    expect(items[0]?.responses.some(({ messages }) => messages[0]?.content === long)).toBe(true);
  });

  it('a row with pictures is reported: its texts alone cannot be judged', async () => {
    const row = { prompt: 'p', chosen: 'a', rejected: 'b' };
    expect(await reasons(row, { ...row, images: ['cat.png'] })).toEqual([
      'the row has images; only texts can be compared',
    ]);
  });
});
