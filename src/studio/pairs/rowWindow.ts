/** Browsers stop laying out boxes of some 33 million pixels; far below that the list's height is compressed instead. */
const tallest = 15_000_000;

/** Rows beyond each edge that are ready before they scroll in. */
const overscan = 6;

export interface RowWindow {
  /** Rows `[first, last)` are in the document. */
  first: number;
  last: number;
  /** Where row `first` stands, in pixels from the top of the list. */
  offset: number;
  /** Height of the list in pixels. */
  height: number;
}

/**
 * Which of `count` rows stand in the document at a scroll position. The number of rows is the same at every position, so
 * that their elements are used again.
 */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, viewport: number): RowWindow {
  const full = count * rowHeight;
  const height = Math.min(full, tallest);
  const top = height === full ? scrollTop : scrollTop * ((full - viewport) / Math.max(height - viewport, 1));
  const size = Math.min(count, Math.ceil(viewport / rowHeight) + 2 * overscan);
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - overscan, count - size));
  return { first, last: first + size, offset: scrollTop - (top - first * rowHeight), height };
}

/** The scroll position that brings a row fully into view, moving as little as possible. */
export function scrollToRow(
  row: number,
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewport: number,
): number {
  const full = count * rowHeight;
  const ratio = full > tallest ? (full - viewport) / (tallest - viewport) : 1;
  const top = scrollTop * ratio;
  const above = row * rowHeight;
  const below = above + rowHeight - viewport;
  if (above < top) return above / ratio;
  return below > top ? below / ratio : scrollTop;
}
