import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scoreItems, type ItemsToScore } from '../../../server/commands/benchmark/scoreItems';
import { Interruption } from '../../../server/commands/Interruption';
import { journalPath } from '../../../server/commands/score/scoreFile';
import { judgeBench } from '../../../src/benchmarks/judgeBench/judgeBench';
import { madeItem } from '../../benchmarks/support/madeItems';
import { fakeModel, type FakeOptions } from './support/fakeScorer';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-items-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const silent = { update: () => undefined, note: () => undefined };

const items = Array.from({ length: 600 }, (_, at) => {
  const item = madeItem(String(at), 'gpt-4o/math', [true, false]);
  return at === 3 ? { ...item, responses: ['same', 'same'] } : item;
});
const what: ItemsToScore = { benchmark: judgeBench, items, data: [{ name: 'a', bytes: 1, sha256: 'a'.repeat(64) }] };

function run(options: FakeOptions = {}, interruption = new Interruption(), changed: Partial<ItemsToScore> = {}) {
  const model = fakeModel(options);
  const out = { out: join(folder, 'report.md'), restart: false };
  return { model, scores: scoreItems({ ...what, ...changed }, model, out, silent, interruption) };
}

test('every item has its rewards in the order of its responses; equal texts have one reward and are asked for once', async () => {
  const { model, scores } = run();
  const { rewards } = await scores;
  expect([...rewards.keys()].sort()).toEqual(items.map(({ id }) => id).sort());
  expect(rewards.get('3')?.[0]).toBe(rewards.get('3')?.[1]);
  expect(model.scorer.answered).toBe(2 * items.length - 1);
});

test('interrupted, it goes on where it was, and gives the rewards of an undisturbed run', async () => {
  const interruption = new Interruption();
  const first = run({ onStep: (answered) => void (answered > 300 && interruption.request()) }, interruption);
  await expect(first.scores).rejects.toThrow(/Interrupted.*the same command goes on from there/);
  const second = run();
  const resumed = await second.scores;
  expect(resumed.resumedItems).toBeGreaterThan(50);
  expect(second.model.scorer.answered).toBeLessThan(2 * items.length - 100);
  await resumed.finish();
  const { rewards } = await run().scores;
  expect(resumed.rewards).toEqual(new Map(rewards));
});

test('unfinished rewards of other data or of another model are not gone on with', async () => {
  await run().scores;
  const header = (await readFile(journalPath(join(folder, 'report.md')), 'utf8')).split('\n')[0];
  expect(header).toContain('benchmark judgebench');
  const otherData = run({}, new Interruption(), { data: [{ name: 'a', bytes: 1, sha256: 'b'.repeat(64) }] });
  await expect(otherData.scores).rejects.toThrow(/its input of sha256 is/);
  await expect(run({ digest: 'e'.repeat(64) }).scores).rejects.toThrow(/its checkpoint is/);
});

test('a text that is too long and a reward that is no number keep their reason', async () => {
  const { scores } = run({
    resultOf: ({ id }) =>
      id < '8'
        ? { id, kind: 'too_long', tokens: 9000, maxTokens: 1024 }
        : { id, kind: 'not_finite', tokens: 5, arrived: 'NaN' },
  });
  const seen = new Set([...(await scores).rewards.values()].flat());
  expect(seen).toEqual(new Set(['too_long', NaN]));
});
