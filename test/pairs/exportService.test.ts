import { describe, expect, it } from 'vitest';
import { MemoryFolder } from '../../src/engine/files/MemoryFolder';
import type { ExportCheck, ExportProgress, ExportRequest, WrittenFile } from '../../src/pairs/export/contract';
import { ExportDesk, type ExportPorts } from '../../src/pairs/export/ExportDesk';
import { exportPairs } from '../../src/pairs/export/exportPairs';
import type { ExportIndex, ExportStore } from '../../src/pairs/export/ExportStore';
import { sourceOf, type PairToExport } from '../../src/pairs/export/PairToExport';
import type { ProfileName } from '../../src/pairs/export/profiles/profiles';
import type { Item } from '../../src/pairs/Item';
import { itemOf } from '../../src/pairs/itemOf';
import { putId } from '../../src/pairs/idBytes';
import type { Pair } from '../../src/pairs/Pair';
import { labelCodes } from '../../src/pairs/PairIndex';
import type { StoredRewards } from '../../src/rewards/StoredRewards';
import type { PersonOf } from '../../src/verdicts/PersonOf';
import { bytesOf, given, pairFrom, prefer, assistant, user, variedPairs } from './support/exportCases';

const request: ExportRequest = {
  dataSets: ['set'],
  profile: 'trl-dpo',
  name: 'set',
  options: {},
  checkpoint: 'a',
  limit: null,
};

/** The item whose only pair this is. */
function itemOfPair({ prompt, first, second, label, source }: Pair): Item {
  const responses = [first, second].map(({ messages }) => ({ messages, rank: null, about: {} }));
  const item = itemOf({ prompt, label: null, responses }, { source });
  const ranks = { first: [0, 1], second: [1, 0], tie: [0, 0], both_bad: [0, 0] };
  if (label !== null) item.label = { ranks: ranks[label], ...(label === 'both_bad' && { bothBad: true }) };
  return item;
}

function indexOf(dataSet: string, pairs: readonly PairToExport[]): ExportIndex {
  const pairIds = new Uint8Array(32 * pairs.length);
  for (const [row, { pair }] of pairs.entries()) putId(pairIds, row, pair.id);
  return {
    dataSet,
    length: pairs.length,
    pairIds,
    itemRows: Uint32Array.from(pairs, (_, row) => row),
    firstResponses: new Uint16Array(pairs.length),
    secondResponses: new Uint16Array(pairs.length).fill(1),
    labels: Uint8Array.from(pairs, ({ pair }) => labelCodes[pair.label ?? 'none']),
  };
}

/** Every first response has the reward 0.5, given after another one; every second is too long. */
function rewardsOf(pairs: readonly PairToExport[]): StoredRewards {
  const responses = new Uint8Array(32 * 3 * pairs.length);
  for (const [at, { pair }] of pairs.entries()) {
    for (const [step, { id }] of [pair.first, pair.second, pair.first].entries()) putId(responses, 3 * at + step, id);
  }
  const rewards = Float64Array.from(pairs.flatMap(() => [9, NaN, 0.5]));
  return { responses, rewards, tokens: new Uint32Array(rewards.length) };
}

/** A store of pairs in memory, with the rewards that `given` has put on them. */
function storeOf(pairs: readonly PairToExport[]): ExportStore {
  const items = pairs.map(({ pair }) => itemOfPair(pair));
  return {
    pairIndex: async (dataSet) => indexOf(dataSet, pairs),
    item: async (_, row) => items[row] as Item,
    items: async (_, from, to) => items.slice(from, to),
    eachRewards: async (_, take) => take(rewardsOf(pairs)),
    events: async () => pairs.flatMap(({ events }) => events),
    personOf: async () => (client) => client,
  };
}

function deskOf(pairs: readonly PairToExport[], ports: Partial<ExportPorts> = {}) {
  const folder = new MemoryFolder();
  const desk = new ExportDesk({
    openStore: async () => storeOf(pairs),
    openFolder: async () => folder,
    openTokenizer: () => Promise.reject(new Error('There is no tokenizer here.')),
    ...ports,
  });
  return { desk, folder };
}

const silent = () => undefined;
const textsOf = (files: WrittenFile[]) =>
  Promise.all(files.map(async ({ path, content }) => [path, await content.text()]));

