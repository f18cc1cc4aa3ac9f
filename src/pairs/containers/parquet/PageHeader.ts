import { ParquetDamage } from './ParquetDamage';
import { countIn, structIn, wholeIn } from './thriftFields';
import type { ThriftStruct } from './ThriftReader';

/** Unpacked, one page of one column: what claims more than any text needs is not unpacked. */
const maxPageBytes = 256 * 1024 * 1024;
/** A run of nulls or of one value has few bytes, however long it is. */
const maxPageValues = 2 ** 24;

const kinds = ['data', 'index', 'dictionary', 'data2'] as const;

/** What stands before a page. */
export interface PageHeader {
  kind: (typeof kinds)[number];
  packedBytes: number;
  unpackedBytes: number;
  crc32: number | null;
  /** Values with nulls and empty lists. Index pages have none. */
  values: number;
  encoding: number;
  /** Only of `data2`: what its levels take, which are never packed, and whether the rest is. */
  definitionBytes: number;
  repetitionBytes: number;
  isPacked: boolean;
  nulls: number | null;
}

/** @throws ParquetDamage where the header says what cannot be. */
export function pageHeaderOf(struct: ThriftStruct): PageHeader {
  const kind = kinds[wholeIn(struct, 1) ?? -1];
  if (kind === undefined) throw new ParquetDamage('a page of an unknown kind');
  const about = structIn(struct, { data: 5, index: 6, dictionary: 7, data2: 8 }[kind]) ?? new Map();
  const values = kind === 'index' ? 0 : countIn(about, 1, 'the number of values of a page');
  if (values > maxPageValues) throw new ParquetDamage(`a page claims ${values} values, more than ${maxPageValues}`);
  const unpackedBytes = countIn(struct, 2, 'the size of a page');
  if (unpackedBytes > maxPageBytes)
    throw new ParquetDamage(`a page claims ${unpackedBytes} bytes, more than ${maxPageBytes}`);
  const isSecond = kind === 'data2';
  const levelBytes = (field: number) => (isSecond ? countIn(about, field, 'the size of levels') : 0);
  return {
    kind,
    packedBytes: countIn(struct, 3, 'the size of a page'),
    unpackedBytes,
    crc32: wholeIn(struct, 4),
    values,
    encoding: wholeIn(about, isSecond ? 4 : 2) ?? -1,
    definitionBytes: levelBytes(5),
    repetitionBytes: levelBytes(6),
    isPacked: about.get(7) !== false || !isSecond,
    nulls: isSecond ? countIn(about, 2, 'the number of nulls of a page') : null,
  };
}
