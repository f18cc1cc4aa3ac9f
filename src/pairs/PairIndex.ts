/** Codes of `PairIndex.labels`: what the source says, in canonical order. */
export const labelCodes = { none: 0, first: 1, second: 2, tie: 3, both_bad: 4 } as const;

/** Codes of `PairIndex.conflicts`: who says otherwise of a pair. */
export const conflictCodes = { none: 0, sameDataSet: 1, otherDataSet: 2 } as const;

/** The code of `Facet.codes` for one of further values, which the facet does not name. */
export const otherValue = 255;

/** A column of the rows with few values, by which pairs can be chosen. */
export interface Facet {
  name: string;
  values: string[];
  /** One a pair. 0: its row has no value; n: `values[n - 1]`; 255 (`otherValue`): one of further values. */
  codes: Uint8Array;
}

/**
 * All pairs of one data set as columns: what lists, filters and queues touch. Texts are read when they are shown.
 * A pair is known inside a session by its row here, outside of it by its content id.
 */
export interface PairIndex {
  dataSet: string;
  length: number;
  /** 32 bytes a row: the content id of the pair. Read with `idAt`. */
  pairIds: Uint8Array;
  /** 32 bytes a row: the content ids of the first and the second response in canonical order. */
  firstIds: Uint8Array;
  secondIds: Uint8Array;
  /** Which stored item, and which two of its responses. */
  itemRows: Uint32Array;
  firstResponses: Uint16Array;
  secondResponses: Uint16Array;
  /** `labelCodes`. */
  labels: Uint8Array;
  /** `conflictCodes`: a row of this data set, else another data set, has another label for the pair. */
  conflicts: Uint8Array;
  /** UTF-16 units of prompt and of each response. */
  promptLengths: Uint32Array;
  firstLengths: Uint32Array;
  secondLengths: Uint32Array;
  /** Into `sourceNames`: the row's `source`, `subset` or `category`, else the file. */
  sources: Uint16Array;
  sourceNames: string[];
  facets: Facet[];
}
