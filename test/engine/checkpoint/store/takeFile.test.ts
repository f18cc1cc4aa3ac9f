import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryFolder } from '../../../../src/engine/files/MemoryFolder';
import type { OfferedFile, OpenedOrigin } from '../../../../src/engine/checkpoint/origins/OpenedOrigin';
import { ProgressMeter } from '../../../../src/engine/checkpoint/stored/ProgressMeter';
import { takeFile, trustedBytes } from '../../../../src/engine/checkpoint/stored/takeFile';
import { TransferError } from '../../../../src/hub/TransferError';
import { startNodeHash } from '../../../../server/nodeHash';
import { get, put } from '../../files/folderClaims';

const content = Uint8Array.from({ length: 60 }, (_, index) => (index * 37) % 251);
const hex = (algorithm: string, ...parts: (string | Uint8Array)[]) => {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const sha256 = hex('sha256', content);
const gitSha1 = hex('sha1', `blob ${content.length}\0`, content);
const offered: OfferedFile = { path: 'w', bytes: content.length, sha256, gitSha1: null, etag: null };

/** An origin whose answers have these lengths, one after another, and then break; the last ones are whole. */
function brokenOrigin(lengths: number[], ignoresRange: boolean): { origin: OpenedOrigin; starts: number[] } {
  const starts: number[] = [];
  const answers = [...lengths];
  const arrive: OpenedOrigin['arrive'] = async (_, asked) => {
    const start = ignoresRange ? 0 : asked;
    starts.push(asked);
    const length = answers.shift();
    return { start, pieces: pieces(start, length) };
  };
  async function* pieces(start: number, length?: number) {
    const end = length === undefined ? content.length : Math.min(content.length, start + length);
    for (let at = start; at < end; at += 7) yield content.slice(at, Math.min(end, at + 7));
    if (length !== undefined) throw new TransferError('connection', 'cut');
  }
  const source = { kind: 'folder', name: 'made' } as const;
  return {
    starts,
    origin: { name: 'made', source, key: 'made', licence: null, listed: [], find: async () => null, arrive },
  };
}

function transferOf(origin: OpenedOrigin, folder: MemoryFolder, attempts: number) {
  const meter = new ProgressMeter(content.length, () => undefined);
  const retries = { attempts, wait: () => Promise.resolve() };
  return { origin, folder, startHash: startNodeHash, retries, meter, signal: new AbortController().signal };
}

describe('a file that is taken', () => {
  test('after a cut at any byte is continued at exactly that byte', async () => {
    for (let cut = 0; cut < content.length; cut += 1) {
      const folder = new MemoryFolder();
      const { origin, starts } = brokenOrigin([cut], false);
      await expect(takeFile(transferOf(origin, folder, 1), offered)).rejects.toThrow('cut');
      expect(await get(folder, 'w')).toEqual([...content.slice(0, cut)]);
      expect(await takeFile(transferOf(origin, folder, 1), offered)).toBe(sha256);
      expect(await get(folder, 'w')).toEqual([...content]);
      expect(starts).toEqual([0, cut]);
    }
  });

  test('over any series of cuts, with ranges or without, is the identical file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(70), { maxLength: 6 }), fc.boolean(), async (cuts, ignoresRange) => {
        const folder = new MemoryFolder();
        const { origin } = brokenOrigin(cuts, ignoresRange);
        expect(await takeFile(transferOf(origin, folder, 99), offered)).toBe(sha256);
        expect(await get(folder, 'w')).toEqual([...content]);
      }),
    );
  });

  test('is checked by git’s hash where the origin knows no other', async () => {
    const { origin } = brokenOrigin([], false);
    const file = { ...offered, sha256: null, gitSha1 };
    expect(await takeFile(transferOf(origin, new MemoryFolder(), 1), file)).toBe(sha256);
    const folder = new MemoryFolder();
    const wrong = { ...file, gitSha1: '0'.repeat(40) };
    await expect(takeFile(transferOf(origin, folder, 1), wrong)).rejects.toMatchObject({ problem: 'changed' });
    expect(await folder.list()).toEqual([]);
  });

  test('and is longer than announced is refused, and does not stay', async () => {
    const folder = new MemoryFolder();
    const { origin } = brokenOrigin([], false);
    await expect(takeFile(transferOf(origin, folder, 1), { ...offered, bytes: 50 })).rejects.toThrow(/sends more/);
    expect(await folder.list()).toEqual([]);
  });

  test('in the place of a longer one is taken from its start', async () => {
    const folder = new MemoryFolder();
    await put(folder, 'w', new Uint8Array(99));
    await takeFile(transferOf(brokenOrigin([], false).origin, folder, 1), offered);
    expect(await get(folder, 'w')).toEqual([...content]);
  });

  test('without a known hash goes on only from what was made durable for certain', () => {
    const megabytes = (count: number) => count * 1024 * 1024;
    const file = { ...offered, bytes: megabytes(500), sha256: null };
    const trusted = [0, 64, 127, 128, 200, 500].map((count) => trustedBytes(file, megabytes(count)));
    expect(trusted).toEqual([0, 0, 0, 64, 128, 384].map(megabytes));
    expect(trustedBytes({ ...file, sha256 }, megabytes(99))).toBe(megabytes(99));
    expect(trustedBytes(file, megabytes(501))).toBe(0);
  });
});

test('progress is told at most ten times a second, with a rate that resumed bytes do not raise', () => {
  let now = 0;
  const told: { doneBytes: number; bytesPerS: number; secondsLeft: number | null }[] = [];
  const meter = new ProgressMeter(
    2_000,
    (progress) => told.push(progress),
    () => now,
  );
  meter.skipped(1_000);
  for (now = 1; now <= 1_000; now += 1) meter.moved(1);
  expect(told.length).toBe(10);
  expect(told.at(-1)?.doneBytes).toBe(2_000);
  expect(told.at(-1)?.bytesPerS).toBeCloseTo(1_000, -1);
  expect(told[4]?.secondsLeft).toBeCloseTo(0.5, 1);
});