describe('the export worker', () => {
  // Whose label is the machine's, a store does not know yet.
  const pairs = variedPairs().map((one) => ({ ...one, silver: null }));
  const profiles: ProfileName[] = ['trl-reward', 'helpsteer3', 'jsonl', 'hugging-face'];

  it.each(profiles)('%s: writes the very bytes that an export in memory has', async (profile) => {
    for (const labels of ['gold', 'original', 'corrected'] as const) {
      const options = { labels, softLabels: true, testShare: 0.5 };
      const { desk } = deskOf(pairs);
      const check = await desk.check({ ...request, profile, options }, silent);
      const expected = await exportPairs({ pairs: sourceOf(pairs), name: 'set', profile, options });
      const { rows, softRows, stayOut, findings, tooLong } = expected;
      const counts = (entries: ExportCheck['stayOut']) => entries.map(({ reason, pairs: count }) => [reason, count]);
      expect(check).toMatchObject({ pairs: pairs.length, rows, softRows, findings, tooLong });
      expect(counts(check.stayOut)).toEqual(counts(stayOut));
      const written = await desk.write(silent);
      for (const [at, file] of written.entries()) {
        expect(file.path).toBe(expected.files[at]?.path);
        expect(new Uint8Array(await file.content.arrayBuffer())).toEqual(await bytesOf(expected.files[at]));
      }
    }
  });

  it('reads only the pairs that may have a label of the kinds asked for', async () => {
    const judged = pairs.filter(({ label }) => label !== null).length;
    const { desk } = deskOf(pairs);
    expect(await desk.size(request)).toBe(judged);
    expect(await desk.size({ ...request, profile: 'csv' })).toBe(pairs.length);
    expect(await desk.size({ ...request, options: { labels: 'silver' } })).toBe(0);
    const labelled = pairs.filter(({ pair }) => pair.label !== null).length;
    expect(await desk.size({ ...request, options: { labels: 'original' } })).toBe(labelled);
  });

  it('one person with two browsers is one annotator', async () => {
    const votes = [prefer(-1), prefer(-1), prefer(1)].map((choice, at) => ({ choice, client: `c${at}` }));
    const divided = [given(pairFrom([user('Q')], [assistant('a')], [assistant('b')]), votes)];
    const rowsWith = async (personOf: PersonOf) => {
      const openStore = async () => ({ ...storeOf(divided), personOf: async () => personOf });
      const { desk } = deskOf(divided, { openStore });
      const options = { annotators: 'majority' as const };
      return (await desk.check({ ...request, profile: 'trl-reward', options }, silent)).rows;
    };
    expect(await rowsWith((client) => client)).toBe(1);
    expect(await rowsWith((client) => (client === 'c2' ? 'Bo' : 'Ada'))).toBe(0);
  });

  it('Dawid and Skene decide by what people said of all pairs that leave', async () => {
    const right = (at: number) => prefer(at % 3 === 0 ? 1 : -1);
    const wrong = (at: number) => prefer(at % 3 === 0 ? -1 : 1);
    const judged = Array.from({ length: 31 }, (_, at) => {
      const votes = [
        { choice: right(at), client: 'sure' },
        { choice: at % 2 === 0 ? wrong(at) : right(at), client: 'unsure' },
        ...(at === 0 ? [] : [{ choice: right(at), client: 'also sure' }]),
      ];
      return given(pairFrom([user(`Q${at}`)], [assistant('a')], [assistant('b')]), votes);
    });
    const rowsBy = async (annotators: 'majority' | 'dawid_skene') =>
      (await deskOf(judged).desk.check({ ...request, profile: 'trl-reward', options: { annotators } }, silent)).rows;
    expect([await rowsBy('majority'), await rowsBy('dawid_skene')]).toEqual([30, 31]);
  });

  it('says the digest, the check sum and the size of what it wrote, twice the same', async () => {
    const { desk } = deskOf(pairs);
    await desk.check(request, silent);
    const first = await desk.write(silent);
    const { createHash } = await import('node:crypto');
    for (const { content, sha256, bytes } of first) {
      const buffer = Buffer.from(await content.arrayBuffer());
      expect(sha256).toBe(createHash('sha256').update(buffer).digest('hex'));
      expect(bytes).toBe(buffer.length);
    }
    expect(await textsOf(await desk.write(silent))).toEqual(await textsOf(first));
  });

  it('a newer request ends the older one, and cancelling ends both and keeps nothing half done', async () => {
    const many = Array.from({ length: 1500 }, (_, at) =>
      given(pairFrom([user(`Q${at}`)], [assistant('a')], [assistant('b')], 'first')),
    );
    const { desk, folder } = deskOf(many);
    const wanted = { ...request, options: { labels: 'original' } as const };
    const older = desk.check(wanted, silent);
    const newer = desk.check(wanted, silent);
    await expect(older).rejects.toThrow('The export was ended.');
    expect((await newer).rows).toBe(1500);
    const writing = desk.write(silent);
    desk.cancel();
    await expect(writing).rejects.toThrow('The export was ended.');
    const again = desk.check(wanted, () => desk.cancel());
    await expect(again).rejects.toThrow('The export was ended.');
    await expect(desk.write(silent)).rejects.toThrow(/Check it first/);
    expect((await folder.list()).filter(({ name }) => name === 'pairs')).toEqual([]);
  });

  it('counts characters without a tokenizer, and with one the tokens that it gives', async () => {
    const long = given(pairFrom([user('Long?')], [assistant('x'.repeat(90))], [assistant('b')]), [
      { choice: prefer(1) },
    ]);
    const characters = await deskOf([long]).desk.check(
      { ...request, limit: { maxLength: 94, tokenizer: null } },
      silent,
    );
    expect(characters.findings).toMatchObject([
      { rule: 'too_long', message: expect.stringContaining('95 characters') },
      {},
      {},
    ]);
    let closed = 0;
    const count = async (messages: { content: string }[]) => {
      if (messages.at(-1)?.content === 'b')
        throw Object.assign(new Error('no such role'), { name: 'RefusedConversationError' });
      return 7;
    };
    const openTokenizer = async () => ({ count, close: () => void closed++ });
    const tokenizer = { kind: 'url' as const, base: 'https://example.org/' };
    const tokens = await deskOf([long], { openTokenizer }).desk.check(
      { ...request, limit: { maxLength: 6, tokenizer } },
      silent,
    );
    expect(tokens.findings[0]).toMatchObject({ rule: 'refused', severity: 'error', pairs: 1, message: 'no such role' });
    expect(closed).toBe(1);
  });

  it('tells how far it is, file by file', async () => {
    const told: ExportProgress[] = [];
    const { desk } = deskOf(pairs);
    await desk.check(request, (progress) => told.push(progress));
    await desk.write((progress) => told.push(progress));
    expect(told.map(({ stage, file }) => [stage, file?.number ?? null])).toEqual([
      ['read', null],
      ['check', null],
      ['write', 1],
      ['write', 2],
    ]);
  });
});
