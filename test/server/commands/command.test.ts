import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import type { ScoreRow } from '../../../src/rewards/scores/ScoreRow';
import { BuiltCommand, ended } from './support/builtCommand';

const files = fileURLToPath(new URL('../../files', import.meta.url));
const decoder = join(files, 'decoders/qwen3-4to1-tied');
const pairs = join(files, 'e2e/pandalm-18.jsonl');

let assay: BuiltCommand;
let folder: string;
let data: string;

beforeAll(async () => {
  assay = await BuiltCommand.build('command');
}, 120_000);
afterAll(() => assay.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-command-'));
  data = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const linesOf = async (name: string) => (await readFile(inFolder(name), 'utf8')).trimEnd().split('\n');
const rowsOf = async (name: string) => (await linesOf(name)).map((line) => JSON.parse(line) as ScoreRow);

function score(file: string, out: string, ...more: string[]) {
  return assay.run(['score', file, '--out', inFolder(out), '--data', data, ...more]);
}

/** Pairs whose texts differ, so that a run takes long enough to be ended in its middle. */
async function writeMany(count: number): Promise<string> {
  const rows = Array.from({ length: count }, (_, n) => {
    const words = (stem: string) =>
      Array.from({ length: 8 + (n % 5) }, (_, at) => `${stem}${(n * 31 + at) % 97}`).join(' ');
    return `${JSON.stringify({ prompt: words('why '), chosen: words('so '), rejected: words('no ') })}\n`;
  });
  await writeFile(inFolder('many.jsonl'), rows.join(''));
  return inFolder('many.jsonl');
}

/** Waits until the journal holds more than its header. */
async function someScored(out: string): Promise<void> {
  const journal = inFolder(`${out}.partial.jsonl`);
  const size = async () => (await stat(journal).catch(() => null))?.size ?? 0;
  while ((await size()) < 2000) await wait(20);
}

/** Equal but for the noise of 32-bit floats: texts that an interruption parted run in other batches. */
function expectSameScores(one: ScoreRow[], other: ScoreRow[]): void {
  const plain = (row: ScoreRow) => ({ ...row, rewards: [], margin: null, p: null });
  expect(one.map(plain)).toEqual(other.map(plain));
  for (const [at, { rewards }] of one.entries())
    rewards.forEach((reward, n) => expect(reward).toBeCloseTo(other[at]?.rewards[n] ?? NaN, 4));
}

describe('assay, built', { timeout: 180_000 }, () => {
  test('scores a file with the demo and says what it did, for people and for programs', async () => {
    const { code, out, error } = await score(pairs, 'scores.jsonl', '--model', 'demo', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(report).toMatchObject({
      state: 'done',
      rows: 18,
      states: { scored: 18, bad_row: 0 },
      model: { name: 'demo' },
    });
    expect(error).toMatch(/18 rows, 18 rows scored.*\n.*The chosen response has the higher reward in \d+ of 18 pairs/);
    const rows = await rowsOf('scores.jsonl');
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 18 }, (_, n) => n + 1));
    expect(await readdir(folder)).not.toContain('scores.jsonl.partial.jsonl');
  });

  test('standard input gives the scores of the file', async () => {
    await score(pairs, 'file.jsonl', '--model', decoder);
    const input = await readFile(pairs, 'utf8');
    const args = ['score', '-', '--out', inFolder('stdin.jsonl'), '--data', data, '--model', decoder];
    expect((await assay.run(args, input)).code).toBe(0);
    expectSameScores(await rowsOf('stdin.jsonl'), await rowsOf('file.jsonl'));
    expect((await readdir(folder)).sort()).toEqual(['data', 'file.jsonl', 'stdin.jsonl']);
  });

  test('rows without a reward end it with 3, and name their lines', async () => {
    const { code, out, error } = await score(
      join(files, 'pairs/bad-rows.jsonl'),
      's.jsonl',
      '--model',
      decoder,
      '--json',
    );
    expect(code).toBe(3);
    expect(error).toContain('row 8: "chosen" and "rejected" are the same text');
    const { badRows } = JSON.parse(out) as { badRows: { row: number }[] };
    expect(badRows.map(({ row }) => row)).toEqual([2, 4, 5, 8, 9, 10, 11, 12]);
    expect((await rowsOf('s.jsonl')).filter(({ state }) => state === 'bad_row')).toHaveLength(8);
  });

  test('killed at once in its middle, it goes on where it was and gives the scores of an undisturbed run', async () => {
    const many = await writeMany(500);
    const args = ['score', many, '--out', inFolder('s.jsonl'), '--data', data, '--model', decoder];
    const child = assay.start(args);
    await someScored('s.jsonl');
    child.kill('SIGKILL'); // its lock stays behind
    expect((await ended(child)).code).toBe('SIGKILL');
    expect(existsSync(inFolder('s.jsonl'))).toBe(false);
    const journal = inFolder('s.jsonl.partial.jsonl');
    await truncate(journal, (await stat(journal)).size - 10); // a line that was being written
    const { code, out } = await assay.run([...args, '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(out) as { resumedRows: number }).resumedRows).toBeGreaterThan(0);
    await score(many, 'whole.jsonl', '--model', decoder);
    expectSameScores(await rowsOf('s.jsonl'), await rowsOf('whole.jsonl'));
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it with 130, the scores so far kept and no output',
    async (signal) => {
      const many = await writeMany(500);
      const child = assay.start([
        'score',
        many,
        '--out',
        inFolder('s.jsonl'),
        '--data',
        data,
        '--model',
        decoder,
        '--json',
      ]);
      await someScored('s.jsonl');
      child.kill(signal);
      const { code, out, error } = await ended(child);
      expect(code).toBe(130);
      expect(JSON.parse(out)).toMatchObject({ state: 'interrupted' });
      expect(error).toContain('the same command goes on from there');
      expect((await readdir(folder)).sort()).toEqual(['data', 'many.jsonl', 's.jsonl.partial.jsonl']);
      const lines = await linesOf('s.jsonl.partial.jsonl');
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
    },
  );

  test.each([
    ['no model', ['score', 'x.jsonl', '--out', 'y.jsonl'], /--model/],
    ['an unknown command', ['judge'], /unknown command/],
    [
      'an unknown precision',
      ['score', 'x', '--model', 'demo', '--out', 'y.jsonl', '--precision', 'q3'],
      /q4, q8, f16, f32/,
    ],
    [
      'an output of unknown kind',
      ['score', 'x', '--model', 'demo', '--out', 'y.csv'],
      /must end in .jsonl or .parquet/,
    ],
    ['no threads', ['score', 'x', '--model', 'demo', '--out', 'y.jsonl', '--threads', '0'], /at least 1/],
    [
      'a format of no name',
      ['score', pairs, '--model', 'demo', '--out', 'y.jsonl', '--format', 'xyz'],
      /Known: .*skywork/,
    ],
    ['a shape of no name', ['make-checkpoint', 'gpt-7', 'x'], /qwen3-0.6b/],
  ])('%s is a wrong command: 2', async (_, args, message) => {
    const { code, error, out } = await assay.run(args);
    expect(code).toBe(2);
    expect(error).toMatch(message);
    expect(error).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
  });

  test.each([
    ['a missing file', 'nowhere.jsonl', ['--model', 'demo'], /nowhere.jsonl cannot be read/],
    ['an unknown model', pairs, ['--model', 'nothing'], /no folder, no stored checkpoint.*no hub id/],
    ['a folder without a checkpoint', pairs, ['--model', files], /it has no config.json/],
    [
      'a precision that the model has not',
      pairs,
      ['--model', 'demo', '--precision', 'q4'],
      /has no graph of precision q4/,
    ],
    ['a template beside its own', pairs, ['--model', decoder, '--template', 'qwen3'], /has a chat template; no other/],
    ['a template that is none', pairs, ['--model', 'demo', '--template', '/nowhere'], /no family \(qwen3, /],
  ])('%s: 1, with a sentence', async (_, file, args, message) => {
    const { code, error } = await score(file, 's.jsonl', ...args);
    expect(code).toBe(1);
    expect(error).toMatch(message);
    expect(error).not.toMatch(/\n\s+at /);
  });

  test('a decoder folder is scored where it lies; only its graph is kept, and used again', async () => {
    expect((await score(pairs, 'a.jsonl', '--model', decoder, '--precision', 'f32')).code).toBe(0);
    expect(await readdir(data)).toEqual(['graphs']);
    expect((await score(pairs, 'b.jsonl', '--model', decoder, '--precision', 'f32')).code).toBe(0);
    expectSameScores(await rowsOf('a.jsonl'), await rowsOf('b.jsonl'));
    expect(new Set((await rowsOf('a.jsonl')).flatMap(({ rewards }) => rewards)).size).toBeGreaterThan(30);
    const other = await score(pairs, 'c.jsonl', '--model', decoder, '--precision', 'q4', '--json');
    expect(JSON.parse(other.out)).toMatchObject({
      model: { precision: 'q4', architecture: 'Qwen3ForSequenceClassification' },
    });
  });

  test('a conversation that the chat template refuses is a row that says so', async () => {
    const turns = (...roles: string[]) => roles.map((role, n) => ({ role, content: `turn ${n}` }));
    const answer = (content: string) => [{ role: 'assistant', content }];
    const rows = [turns('user'), turns('user', 'user'), turns('user', 'assistant', 'user')].map((prompt) =>
      JSON.stringify({ prompt, chosen: answer('yes'), rejected: answer('no') }),
    );
    await writeFile(inFolder('turns.jsonl'), rows.join('\n'));
    await cp(decoder, inFolder('strict'), { recursive: true });
    const own = await readFile(join(decoder, 'chat_template.jinja'), 'utf8');
    const strict = `{%- if messages[1].role == 'user' %}{{ raise_exception('take turns') }}{%- endif %}`;
    await writeFile(inFolder('strict/chat_template.jinja'), strict + own);
    const { code, error } = await score(inFolder('turns.jsonl'), 's.jsonl', '--model', inFolder('strict'));
    expect(code).toBe(3);
    expect(error).toMatch(/row 2: The checkpoint's chat template refuses response .*take turns/);
    expect((await rowsOf('s.jsonl')).map(({ state }) => state)).toEqual(['scored', 'refused', 'scored']);
  });

  test('a damaged checkpoint is refused by the file and the tensor', async () => {
    await cp(decoder, inFolder('damaged'), { recursive: true });
    await truncate(inFolder('damaged/model.safetensors'), 5000);
    const { code, error } = await score(pairs, 's.jsonl', '--model', inFolder('damaged'));
    expect(code).toBe(1);
    expect(error).toMatch(/^assay: model.safetensors: /m);
  });

  test('models are added, listed, converted, scored with by name and digest, verified and removed', async () => {
    const models = (...args: string[]) => assay.run(['models', ...args, '--data', data, '--json']);
    const added = JSON.parse((await models('add', decoder)).out) as { digest: string; bytes: number };
    const { digest } = added;
    const converted = await assay.run(['convert', digest.slice(0, 10), '--data', data, '--json', '--precision', 'q8']);
    expect(JSON.parse(converted.out)).toMatchObject({
      digest,
      precision: 'q8',
      architecture: 'Qwen3ForSequenceClassification',
    });
    const again = await assay.run(['convert', 'qwen3-4to1-tied', '--data', data, '--json', '--precision', 'q8']);
    expect(JSON.parse(again.out)).toMatchObject({ convertedBytes: 0, seconds: 0 });
    const listing = JSON.parse((await models()).out) as {
      stored: { digest: string; graphs: { precision: string }[] }[];
    };
    expect(listing).toMatchObject({
      demo: { name: 'demo' },
      stored: [{ digest, graphs: [{ precision: 'q8' }] }],
      loose: [],
    });
    expect((await score(pairs, 's.jsonl', '--model', digest, '--precision', 'q8')).code).toBe(0);
    expect(JSON.parse((await models('verify', digest)).out)).toMatchObject({ findings: [] });
    await truncate(join(data, 'checkpoints', digest, 'model.safetensors'), 100);
    const damaged = await models('verify', digest);
    expect(damaged.code).toBe(1);
    expect(damaged.error).toContain('model.safetensors');
    expect((await models('remove', digest)).code).toBe(0);
    expect(JSON.parse((await models()).out)).toMatchObject({ stored: [], loose: [] });
    expect((await models('remove', digest)).error).toContain('There is no stored model');
  });

  test('a made-up checkpoint of an official shape scores, and its rewards differ', async () => {
    const made = [
      'make-checkpoint',
      'qwen3-0.6b',
      inFolder('made'),
      '--layers',
      '1',
      '--vocabulary',
      '5000',
      '--shards',
      '2',
    ];
    expect((await assay.run(made)).code).toBe(0);
    expect((await score(pairs, 's.jsonl', '--model', inFolder('made'))).code).toBe(0);
    const rewards = (await rowsOf('s.jsonl')).flatMap((row) => row.rewards);
    expect(new Set(rewards).size).toBeGreaterThan(30);
    expect(rewards.every(Number.isFinite)).toBe(true);
  });
});
