import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemoryFolder } from '../../src/engine/files/MemoryFolder';
import { makeBackup } from '../../src/pairs/backup/makeBackup';
import { readEvents } from '../../src/pairs/backup/readEvents';
import { mayBringVerdicts } from '../../src/pairs/backup/cameWith';
import { restoreBackup, restoreCameWith } from '../../src/pairs/backup/restoreBackup';
import type { ByteSource } from '../../src/pairs/ByteSource';
import { canonicalJson } from '../../src/pairs/canonicalJson';
import { crc32 } from '../../src/pairs/containers/zip/crc32';
import { readDirectory } from '../../src/pairs/containers/zip/readDirectory';
import { zipFile } from '../../src/pairs/export/zipFile';
import type { ProfileName } from '../../src/pairs/export/profiles/profiles';
import { inspectFile } from '../../src/pairs/inspectFile';
import { foldPair } from '../../src/verdicts/foldPair';
import { onlyMe } from '../../src/verdicts/PersonOf';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import { madeData, madeId, prefer, sealed } from '../verdicts/madeEvents';
import { assistant, bytesOf, pairFrom, prepare, user } from './support/exportCases';
import { gather } from './support/gather';
import { MemoryBackupStore } from './support/MemoryBackupStore';

const ids = ['01a2b3c4-0000-7000-8000-000000000001', '01a2b3c4-0000-7000-8000-000000000002'];
const golden = (name: string) => readFileSync(new URL(`../files/pairs/${name}`, import.meta.url), 'utf8');
const event = (pair: string, seq: number) =>
  sealed({ type: 'verdict', pair, supersedes: [], data: madeData(prefer(-2)) }, seq);
const settings = {
  preferences: { theme: 'dark' },
  'mapping:["a"]': { kind: 'ranked' },
  'saved-views': [{ id: '1', name: 'mine', query: 'x' }],
  'model-in-use': { name: 'demo' },
  'revealed-pairs:0': [madeId(1), madeId(2)],
  'revealed-pairs:1': [madeId(3)],
};

/** A browser with two data sets, of one file and of two, one of them with several rows an item and repeats. */
async function filled(): Promise<MemoryBackupStore> {
  const store = new MemoryBackupStore();
  const row = (n: number, better = 'Seven.') =>
    `${JSON.stringify({ prompt: `Q${n}`, chosen: better, rejected: better === 'Seven.' ? 'Nine.' : 'Seven.', source: 's' })}\n`;
  await store.import(ids[0] ?? '', { 'one.jsonl': row(1) + row(2) + row(1) + row(2, 'Nine.') + row(3) });
  await store.import(ids[1] ?? '', {
    'two.csv': 'prompt,chosen,rejected\r\n"What, now?","a ""b""",c\r\n',
    'three.jsonl': golden('06-trl-unpaired.jsonl'),
  });
  const pair = (await store.sets.items(ids[0] ?? '', 0, 1))[0]?.id ?? '';
  store.ledger.push(event(pair, 1), event(madeId(5), 2));
  store.rows.push(
    { checkpoint: 'a', response: madeId(7), reward: 1.5, tokens: 12 },
    { checkpoint: 'a', response: madeId(8), reward: null, tokens: 900, maxTokens: 512 },
    { checkpoint: 'b', response: madeId(7), reward: -0.25, tokens: 12 },
  );
  for (const [name, value] of Object.entries(settings)) store.kept.set(name, value);
  return store;
}

async function backedUp(store: MemoryBackupStore) {
  const run = { folder: new MemoryFolder(), madeAt: '2026-11-23T12:00:00.000Z', onProgress: () => undefined };
  return makeBackup({ store, ...run, signal: { aborted: false } });
}

async function restored(store: MemoryBackupStore, source: ByteSource, name = 'backup.zip') {
  const taken: LedgerEvent[] = [];
  const report = await restoreBackup({
    store,
    source,
    name,
    take: async (events) => void taken.push(...events),
    onProgress: () => undefined,
    signal: { aborted: false },
  });
  return { report, taken };
}

async function contentOf(store: MemoryBackupStore) {
  const sets = await store.dataSets();
  const items = await Promise.all(sets.map(({ id, items: count }) => store.sets.items(id, 0, count)));
  const indexes = await Promise.all(sets.map(({ id }) => store.sets.pairIndex(id)));
  return { sets, items, indexes };
}

/** The backup with the bytes of one entry changed, its checksum in the zip with them. */
async function damaged(backup: Blob, path: string, change: (text: string) => string): Promise<Blob> {
  const bytes = Buffer.from(await backup.arrayBuffer());
  const entries = await readDirectory(backup, 'backup.zip');
  const files = entries.map((entry) => {
    const from =
      entry.headerAt + 30 + bytes.readUInt16LE(entry.headerAt + 26) + bytes.readUInt16LE(entry.headerAt + 28);
    const own = bytes.subarray(from, from + entry.bytes);
    const content = Buffer.from(entry.name === path ? Buffer.from(change(own.toString('latin1')), 'latin1') : own);
    return { path: entry.name, bytes: content.length, crc32: crc32(content, 0), content: new Blob([content]) };
  });
  return zipFile(files);
}

