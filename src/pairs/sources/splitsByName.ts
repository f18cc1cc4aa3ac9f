import { groupedBy } from './groupedBy';
import { dataFileKind, type DataFileKind } from './dataFileName';
import type { HubFile, HubSplit } from './HubDataSet';

/** The split that a word in a path names, as `datasets` reads it. */
const words: [split: string, word: RegExp][] = [
  ['train', /^train(ing)?$/],
  ['validation', /^(validation|valid|dev|val)$/],
  ['test', /^(test|testing|eval|evaluation)$/],
];
const kinds: DataFileKind[] = ['parquet', 'jsonl', 'json', 'csv', 'zip'];

/** `data/NAME-00000-of-00005…`, whatever the name. */
const shard = /(?:^|\/)([\w.]+?)-\d{5}-of-\d{5}[^/]*$/;

/**
 * Divides files into splits by their names, where a card does not: shards by the name before their number, others by a word
 * such as `train` or `test` in their path, the last one counting; all of them are `train` where no path has such a word.
 * Files of one kind make a data set: the most frequent kind counts, Parquet where several are as frequent.
 */
export function splitsByName(files: HubFile[]): HubSplit[] {
  const kind = mostFrequentKind(files);
  const named = files
    .filter(({ path }) => kind !== null && dataFileKind(path) === kind)
    .map((file) => ({ file, name: splitOf(file.path) }));
  const chosen = named.some(({ name }) => name !== null)
    ? named.filter(({ name }) => name !== null)
    : named.map(({ file }) => ({ file, name: 'train' }));
  const splits = groupedBy(chosen, ({ name }) => name ?? '');
  return inOrder(
    [...splits].map(([name, of]) =>
      splitOfFiles(
        name,
        of.map(({ file }) => file),
      ),
    ),
  );
}

/** A split with its files in the order of their names. */
export function splitOfFiles(name: string, files: HubFile[], isPartial = false): HubSplit {
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { name, files: sorted, bytes: sorted.reduce((sum, { bytes }) => sum + bytes, 0), isPartial };
}

/** train, validation, test, then the others as they came. */
export function inOrder(splits: HubSplit[]): HubSplit[] {
  const place = ({ name }: HubSplit) => {
    const known = words.findIndex(([split]) => split === name);
    return known < 0 ? words.length : known;
  };
  return splits.toSorted((one, other) => place(one) - place(other));
}

function mostFrequentKind(files: HubFile[]): DataFileKind | null {
  const count = (kind: DataFileKind) => files.filter(({ path }) => kind !== null && dataFileKind(path) === kind).length;
  return kinds.reduce<DataFileKind | null>((best, kind) => {
    return count(kind) > (best === null ? 0 : count(best)) ? kind : best;
  }, null);
}

function splitOf(path: string): string | null {
  const sharded = shard.exec(path)?.[1];
  if (sharded !== undefined) return sharded;
  const parts = path.toLowerCase().split(/[/\\._ -]+/);
  const named = parts.flatMap((part) => words.find(([, word]) => word.test(part))?.[0] ?? []);
  return named.at(-1) ?? null;
}
