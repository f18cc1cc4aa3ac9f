import { describe, expect, it, vi } from 'vitest';
import { inspectFile } from '../../src/pairs/inspectFile';
import { importText } from './support/importText';
import { columnsOf, readAll, sourceOf } from './support/readAll';

/** What takes time out of proportion to its size would hang a tab: each test ends in seconds or not at all. */
vi.setConfig({ testTimeout: 60_000 });

const many = 50_000;
const times = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at));
const reasonsOf = async (row: object) => {
  const sound = { prompt: 'p', chosen: 'a', rejected: 'b' };
  const { dataSet } = await importText('x.jsonl', `${JSON.stringify(row)}\n${JSON.stringify(sound)}`);
  expect(dataSet.report.rows).toBe(2);
  return dataSet.report.rejected.map(({ reason }) => reason.slice(0, 200));
};

describe('one row', () => {
  it(`with ${many} responses is rejected, and says how many there are`, async () => {
    const row = { prompt: 'p', chosen: ['a'], rejected: times(many, (at) => `r${at}`), subset: 's', id: '1' };
    expect(await reasonsOf(row)).toEqual([expect.stringMatching(/\d+ responses; 100 is the limit/)]);
  });

  it(`with ${many} scored completions, all different`, async () => {
    const completions = times(many, (at) => ({ response: `r${at}`, overall_score: at / 7 }));
    expect(await reasonsOf({ instruction: 'p', completions })).toHaveLength(1);
  });

  it(`with ${many} turns, and a turn of ${many} parts`, async () => {
    const turns = times(many, (at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content: `t${at}` }));
    const whole = (last: string) => [...turns, { role: 'user', content: 'q' }, { role: 'assistant', content: last }];
    expect(await reasonsOf({ chosen: whole('a'), rejected: whole('b') })).toEqual([]);
    const parts = [{ role: 'assistant', content: times(many, () => ({ type: 'text', text: 'x' })) }];
    expect(await reasonsOf({ prompt: [turns[0]], chosen: parts, rejected: [turns[1]] })).toEqual([]);
  });

  it('with a million digits where a score should be', async () => {
    const score = `${'1'.repeat(1_000_000)}x`;
    const row = { question: 'p', answer_0: 'a', answer_1: 'b', score_0: score, score_1: `.${score}` };
    expect(await reasonsOf(row)).toEqual([]);
  });

  it('with a hundred thousand columns is looked at and asked about', async () => {
    const row = Object.fromEntries(times(100_000, (at) => [`column_${at}`, 1]));
    const { suggestedMapping, format } = await inspectFile(new Blob([JSON.stringify(row)]), 'x.jsonl', null);
    expect([suggestedMapping, format]).toEqual([null, null]);
  });

  it('that is nested a million deep is rejected', async () => {
    const deep = `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect(columnsOf(await readAll(sourceOf(Buffer.from(deep)), 'x.jsonl'))).toEqual(['nested more than 64 deep']);
  });
});

describe('a table', () => {
  const rowsOf = async (text: string) => columnsOf(await readAll(sourceOf(Buffer.from(text)), 'x.csv'));

  it('with a million cells in one row says how many it should have', async () => {
    expect(await rowsOf(`a,b\n${','.repeat(1_000_000)}\n1,2\n`)).toEqual([
      'more cells than the 2 of the header',
      { a: '1', b: '2' },
    ]);
  });

  it('with more columns than any has is refused by its header', async () => {
    expect(await rowsOf(`${times(50_000, (at) => `c${at}`).join(',')}\n1,2\n`)).toEqual([
      'the header has more than 10000 columns',
      'the header cannot be read, so that its columns have no names',
    ]);
  });
});

it('twenty thousand votes on one response that contradict each other are rejected one by one', async () => {
  const votes = times(20_000, (at) => ({ prompt: 'p', completion: 'c', label: at % 2 === 0 }));
  const { dataSet } = await importText('x.jsonl', votes.map((vote) => JSON.stringify(vote)).join('\n'));
  expect(dataSet.report).toMatchObject({ rows: 20_000, kept: 0, rejectedBeyond: 19_000 });
  expect(Math.max(...dataSet.report.rejected.map(({ reason }) => reason.length))).toBeLessThan(300);
});
