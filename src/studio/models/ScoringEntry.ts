import { demoModel, isModel, precisionOf, type Model } from './Model';

/** Which pairs of a data set an entry scores: all of them, or those that have a gold label when it begins. */
export type ScoredPairs = 'all' | 'gold';

/** One line of the queue: a data set to be scored with a model. Kept as it is, so that a reload finds the same. */
export interface ScoringEntry {
  id: string;
  dataSet: string;
  model: Model;
  pairs: ScoredPairs;
  /** Why it stopped; null while it waits or runs. */
  error: string | null;
}

/** The same model and precision on the same pairs of a data set is the same entry, however often it is asked for. */
export function scoringEntry(dataSet: string, model: Model, pairs: ScoredPairs = 'all'): ScoringEntry {
  const id = [dataSet, model.name, precisionOf(model) ?? '', ...(pairs === 'all' ? [] : [pairs])].join('/');
  return { ...{ id, dataSet, model, pairs }, error: null };
}

/** Entries as an earlier visit left them; whatever has another shape is dropped. */
export function readEntries(kept: unknown): ScoringEntry[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter(isEntry).map(({ dataSet, model, pairs, error }) => ({
    ...scoringEntry(dataSet, model.name === demoModel.name ? demoModel : model, pairs === 'gold' ? 'gold' : 'all'),
    error,
  }));
}

function isEntry(value: unknown): value is ScoringEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { dataSet, model, error } = value as Partial<ScoringEntry>;
  return typeof dataSet === 'string' && isModel(model) && (error === null || typeof error === 'string');
}
