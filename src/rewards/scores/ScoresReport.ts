/** How many there are of something, and the first of them in words. */
export interface Counted {
  count: number;
  samples: { line: number; words: string }[];
}

/** What a file of rewards says, and what that means for the open data set. Nothing of it is stored yet. */
export interface ScoresReport {
  file: string;
  bytes: number;
  /** Of the file's bytes, hex. */
  sha256: string;
  /** The key under which the rewards would be stored: the same rewards have the same one, in whatever file they come. */
  key: string;
  /** How the rows were read, in words. */
  layout: string;
  /** The checkpoint that a score file names; null where the file says nothing. */
  checkpoint: string | null;
  rows: number;
  /** Rows that could not be read, with the reasons. Not what stood there: that may be a label. */
  rejected: Counted;
  /** Different responses of the file: finite, of texts that are too long, and without a reward that counts. */
  scored: number;
  tooLong: number;
  notFinite: Counted;
  missing: Counted;
  /** Responses that have two different rewards: neither is taken. */
  conflicts: Counted;
  /** Responses with a reward that the data set holds, and those that it does not hold. */
  matched: number;
  unmatched: Counted;
  /** Responses of the data set's pairs, two a pair: all, and those that get a reward. */
  dataSetResponses: number;
  dataSetScored: number;
  /** Pairs of the data set with a response that gets none; the lines are those of the table of pairs. */
  unscoredPairs: Counted;
}
