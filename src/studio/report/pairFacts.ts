import { otherValue } from '../../pairs/PairIndex';
import type { PairFacts } from '../../quality/JudgedPair';
import { randomKey } from '../../queue/randomKey';
import type { LabelFold } from '../../verdicts/LabelFold';
import type { OpenDataSet } from '../OpenDataSet.svelte';

const noCategory = 'no category';

/**
 * What data set and model say of a judged pair. Its category is what a person verified, else the rows' own, else their source.
 *
 * @param seed the word that the queue's seed stands for; null where no queue was made yet.
 */
export function pairFacts(open: OpenDataSet, fold: LabelFold, pair: string, seed: number | null): PairFacts {
  const row = open.rowOf(pair) ?? -1;
  const { index, rewards } = open;
  return {
    label: index.labels[row] ?? 0,
    margin: (rewards.first[row] ?? NaN) - (rewards.second[row] ?? NaN),
    category: fold.attributes(pair)?.data.category?.replaceAll('_', ' ') ?? categoryOfRow(open, row),
    place: seed === null ? NaN : randomKey(index.pairIds, row, seed) / 2 ** 32,
  };
}

function categoryOfRow({ index }: OpenDataSet, row: number): string {
  const facet = index.facets.find(({ name }) => /(^|[._])category$/i.test(name));
  const code = facet?.codes[row] ?? 0;
  if (facet && code !== 0 && code !== otherValue) return facet.values[code - 1] ?? noCategory;
  return index.sourceNames[index.sources[row] ?? 0] ?? noCategory;
}
