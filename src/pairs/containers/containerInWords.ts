import type { Container, RowsKind, TextContainer } from './Container';

const kinds = { jsonl: 'JSON Lines', json: 'JSON', csv: 'CSV', parquet: 'Parquet' };
const delimiters: { [delimiter: string]: string } = { ',': 'commas', '\t': 'tabs', ';': 'semicolons', '|': 'bars' };
const encodings = { 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252 (Latin-1)' };

/** How a file holds its rows, as people say it. `kind` is that of the first row. */
export function containerInWords(container: Container, kind: RowsKind): string {
  if (container.kind === 'parquet') return kinds.parquet;
  if (container.kind !== 'zip') return textInWords(container);
  const { entries, refused } = container.content;
  const count = entries.length === 1 ? '1 file' : `${entries.length} files`;
  const rest = refused.length === 0 ? '' : `; ${refused.length} more not read`;
  return `zip of ${count}, ${kinds[kind]}${rest}`;
}

function textInWords(container: TextContainer): string {
  const { kind, encoding, isGzipped } = container;
  const divided = container.kind === 'csv' && container.delimiter !== ',';
  return [
    divided ? `${kinds[kind]} divided by ${delimiters[container.delimiter] ?? container.delimiter}` : kinds[kind],
    ...(isGzipped ? ['in gzip'] : []),
    ...(encoding === 'utf-8' ? [] : [`text in ${encodings[encoding]}`]),
  ].join(', ');
}
