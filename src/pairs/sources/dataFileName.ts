/** How a file of rows is written, as far as its name tells. */
export type DataFileKind = 'parquet' | 'jsonl' | 'json' | 'csv' | 'zip';

const extensions: { [extension: string]: DataFileKind } = {
  parquet: 'parquet',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'csv',
  zip: 'zip',
};

/** JSON that stands beside rows or checkpoints and holds none. */
const notRows =
  /^(dataset_infos?|dataset_dict|state|config|generation_config|tokenizer(_config)?|special_tokens_map|package(-lock)?|tsconfig)\.json$|\.provenance\.jsonl$/;

/** What a path says of its file; null where it holds no rows that Assay reads. Hidden files and what archivers add are none. */
export function dataFileKind(path: string): DataFileKind | null {
  const parts = path.split('/');
  const name = parts.at(-1)?.toLowerCase() ?? '';
  if (parts.some((part) => part.startsWith('.') || part === '__MACOSX') || notRows.test(name)) return null;
  return extensions[/\.([a-z]+)(?:\.gz)?$/.exec(name)?.[1] ?? ''] ?? null;
}

/** What to give to a file dialog, so that it offers these files. */
export const acceptedFiles = [...Object.keys(extensions).map((extension) => `.${extension}`), '.txt', '.gz'].join(',');
