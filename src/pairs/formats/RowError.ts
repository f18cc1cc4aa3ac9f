/** Why a row cannot become an item, in words for the import report. */
export class RowError extends Error {
  override name = 'RowError';
}