describe('a backup of everything', () => {
  it('restores into an empty browser: data sets item by item, events, rewards and settings, but no model', async () => {
    const store = await filled();
    const { content, ...counts } = await backedUp(store);
    expect(counts).toMatchObject({ events: 2, dataSets: 2, rewards: 3, leftOut: [] });
    const other = new MemoryBackupStore();
    const { report, taken } = await restored(other, content);
    expect(report.refused).toEqual([]);
    expect(await contentOf(other)).toEqual(await contentOf(store));
    expect(taken).toEqual(store.ledger);
    expect(other.rows).toEqual(store.rows);
    expect([...other.kept.keys()]).toEqual(['mapping:["a"]', 'preferences', 'saved-views']);
    expect(report.revealed).toEqual([madeId(1), madeId(2), madeId(3)]);
  });

  it('restored twice, or where it came from, adds nothing twice and replaces nothing', async () => {
    const store = await filled();
    const { content } = await backedUp(store);
    const before = await contentOf(store);
    store.kept.set('preferences', { theme: 'light' });
    store.kept.set('saved-views', [{ id: '2', name: 'other', query: 'y' }]);
    const { report } = await restored(store, content);
    expect(report).toMatchObject({
      dataSets: { added: [], known: ['one.jsonl', 'two.csv and three.jsonl'] },
      rewards: { added: 0, known: 3 },
      settings: { added: 1, known: 2 },
      refused: [],
    });
    expect(await contentOf(store)).toEqual(before);
    expect(store.kept.get('preferences')).toEqual({ theme: 'light' });
    const views = [{ name: 'other' }, { name: 'mine' }];
    expect(store.kept.get('saved-views')).toMatchObject(views);
    expect((await restored(store, content)).report.settings).toEqual({ added: 0, known: 3 });
    expect(store.kept.get('saved-views')).toMatchObject(views);
  });

  it('begins with a manifest that lists every part with its size and checksum', async () => {
    const { content } = await backedUp(await filled());
    const [first, ...others] = await readDirectory(content, 'backup.zip');
    expect(first?.name).toBe('manifest.json');
    const bytes = Buffer.from(await content.arrayBuffer());
    const text = bytes
      .subarray(30 + 'manifest.json'.length, 30 + 'manifest.json'.length + (first?.bytes ?? 0))
      .toString();
    const manifest = JSON.parse(text) as { version: number; parts: { path: string; bytes: number }[] };
    expect(manifest).toMatchObject({ format: 'assay-backup', version: 1, madeAt: '2026-11-23T12:00:00.000Z' });
    expect(manifest.parts.map(({ path, bytes: size }) => [path, size])).toEqual(
      others.map(({ name, bytes: size }) => [name, size]),
    );
  });

  it.each([
    ['verdicts.jsonl', /checksum/],
    ['settings.json', /checksum/],
    ['rewards/1.jsonl', /checksum/],
    [`data-sets/${ids[0]}/rows.jsonl`, /checksum/],
    [`data-sets/${ids[0]}/places`, /checksum/],
    [`data-sets/${ids[0]}/data-set.json`, /checksum/],
  ])('with a damaged %s restores all else and says so', async (path, reason) => {
    const store = await filled();
    const flipped = (text: string) =>
      text.slice(0, -2) + String.fromCharCode(text.charCodeAt(text.length - 2) ^ 1) + text.slice(-1);
    const { report, taken } = await restored(
      new MemoryBackupStore(),
      await damaged((await backedUp(store)).content, path, flipped),
    );
    expect(report.refused).toHaveLength(1);
    expect(report.refused[0]?.reason).toMatch(reason);
    expect(taken).toHaveLength(path === 'verdicts.jsonl' ? 0 : 2);
    expect(report.dataSets.added).toHaveLength(path.startsWith('data-sets') ? 1 : 2);
    expect(report.rewards.added).toBe(path === 'rewards/1.jsonl' ? 1 : 3);
  });

  it('whose maker lies about a data set is refused, however right its checksums are, and nothing half of it stays', async () => {
    const store = await filled();
    const folder = await store.folder.folder(ids[0] ?? '');
    const file = await folder.open('index');
    const bytes = (await file?.read(0, file.size)) ?? new Uint8Array();
    // The last byte of a pair's id: the index would show another pair under it.
    const about = new DataView(bytes.buffer).getUint32(8, true);
    bytes[12 + about + 31] = (bytes[12 + about + 31] ?? 0) ^ 1;
    const writer = await folder.write('index', 'empty');
    await writer.write(bytes, 0);
    await writer.close();
    const other = new MemoryBackupStore();
    const { report } = await restored(other, (await backedUp(store)).content);
    expect(report.refused).toMatchObject([
      { part: `data set ${ids[0]}`, reason: 'pair 1 of its index is not what its rows say' },
    ]);
    expect((await other.folder.list()).map(({ name }) => name)).toEqual([ids[1]]);
  });

  it('names a data set that an older Assay stored and that it cannot hold', async () => {
    const store = await filled();
    store.older.add(ids[0] ?? '');
    const { leftOut, dataSets } = await backedUp(store);
    expect([dataSets, leftOut]).toMatchObject([
      1,
      [{ name: 'one.jsonl', reason: expect.stringMatching(/load its file/) }],
    ]);
  });

  it('of a newer Assay, or cut off, is refused whole, with what to do', async () => {
    const { content } = await backedUp(await filled());
    const newer = await damaged(content, 'manifest.json', (text) => text.replace('"version":1', '"version":2'));
    await expect(restored(new MemoryBackupStore(), newer)).rejects.toThrow(/version 2, and this Assay reads 0 and 1/);
    const cut = content.slice(0, content.size - 100);
    await expect(restored(new MemoryBackupStore(), cut)).rejects.toThrow(/damaged or cut zip/);
    await expect(inspectFile(content, 'backup.zip', null)).rejects.toThrow(/a backup of Assay. Restore it/);
  });
});

