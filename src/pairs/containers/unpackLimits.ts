/** What unpacks to more than this is there to fill a disk or a day: text packs to a tenth, rows that repeat to a fiftieth. */
export const unpackLimits = {
  /** Unpacked bytes for one packed one, at most. */
  ratio: 400,
  /** Below this size no ratio does harm. */
  harmlessBytes: 16 * 1024 * 1024,
} as const;
