import type { DataSet } from '../../../pairs/DataSet';
import { idAt, idLength } from '../../../pairs/idBytes';
import type { PairsFound } from '../../../pairs/view/PairsFound';
import type { ViewContract } from '../../../pairs/view/ViewContract';
import { tellsLabel, type ViewFacet } from '../../../pairs/view/ViewFacet';
import { categoryWords, controversialityWords, objectivityWords } from '../../../verdicts/attributeWords';
import type { LabelFold } from '../../../verdicts/LabelFold';
import { goldLabels, type GoldLabels } from './goldLabels';
import type { GoldPair, GoldSet, PairSlice } from './GoldPair';

export interface GoldSources {
  view: Pick<ViewContract, 'among'>;
  fold: Pick<LabelFold, 'labels' | 'attributes'>;
  dataSets: readonly Pick<DataSet, 'id' | 'name'>[];
}

/**
 * The gold pairs of all data sets, each once, with the rewards of two models by their keys (null: a model that was never loaded).
 * A pair that several data sets hold counts in the first of them.
 */
export async function readGoldSet(
  { view, fold, dataSets }: GoldSources,
  keys: readonly [string | null, string | null],
): Promise<GoldSet> {
  const gold = await goldLabels(fold.labels());
  const taken = new Set<number>();
  const pairs: GoldPair[] = [];
  for (const dataSet of dataSets) {
    if (taken.size === gold.labels.length) break;
    const found = await view.among(dataSet.id, gold.pairs, [...keys]);
    for (const [at, place] of found.places.entries()) {
      if (taken.has(place)) continue;
      taken.add(place);
      pairs.push(goldPair({ gold, found, fold, dataSet, place, at }));
    }
  }
  return { pairs, undirected: gold.undirected, elsewhere: gold.labels.length - taken.size };
}

interface Entry {
  gold: GoldLabels;
  found: PairsFound;
  fold: GoldSources['fold'];
  dataSet: Pick<DataSet, 'id' | 'name'>;
  place: number;
  at: number;
}

function goldPair({ gold, found, fold, dataSet, place, at }: Entry): GoldPair {
  const pair = idAt(gold.pairs.subarray(place * idLength, (place + 1) * idLength), 0);
  const of = (model: number) => {
    const rewards = found.rewards[model];
    return {
      pair: [rewards?.first[at] ?? NaN, rewards?.second[at] ?? NaN] as const,
      complete: rewards?.complete[at] === 1,
      tooLong: rewards?.tooLong[at] ?? 0,
    };
  };
  const [older, newer] = [of(0), of(1)];
  return {
    ...{
      pair,
      dataSet: dataSet.id,
      row: found.rows[at] ?? 0,
      itemRow: found.itemRows[at] ?? 0,
      label: gold.labels[place] ?? 0,
    },
    ...{ older: older.pair, newer: newer.pair },
    complete: [older.complete, newer.complete],
    tooLong: [older.tooLong, newer.tooLong],
    slices: [...attributeSlices(fold, pair), { facet: 'data set', value: dataSet.name }, ...columnSlices(found, at)],
  };
}

/** What people verified of a pair. */
function attributeSlices(fold: GoldSources['fold'], pair: string): PairSlice[] {
  const said = fold.attributes(pair)?.data;
  if (!said) return [];
  const { category, objectivity, controversiality } = said;
  return [
    { facet: 'category, verified', value: category && categoryWords[category] },
    { facet: 'objectivity, verified', value: objectivity && objectivityWords[objectivity] },
    { facet: 'controversiality, verified', value: controversiality && controversialityWords[controversiality] },
  ].flatMap(({ facet, value }) => (value ? [{ facet, value }] : []));
}

/** The columns of its row. What the source says of the label is none to slice by: the gold label counts here. */
function columnSlices({ facets }: PairsFound, at: number): PairSlice[] {
  return facets
    .filter(({ name }) => !tellsLabel(name))
    .flatMap((facet) => {
      const value = valueOf(facet, at);
      return value === null ? [] : [{ facet: facet.name, value }];
    });
}

function valueOf({ codes, options }: ViewFacet, at: number): string | null {
  const code = codes[at] ?? 0;
  const option = options.find((one) => one.codes.includes(code));
  return option?.kind === 'value' ? option.value : null;
}
