/**
 * Parts pairs into folds so that no group lies in two of them: the largest groups first, each into the fold that is smallest so
 * far. Gives the fold of each pair.
 *
 * @param groups one key a pair; pairs of one prompt must have one key.
 */
export function foldsOf(groups: ArrayLike<number>, folds: number): Uint8Array {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < groups.length; row++) {
    const rows = rowsOf.get(groups[row] ?? 0) ?? [];
    rowsOf.set(groups[row] ?? 0, rows);
    rows.push(row);
  }
  const sizes = new Array<number>(folds).fill(0);
  const found = new Uint8Array(groups.length);
  for (const rows of [...rowsOf.values()].sort((a, b) => b.length - a.length)) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    sizes[smallest] = (sizes[smallest] ?? 0) + rows.length;
    for (const row of rows) found[row] = smallest;
  }
  return found;
}
