import { dot } from './vectors';

/**
 * All products of the rows of a matrix with each other: `[count, count]`, row after row.
 *
 * @param known products of the first rows, `[knownCount, knownCount]`: what was computed of them is not computed again.
 */
export function gramOf(
  rows: Float64Array,
  count: number,
  width: number,
  known: { gram: Float64Array; count: number } = { gram: new Float64Array(0), count: 0 },
): Float64Array {
  const gram = new Float64Array(count * count);
  for (let row = 0; row < known.count; row++)
    gram.set(known.gram.subarray(row * known.count, (row + 1) * known.count), row * count);
  for (let row = known.count; row < count; row += 2) {
    for (let column = 0; column <= row + 1; column += 2) productsOfFour(rows, width, row, column, gram, count);
  }
  mirror(gram, count, known.count);
  return gram;
}

/** Two rows by two at once: each number that is read serves two products. */
function productsOfFour(
  rows: Float64Array,
  width: number,
  row: number,
  column: number,
  gram: Float64Array,
  count: number,
): void {
  if (row + 1 >= count || column + 1 >= count) {
    for (let at = row; at < Math.min(row + 2, count); at++)
      for (let to = column; to < Math.min(column + 2, count); to++)
        gram[at * count + to] = dot(rows, rows, at * width, to * width, width);
    return;
  }
  let [aa, ab, ba, bb] = [0, 0, 0, 0];
  const [a, c] = [row * width, column * width];
  for (let at = 0; at < width; at++) {
    const [x, y] = [rows[a + at] as number, rows[a + width + at] as number];
    const [u, v] = [rows[c + at] as number, rows[c + width + at] as number];
    aa += x * u;
    ab += x * v;
    ba += y * u;
    bb += y * v;
  }
  gram[row * count + column] = aa;
  gram[row * count + column + 1] = ab;
  gram[(row + 1) * count + column] = ba;
  gram[(row + 1) * count + column + 1] = bb;
}

/** The part above the diagonal from the part below it. */
function mirror(gram: Float64Array, count: number, from: number): void {
  for (let row = from; row < count; row++)
    for (let column = 0; column < row; column++) gram[column * count + row] = gram[row * count + column] ?? 0;
}
