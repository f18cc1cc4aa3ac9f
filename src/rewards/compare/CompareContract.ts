import type { FacetOption } from '../../pairs/view/ViewFacet';
import type { Selection } from './Selection';
import type { CompareViews, ViewsRequest } from './CompareViews';
import type { Statistic } from '../Statistic';

/** What the page tells of a pair's verdicts: the verdict column is its own. */
export interface VerdictChange {
  row: number;
  /** `verdictStates`. */
  state: number;
  /** `labelCodes` of what the verdicts fold to; none where they choose nothing. */
  label: number;
}

/** How one model scored the data set. */
export interface ModelFacts {
  /** Of its rewards. */
  key: string;
  /** Pairs whose two responses the model has scored. */
  scored: number;
  /** Of its margins (first less second, in canonical order) over the compared pairs; null without any. */
  mean: number | null;
  deviation: number | null;
  /** What margins are divided by to be standardised: the root of their mean square. Null: there are none. */
  scale: number | null;
  /** All margins are zero: the rewards say nothing, and what is divided by their spread is undefined. */
  isConstant: boolean;
}

/** Something that pairs can be sliced by. `tellsLabel` says by its name whether it may tell the label. */
export interface SliceFacts {
  facet: string;
  options: Pick<FacetOption, 'kind' | 'value'>[];
}

/** What is open: the same for every selection. */
export interface CommitteeFacts {
  pairs: number;
  /** Pairs that every model of the committee has scored: only these are compared. */
  compared: number;
  /** Compared pairs whose label chooses a response. */
  labelled: number;
  models: ModelFacts[];
  slices: SliceFacts[];
  /** Whether format and refusals of the texts have been read (`readTexts`). */
  textsRead: boolean;
}

export interface TextsProgress {
  done: number;
  total: number;
}

export const tableSorts = ['file', 'margin', 'size', 'spread', 'length'] as const;

/** `margin` and `size` (without its sign) of one model; `spread`: largest less smallest standardised margin. */
export interface TableSort {
  by: (typeof tableSorts)[number];
  /** Place in the committee; of no meaning where the sort asks no model. */
  model: number;
  descending: boolean;
}

export interface TableRow {
  /** Of the pair index. */
  row: number;
  /** `labelCodes`: the gold label where there is one, else the source's. */
  label: number;
  /** `verdictStates`. */
  state: number;
  /** Standardised, oriented to the label, by model. Zero where all of the model's are. */
  margins: number[];
  /** The same in the model's own unit. */
  rawMargins: number[];
  /** UTF-16 units, oriented as the margins. */
  lengthDifference: number;
}

export interface TableRows {
  total: number;
  rows: TableRow[];
}

/** Where the compared pairs stand on two models' axes, one entry a point. */
export interface ScatterPoints {
  /** Standardised margins, oriented to the label. */
  x: Float32Array;
  y: Float32Array;
  /** The row of the pair index. */
  rows: Uint32Array;
  /** Pearson's r over all compared pairs, each in both orders. */
  correlation: Statistic;
}

/**
 * The worker that compares a committee of models on one data set. A model is named by the key of its rewards. Selections name
 * models by their place in the committee. Where a verb may give null, a newer call of the same verb has taken its place.
 */
export interface CompareContract {
  /**
   * Opens a committee in place of the one before, with the verdicts given so far. One model is a committee too.
   *
   * @throws RangeError without a model, with the same one twice, or with more than 16.
   */
  open(dataSet: string, models: string[], verdicts: VerdictChange[]): Promise<CommitteeFacts>;
  /** Forgets the committee and its columns. */
  close(): Promise<void>;
  /** Takes all verdicts of the open data set in place of those before; a gold label stands in for the source's. */
  take(verdicts: VerdictChange[]): Promise<CommitteeFacts>;
  /** The numbers of every chart. */
  views(selection: Selection, request: ViewsRequest): Promise<CompareViews | null>;
  /** Rows [from, to) of the table of the selected pairs. */
  rows(selection: Selection, sort: TableSort, from: number, to: number): Promise<TableRows | null>;
  /** The rows (of the pair index) of all selected pairs in the order of the file: what a queue is made of. */
  selected(selection: Selection): Promise<Uint32Array>;
  /** The coordinates of every compared pair: asked for once for two models, and again after `take` has given other facts. */
  points(a: number, b: number): Promise<ScatterPoints>;
  /** Reads format and refusals of all texts, once; a newer call, `open` or `close` ends it. Then facts and views have them. */
  readTexts(onProgress: (progress: TextsProgress) => void): Promise<CommitteeFacts>;
  stopTexts(): Promise<void>;
}
