import type { FigureName, Metric, ScoredItem } from '../Metric';
import { meanOfPresent, placesBy } from '../weightedShares';
import { ppeCorrectnessSets } from './ppeCorrectnessSets';
import { SetFigures, setFigures } from './SetFigures';

/**
 * The figures: of each set accuracy on conflict pairs, the best-of-K curve with its highest and last value and its loss, and
 * ROC AUC; of all the plain mean of the five sets. The mean of the accuracies is what other papers print.
 */
export function ppeCorrectnessMetric(scored: readonly ScoredItem[]): Metric {
  const places = placesBy(scored, ({ item }) => item.subset);
  const sets = ppeCorrectnessSets.map(({ key, title }) => ({
    key,
    title,
    figures: new SetFigures(scored, places.get(key) ?? []),
  }));
  return {
    figures: figuresOf((key) => places.get(key)?.length ?? 0),
    values(weights) {
      const bySet = sets.map(({ figures }) => figures.values(weights));
      const means = setFigures.map((_, at) => meanOfPresent(bySet.map((values) => values[at] ?? NaN)));
      return [...means, ...bySet.flat()];
    },
    curves() {
      const once = new Float64Array(scored.length).fill(1);
      const present = sets.filter(({ figures }) => figures.places.length > 0);
      return present.map(({ key, title, figures }) => ({ key, title, values: figures.curve(once) }));
    },
  };
}

function figuresOf(count: (key: string) => number): FigureName[] {
  const all = ppeCorrectnessSets.map(({ key }) => key);
  const items = all.reduce((sum, key) => sum + count(key), 0);
  const means = setFigures.map(({ key, title, convention }): FigureName => ({
    key,
    title: `Mean of the sets: ${title}`,
    level: key === 'accuracy' ? 'overall' : 'part',
    convention,
    subsets: all,
    items,
  }));
  const parts = ppeCorrectnessSets.flatMap((set) =>
    setFigures.map(({ key, title, convention }): FigureName => ({
      key: `${set.key}/${key}`,
      title: `${set.title}: ${title}`,
      level: key === 'accuracy' ? 'part' : 'detail',
      convention,
      subsets: [set.key],
      items: count(set.key),
    })),
  );
  return [...means, ...parts];
}
