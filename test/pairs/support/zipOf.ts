import { crc32, deflateRawSync } from 'node:zlib';

/** A file for a zip; what is given beside its name and content is written as it is, true or not. */
export interface FileInZip {
  name: string;
  content: string | Uint8Array;
  isStored?: boolean;
  flags?: number;
  method?: number;
  /** What the directory claims. */
  bytes?: number;
  crc32?: number;
  headerAt?: number;
}

/** A zip written by hand. @param isLarge with zip64 fields and directory, as files over 4 GB have them. */
export function zipOf(files: FileInZip[], isLarge = false): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const content = Buffer.from(file.content);
    const data = file.isStored === true ? content : deflateRawSync(content);
    const name = Buffer.from(file.name);
    const sizes = { packed: data.length, bytes: file.bytes ?? content.length, headerAt: file.headerAt ?? at };
    const common = [file.flags ?? 0, file.method ?? (file.isStored === true ? 0 : 8)];
    const local = Buffer.concat([
      numbers([0x04034b50, 4], [20, 2], [common[0] ?? 0, 2], [common[1] ?? 0, 2], [0, 4], [0, 4], [0, 4], [0, 4]),
      numbers([name.length, 2], [3, 2]),
      name,
      Buffer.from('abc'),
      data,
    ]);
    directory.push(directoryEntry(name, common, file.crc32 ?? crc32(content), sizes, isLarge));
    parts.push(local);
    at += local.length;
  }
  return Buffer.concat([...parts, ...directory, end(files.length, Buffer.concat(directory).length, at, isLarge)]);
}

type Sizes = { packed: number; bytes: number; headerAt: number };

function directoryEntry(name: Buffer, common: number[], sum: number, sizes: Sizes, isLarge: boolean): Buffer {
  const { packed, bytes, headerAt } = sizes;
  const full = 0xffffffff;
  const extra = isLarge ? numbers([1, 2], [24, 2], [bytes, 8], [packed, 8], [headerAt, 8]) : Buffer.alloc(0);
  const shown = isLarge ? [full, full, full] : [packed, bytes, headerAt];
  return Buffer.concat([
    numbers([0x02014b50, 4], [20, 2], [20, 2], [common[0] ?? 0, 2], [common[1] ?? 0, 2], [0, 4], [sum, 4]),
    numbers(
      [shown[0] ?? 0, 4],
      [shown[1] ?? 0, 4],
      [name.length, 2],
      [extra.length, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
    ),
    numbers([shown[2] ?? 0, 4]),
    name,
    extra,
  ]);
}

function end(count: number, bytes: number, at: number, isLarge: boolean): Buffer {
  const short = isLarge ? [0xffff, 0xffffffff, 0xffffffff] : [count, bytes, at];
  const [entries = 0, size = 0, place = 0] = short;
  const plain = numbers([0x06054b50, 4], [0, 4], [entries, 2], [entries, 2], [size, 4], [place, 4], [7, 2]);
  const comment = Buffer.from('comment');
  if (!isLarge) return Buffer.concat([plain, comment]);
  const end64 = numbers(
    [0x06064b50, 4],
    [44, 8],
    [45, 2],
    [45, 2],
    [0, 8],
    [count, 8],
    [count, 8],
    [bytes, 8],
    [at, 8],
  );
  const locator = numbers([0x07064b50, 4], [0, 4], [at + bytes, 8], [1, 4]);
  return Buffer.concat([end64, locator, plain, comment]);
}

/** Little-endian numbers, each with its length in bytes. */
function numbers(...fields: [value: number, length: number][]): Buffer {
  return Buffer.concat(
    fields.map(([value, length]) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(value));
      return bytes.subarray(0, length);
    }),
  );
}
