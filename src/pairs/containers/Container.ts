import type { Encoding } from './detectEncoding';
import type { ZipContent } from './zip/ZipContent';

/** How a text holds its rows, and where the first one begins once gzip is unpacked (after a byte-order mark). */
export type TextContainer = { encoding: Encoding; from: number; isGzipped: boolean } & (
  { kind: 'jsonl' | 'json' } | { kind: 'csv'; delimiter: string }
);

/** How a file holds its rows. The entries of a zip are containers themselves. */
export type Container = TextContainer | { kind: 'parquet'; name: string } | { kind: 'zip'; content: ZipContent };

export type RowsKind = TextContainer['kind'] | 'parquet';
