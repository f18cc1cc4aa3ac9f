import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/pairs/importFile';
import { MemoryStore } from '../support/MemoryStore';
import { batchesOf, readAll, sourceOf } from '../support/readAll';

const row = (at: number) => `${JSON.stringify({ prompt: `p${at}`, chosen: 'c'.repeat(1000), rejected: 'r' })}\n`;
const text = Array.from({ length: 3000 }, (_, at) => row(at)).join('');

describe('a file that is changed on disk while it is read', () => {
  let folder = '';
  let path = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-changed-'));
    path = join(folder, 'x.jsonl');
    await writeFile(path, text);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['longer', () => writeFile(path, `${text}${row(3000)}`)],
    ['shorter', () => writeFile(path, text.slice(0, 1_500_000))],
    ['removed', () => rm(path)],
  ])('(%s) is noticed: no row of the new content is read', async (_, change) => {
    const batches = batchesOf(await openAsBlob(path), 'x.jsonl');
    expect((await batches.next()).done).toBe(false);
    await change();
    await expect(batches.next()).rejects.toMatchObject({ name: 'FileChanged', message: /Choose it again/ });
  });

  it('ends the import, and nothing of it is left', async () => {
    const store = new MemoryStore();
    const files = [{ name: 'x.jsonl', file: await openAsBlob(path), mapping: null }];
    const request = { name: 'x.jsonl', files, attribution: null, notice: null };
    let changed: Promise<void> | null = null;
    const onProgress = () => void (changed ??= writeFile(path, 'something else entirely'));
    const run = { id: 'set', importedAt: '2026-01-01T00:00:00.000Z', onProgress, signal: { aborted: false } };
    await expect(importFile(request, store, run)).rejects.toThrow(/Choose it again/);
    expect(await store.folders()).toEqual([]);
  });

  it('is noticed where a source gives fewer bytes than it has', async () => {
    const whole = sourceOf(new TextEncoder().encode(text));
    const short = { size: whole.size, slice: (from: number, to: number) => whole.slice(from, Math.min(to, 2_000_000)) };
    await expect(readAll(short, 'x.jsonl')).rejects.toThrow('shorter than when it was chosen (byte 2000000)');
  });
});

it('a line of 50 MB is one row, plain and in the middle of others', async () => {
  const long = 'x'.repeat(50 * 1024 * 1024);
  const bytes = new TextEncoder().encode(`{"a":1}\n{"a":"${long}"}\n{"a":3}\n`);
  const rows = await readAll(sourceOf(bytes), 'x.jsonl');
  expect(rows.map(({ line, kind }) => [line, kind])).toEqual([1, 2, 3].map((line) => [line, 'row']));
  expect(rows[1]?.kind === 'row' && rows[1].columns['a'] === long).toBe(true);
}, 60_000);
