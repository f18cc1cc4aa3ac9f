import type { Queue } from '../../queue/Queue';
import type { QueueRequest } from '../../queue/QueueRequest';
import type { Accuracy } from '../../rewards/accuracy';
import type { Parity } from '../../rewards/parity/Parity';
import type { RewardData } from '../../rewards/RewardColumns';
import type { RewardRow } from '../../rewards/RewardRow';
import type { IdPlacesData } from '../columns/IdPlaces';
import type { PairIndex } from '../PairIndex';
import type { PairCounts } from './countPairs';
import type { PairQuery } from './PairQuery';
import type { PairsFound } from './PairsFound';
import type { SearchProgress } from './searchTexts';

/** A data set with one model's rewards, as the worker hands it over: taken up by `DataSetView.of`. */
export interface ViewColumns {
  index: PairIndex;
  /** Of `IdPlaces` over the pair ids, and over the response ids (`responseTable`). */
  pairs: IdPlacesData;
  responses: IdPlacesData;
  rewards: RewardData;
  /** `verdictStates` by row. */
  verdicts: Uint8Array;
  /** Whether page and worker see one memory: what the page writes, the worker reads. Else each change is told by `take`. */
  isShared: boolean;
}

/** What the page changes in columns that it does not share. */
export interface ColumnChanges {
  rewards?: RewardRow[];
  verdicts?: { row: number; state: number }[];
}

/** Labels of verdicts as columns: 32 bytes a pair, and the `verdictStates` of each. */
export interface VerdictColumns {
  pairs: Uint8Array;
  states: Uint8Array;
}

/** What a list of data sets says of one. */
export interface Summary {
  gold: number;
  judged: number;
  disagreements: number;
  /** Responses of pairs that the model has scored or found too long. */
  scored: number;
}

/**
 * The worker that looks over all pairs of a data set, so that the page never has to. Rewards are named by the key of their
 * table, null: of no model. Where a verb may give null, a newer call of the same verb has taken its place.
 */
export interface ViewContract {
  /** Opens a data set and keeps it open beside the others until `close`. What was open of it before is forgotten. */
  open(dataSet: string, rewardsKey: string | null): Promise<ViewColumns>;
  close(dataSet: string): Promise<void>;
  /** Columns of a data set for somebody's own use, its rewards not those of the view; it need not be open. */
  columns(dataSet: string, rewardsKey: string): Promise<Omit<ViewColumns, 'pairs' | 'verdicts'>>;
  /** Takes other rewards into the view of an open data set. */
  rewards(dataSet: string, rewardsKey: string | null): Promise<RewardData>;
  take(dataSet: string, changes: ColumnChanges): Promise<void>;
  /** The rows that a query shows. A query with a text shows what `search` has found so far. */
  select(dataSet: string, query: PairQuery): Promise<Uint32Array | null>;
  count(dataSet: string, query: PairQuery): Promise<PairCounts | null>;
  accuracy(dataSet: string): Promise<Accuracy | null>;
  queue(dataSet: string, request: QueueRequest): Promise<Queue>;
  /** Looks for a text in all pairs; ends the search before it. Resolves when all is searched or the search was ended. */
  search(dataSet: string, text: string, words: boolean, onProgress: (progress: SearchProgress) => void): Promise<void>;
  /** Ends the running search; what it has found stays found. */
  stopSearch(dataSet: string): Promise<void>;
  /** Ends the running search and forgets what was found. */
  endSearch(dataSet: string): Promise<void>;
  /** The beginnings of the prompts of some rows, in one line each; null once newer rows were asked for. */
  previews(dataSet: string, rows: Uint32Array): Promise<string[] | null>;
  /** How many responses of an open data set's pairs (two a pair) have a reward, for each of these keys. */
  coverage(dataSet: string, rewardsKeys: string[]): Promise<number[]>;
  /** How one run's rewards of an open data set stand to those of another, both by the keys of their rewards. */
  parity(dataSet: string, rewardsKey: string, referenceKey: string): Promise<Parity>;
  /** What a data set, which need not be open, holds of some pairs (32 bytes an id), with the rewards under these keys (null: none). */
  among(dataSet: string, pairs: Uint8Array, rewardsKeys: (string | null)[]): Promise<PairsFound>;
  /** Counts of a data set that need not be open. */
  summary(dataSet: string, rewardsKey: string | null, verdicts: VerdictColumns): Promise<Summary>;
}
