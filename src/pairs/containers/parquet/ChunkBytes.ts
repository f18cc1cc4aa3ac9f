import { readBytes, type ByteSource } from '../../ByteSource';
import { crc32 } from '../zip/crc32';
import { pageHeaderOf, type PageHeader } from './PageHeader';
import { ParquetDamage } from './ParquetDamage';
import { ThriftCut, ThriftReader, type ThriftStruct } from './ThriftReader';

/** Read at once of all columns, and of one, so that small pages are not a read each. */
const allWindows = 128 * 1024 * 1024;
const largestWindow = 2 * 1024 * 1024;
const smallestWindow = 16 * 1024;
/** Statistics in a header may hold long texts. */
const firstHeaderBytes = 16 * 1024;
const maxHeaderBytes = 16 * 1024 * 1024;

/** The bytes of one column of one row group, in order. */
export class ChunkBytes {
  #window = new Uint8Array();
  /** Where the window begins in the file, and the next byte in the window. */
  #windowAt: number;
  #at = 0;

  readonly #windowBytes: number;

  /** @param columns that are read beside each other, this one among them. */
  constructor(
    private readonly source: ByteSource,
    private readonly from: number,
    private readonly to: number,
    columns: number,
  ) {
    this.#windowAt = from;
    this.#windowBytes = Math.max(smallestWindow, Math.min(largestWindow, Math.floor(allWindows / columns)));
  }

  get done(): number {
    return this.#windowAt + this.#at - this.from;
  }

  /** Null after the last page. @throws ParquetDamage where there is no header of a page. */
  async header(): Promise<PageHeader | null> {
    if (this.#left() === 0) return null;
    for (let length = firstHeaderBytes; ; length *= 16) {
      const { struct, bytes } = await this.#struct(Math.min(length, this.#left()), length);
      if (struct === null) continue;
      this.#at += bytes;
      return pageHeaderOf(struct);
    }
  }

  /** The bytes of a page, good until the next is asked for. */
  async page({ packedBytes, crc32: sum }: PageHeader): Promise<Uint8Array> {
    if (packedBytes > this.#left()) throw new ParquetDamage('a page goes on beyond the end of its column');
    const bytes = (await this.#ensure(packedBytes)).subarray(0, packedBytes);
    this.#at += packedBytes;
    if (sum !== null && crc32(bytes, 0) !== sum >>> 0) throw new ParquetDamage('the check sum of a page is wrong');
    return bytes;
  }

  async #struct(length: number, wanted: number): Promise<{ struct: ThriftStruct | null; bytes: number }> {
    const reader = new ThriftReader((await this.#ensure(length)).subarray(0, length));
    try {
      return { struct: reader.struct(), bytes: reader.at };
    } catch (error) {
      const isMore = error instanceof ThriftCut && length < this.#left() && wanted < maxHeaderBytes;
      if (isMore) return { struct: null, bytes: 0 };
      throw error;
    }
  }

  #left(): number {
    return this.to - this.#windowAt - this.#at;
  }

  /** The window from the next byte on, with at least so many. */
  async #ensure(length: number): Promise<Uint8Array> {
    if (this.#window.length - this.#at < length) {
      const from = this.#windowAt + this.#at;
      this.#window = await readBytes(this.source, from, Math.min(this.to, from + Math.max(length, this.#windowBytes)));
      this.#windowAt = from;
      this.#at = 0;
    }
    if (this.#window.length - this.#at < length) throw new ParquetDamage('the file ends inside of a page');
    return this.#window.subarray(this.#at);
  }
}
