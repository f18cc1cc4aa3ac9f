import fc from 'fast-check';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackLz4 } from '../../../src/pairs/containers/parquet/lz4';
import { ParquetDamage } from '../../../src/pairs/containers/parquet/ParquetDamage';
import { readDeltas } from '../../../src/pairs/containers/parquet/readDeltas';
import { readHybrid } from '../../../src/pairs/containers/parquet/readHybrid';
import { ThriftReader } from '../../../src/pairs/containers/parquet/ThriftReader';
import { prepareCodecs, unpackPage } from '../../../src/pairs/containers/parquet/unpackPage';

/** A number in digits of seven bits. */
function digits(value: bigint): number[] {
  return value < 0x80n ? [Number(value)] : [Number(value & 0x7fn) | 0x80, ...digits(value >> 7n)];
}

/** Random bytes give what they say or damage, and never anything else. */
function givesOrRefuses(read: (bytes: Uint8Array) => unknown): void {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        read(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ParquetDamage);
      }
    }),
    { numRuns: 2000 },
  );
}

describe('what Parquet claims is compared with its bytes', () => {
  it.each([
    ['a list of a billion structs in five bytes', [0x19, 0xfc, ...digits(10n ** 9n)], /cut off/],
    ['a list of more than 2^53', [0x19, 0xf3, ...digits(2n ** 60n), 0, 0], /cut off/],
    ['a text of a billion bytes', [0x18, ...digits(10n ** 9n)], /cut off/],
    ['structs a thousand deep', Array.from({ length: 1000 }, () => 0x1c), /more than 32 deep/],
    ['lists a thousand deep', [0x19, ...Array.from({ length: 1000 }, () => 0x19)], /more than 32 deep/],
    ['a number that never ends', [0x16, ...Array.from({ length: 1000 }, () => 0x80)], /more than ten bytes/],
    ['a type that there is not', [0x1d, 0, 0], /unknown type 13/],
  ])('a header with %s', (_, bytes, reason) => {
    expect(() => new ThriftReader(Uint8Array.from(bytes)).struct()).toThrow(reason);
  });

  it('a run that goes on beyond its page ends with it; packed bits that are not there are missed', () => {
    expect([...readHybrid(Uint8Array.from([...digits(2n ** 31n), 1]), 1, 3)]).toEqual([1, 1, 1]);
    expect([...readHybrid(Uint8Array.from([3, 0b11100100, 0]), 2, 4)]).toEqual([0, 1, 2, 3]);
    expect(() => readHybrid(Uint8Array.from([...digits(2n ** 31n + 1n), 1]), 1, 100)).toThrow(/cut off/);
    expect(() => readHybrid(Uint8Array.from([0, 0, 0, 0]), 3, 1)).toThrow(/cut off/);
  });

  it('differences in more parts than any writer makes are refused before anything is made of them', () => {
    const header = (...numbers: bigint[]) => Uint8Array.from(numbers.flatMap(digits));
    expect(() => readDeltas(header(128n, 2n ** 30n, 5n, 0n), 0, 5, 64)).toThrow(/parts/);
    expect(() => readDeltas(header(2n ** 40n, 4n, 5n, 0n), 0, 5, 64)).toThrow(/blocks of/);
    expect(() => readDeltas(header(128n, 4n, 2n ** 40n, 0n), 0, 5, 64)).toThrow(/1099511627776 differences where 5/);
    expect(readDeltas(header(128n, 4n, 1n, 13n), 0, 1, 64).values).toEqual([-7n]);
  });

  it('random bytes are values or damage', () => {
    givesOrRefuses((bytes) => new ThriftReader(bytes).struct());
    givesOrRefuses((bytes) => readHybrid(bytes, (bytes[0] ?? 0) % 34, 1000));
    givesOrRefuses((bytes) => readDeltas(bytes, 0, 3, 32));
    givesOrRefuses((bytes) => unpackLz4(bytes, 100));
  });
});

describe('a page unpacks to what its header says or not at all', () => {
  const codecs = { snappy: 1, gzip: 2, lzo: 3, brotli: 4, hadoopLz4: 5, zstd: 6, lz4: 7 };
  const zeros = Buffer.alloc(1000);

  it.each(Object.entries(codecs))('%s: random bytes are damage', async (_, codec) => {
    await prepareCodecs([codec]);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        try {
          expect(unpackPage(codec, bytes, 1000)).toHaveLength(1000);
        } catch (error) {
          expect(error).toBeInstanceOf(ParquetDamage);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([999, 1001])('gzip of 1000 bytes where %i are due', (due) => {
    expect(() => unpackPage(codecs.gzip, gzipSync(zeros), due)).toThrow(ParquetDamage);
    expect(() => unpackPage(codecs.gzip, deflateRawSync(zeros), due)).toThrow(ParquetDamage);
    expect(unpackPage(codecs.gzip, gzipSync(zeros), 1000)).toHaveLength(1000);
    const members = Buffer.concat([gzipSync(Buffer.from('one')), gzipSync(Buffer.from('two'))]);
    expect(Buffer.from(unpackPage(codecs.gzip, members, 6)).toString()).toBe('onetwo');
  });

  it('a gzip bomb stops at the page’s end', () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(() => unpackPage(codecs.gzip, bomb, 1000)).toThrow(ParquetDamage);
  });

  it('LZ4 that copies more than there is room for, and Snappy that says another size', () => {
    expect(() => unpackLz4(Uint8Array.from([0x1f, 65, 1, 0, 255, 255, 255, 0]), 20)).toThrow(/damaged/);
    expect([...unpackLz4(Uint8Array.from([0x15, 65, 1, 0]), 10)]).toEqual(Array.from({ length: 10 }, () => 65));
    expect(() => unpackPage(codecs.snappy, Uint8Array.from([0xff, 0xff, 0x7f, 0, 65]), 1)).toThrow(/say 2097151 bytes/);
  });
});
