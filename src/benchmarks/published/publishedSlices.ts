import type { Share } from '../../quality/Share';
import { shareOf } from '../../quality/shareOf';
import { judgeBenchCategories } from '../judgeBench/judgeBenchParts';
import { judgeBenchSkywork } from './judgeBenchSkywork';
import { ppeCorrectnessAccuracy } from './ppeCorrectnessAccuracy';
import type { PublishedTable } from './PublishedTable';
import { rmBenchLeaderboard } from './rmBenchLeaderboard';

/** A slice of a data set by one of its columns, with each model's share of pairs that agree with the label. */
export interface NamedSlice {
  option: { value: string };
  accuracy: Share[];
}

/** A subset of a benchmark as slices of a data set hold it. */
export interface PublishedSubset {
  title: string;
  /** Its column in the table. */
  at: number;
  /** By model. */
  shares: Share[];
}

interface Rule {
  /** What the name of the data set holds, less all that is no letter or digit. */
  name: string;
  table: PublishedTable;
  /** The key of a slice's value in the table; null: it belongs to none. */
  keyOf: (value: string) => string | null;
}

/** Only tables whose figure is the share of pairs in which the chosen response is strictly ahead: that is what a slice says. */
const rules: Rule[] = [
  {
    name: 'judgebench',
    table: judgeBenchSkywork,
    keyOf: (value) => {
      const category = judgeBenchCategories.find(({ prefix }) => value.startsWith(prefix));
      return category ? `gpt-4o/${category.key}/two_orders` : null;
    },
  },
  { name: 'rmbench', table: rmBenchLeaderboard, keyOf: (value) => value.split(/[-_.]/)[0] ?? null },
  { name: 'ppe', table: ppeCorrectnessAccuracy, keyOf: (value) => `${value}/accuracy` },
];

/**
 * The published table whose subsets the slices of a data set are, with the slices of each subset taken together. Null where the
 * data set's name names no such benchmark, or no slice is one of its subsets.
 */
export function publishedSlices(
  dataSet: string,
  slices: readonly NamedSlice[],
): { table: PublishedTable; subsets: PublishedSubset[] } | null {
  const name = dataSet.toLowerCase().replace(/[^a-z0-9]/g, '');
  const rule = rules.find((one) => name.includes(one.name));
  if (!rule) return null;
  const subsets = rule.table.keys.flatMap((key, at) => {
    const own = slices.filter(({ option }) => rule.keyOf(option.value.toLowerCase()) === key);
    const parts = key.split('/');
    return own.length === 0 ? [] : [{ title: parts[parts.length === 3 ? 1 : 0] ?? key, at, shares: together(own) }];
  });
  return subsets.length === 0 ? null : { table: rule.table, subsets };
}

/** The shares of several slices as one, by model. */
function together(slices: readonly NamedSlice[]): Share[] {
  return (slices[0]?.accuracy ?? []).map((_, model) => {
    let [hits, of] = [0, 0];
    for (const { accuracy } of slices) {
      const share = accuracy[model];
      if (share?.kind !== 'share') continue;
      hits += share.hits;
      of += share.of;
    }
    return shareOf(hits, of, 'No pair of it has a label.');
  });
}
