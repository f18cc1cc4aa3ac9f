/** The blocks of both rendered responses, by side: paragraphs, list items, rows of tables, lines of code. */
export interface TextBlocks {
  a: string[];
  b: string[];
}

/** What to mark in one block: all of it, because it has no counterpart, or spans of it, in UTF-16 units, end exclusive. */
export interface BlockMarks {
  only: boolean;
  spans: [number, number][];
}

/** What to mark, block by block. `cut`: the time ran out, so that some blocks are marked whole where words would have done. */
export interface TextMarks {
  a: BlockMarks[];
  b: BlockMarks[];
  cut: boolean;
}