describe('verdicts come back from any file that holds them', () => {
  const pair = pairFrom([user('Name a prime.')], [assistant('Seven.')], [assistant('Nine.')], 'first');
  const events = [event(pair.id, 1)];
  const label = foldPair(pair.id, new Map(events.map((one) => [one.id, one])));
  const given = [{ pair, label, events, personOf: onlyMe, estimate: null, rewards: [], silver: null }];

  it.each([
    ['jsonl', 0],
    ['csv', 0],
    ['parquet', 0],
    ['trl-dpo', 1],
    ['trl-kto', 1],
    ['hugging-face', 2],
  ] as [ProfileName, number][])('%s', async (profile, at) => {
    const { files } = await prepare(given, { profile, options: { testShare: 0 } });
    const file = files[at];
    const back = await gather(readEvents(new Blob([await bytesOf(file)]), file?.path.split('/').at(-1) ?? ''));
    expect(back).toMatchObject([{ ok: true, event: events[0] }]);
  });

  it.each(['jsonl', 'csv', 'parquet'] as const)('a data set that was loaded from everything as %s', async (profile) => {
    const store = new MemoryBackupStore();
    const file = (await prepare(given, { profile })).files[0];
    const dataSet = await store.import(ids[0] ?? '', { [`set.${profile}`]: await bytesOf(file) });
    expect(mayBringVerdicts(dataSet)).toBe(true);
    const taken: LedgerEvent[] = [];
    const take = async (some: LedgerEvent[]) => void taken.push(...some);
    const run = { store, take, onProgress: () => undefined, signal: { aborted: false } };
    expect(await restoreCameWith(run, dataSet.id)).toMatchObject({ events: 1, refused: [] });
    expect(taken).toEqual(events);
    expect((await store.items(dataSet.id, 0, 1)).map(({ id }) => id)).toEqual([pair.id]);
  });

  it('a backup of version 0 restores, and altered or broken lines of it are named', async () => {
    const lines = [events[0], event(madeId(2), 2)].map((one) => canonicalJson(one));
    const altered = (lines[0] ?? '').replace('"rationale":""', '"rationale":"changed"');
    const text = `\ufeff${[...lines, altered, '{"seq":1}', 'no JSON'].join('\r\n')}\n`;
    const { report, taken } = await restored(new MemoryBackupStore(), new Blob([text]), 'assay-verdicts-2.jsonl');
    expect(taken).toHaveLength(2);
    expect(report.events).toBe(2);
    expect(
      report.refused.map(({ part, reason }) => [part.replace(/.*, /, ''), /altered|lacks|JSON/.exec(reason)?.[0]]),
    ).toEqual([
      ['line 3', 'altered'],
      ['line 4', 'lacks'],
      ['line 5', 'JSON'],
    ]);
  });

  it('a file without verdicts adds nothing, and one that is no rows at all says so', async () => {
    const rows = new Blob(['{"prompt":"a","chosen":"b","rejected":"c"}\n']);
    expect((await restored(new MemoryBackupStore(), rows, 'a.jsonl')).report).toMatchObject({ events: 0, refused: [] });
    await expect(restored(new MemoryBackupStore(), new Blob([]), 'a.jsonl')).rejects.toThrow(/empty/);
  });
});
