import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from '../../src/pairs/containers/zip/crc32';
import { entryBytes } from '../../src/pairs/containers/zip/entryBytes';
import { readDirectory } from '../../src/pairs/containers/zip/readDirectory';
import { storedZip, type StoredPart } from '../../src/pairs/export/storedZip';
import { gather } from './support/gather';

interface Part extends StoredPart {
  content: Uint8Array<ArrayBuffer>;
}

function part(path: string, content: Uint8Array<ArrayBuffer>): Part {
  return { path, content, bytes: content.length, crc32: crc32(content, 0) };
}

function zipOf(parts: Part[]): Blob {
  const { heads, tail } = storedZip(parts);
  return new Blob([...parts.flatMap(({ content }, at) => [...heads.slice(at, at + 1), content]), tail]);
}

it('what is put into a zip comes out of it, under its name', async () => {
  const content = fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes));
  const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(names, fc.array(content, { minLength: 6, maxLength: 6 }), async (paths, contents) => {
      const parts = paths.map((path, at) => part(path, contents[at] ?? new Uint8Array()));
      const zip = zipOf(parts);
      const entries = await readDirectory(zip, 'made.zip');
      expect(entries.map(({ name }) => name)).toEqual(paths);
      for (const [at, entry] of entries.entries()) {
        const chunks = await gather(entryBytes(zip, { ...entry, method: 'stored' }));
        expect(Buffer.concat(chunks.map(({ bytes }) => bytes))).toEqual(Buffer.from(parts[at]?.content ?? []));
      }
    }),
  );
});

it('sizes and places beyond 4 GB, and more than 65,535 files, are said as zip64 does', async () => {
  const large = { path: 'large', bytes: 5 * 2 ** 30, crc32: 7 };
  const { heads, tail } = storedZip([large, { path: 'after', bytes: 3, crc32: 8 }]);
  const at = large.bytes + 3 + heads.reduce((sum, head) => sum + head.length, 0);
  // Only the directory is read: the tail reaches back over it.
  const entries = await readDirectory({ size: at + tail.length, slice: sliceOfTail(tail, at) }, 'large.zip');
  expect(entries).toMatchObject([
    { name: 'large', bytes: large.bytes, packedBytes: large.bytes, headerAt: 0, crc32: 7 },
    { name: 'after', bytes: 3, headerAt: (heads[0]?.length ?? 0) + large.bytes },
  ]);
  const many = storedZip(Array.from({ length: 70_000 }, (_, n) => ({ path: String(n), bytes: 0, crc32: 0 })));
  const whole = new Blob([...many.heads, many.tail]);
  expect(await readDirectory(whole, 'many.zip')).toHaveLength(70_000);
});

/** A file of which only the end is there; what lies before it reads as zeros. */
function sliceOfTail(tail: Uint8Array<ArrayBuffer>, at: number) {
  return (from: number, to: number) => ({
    arrayBuffer: async () => {
      const bytes = new Uint8Array(to - from);
      const begin = Math.max(from, at);
      if (begin < to) bytes.set(tail.subarray(begin - at, to - at), begin - from);
      return bytes.buffer;
    },
  });
}
