/** Sums of products over rows of matrices that lie row after row in one array: the inner loops of the refit. */

/** Four sums at once, so that each addition need not wait for the one before. */
export function dot(a: Float64Array, b: Float64Array, fromA: number, fromB: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    s0 += (a[fromA + at] as number) * (b[fromB + at] as number);
    s1 += (a[fromA + at + 1] as number) * (b[fromB + at + 1] as number);
    s2 += (a[fromA + at + 2] as number) * (b[fromB + at + 2] as number);
    s3 += (a[fromA + at + 3] as number) * (b[fromB + at + 3] as number);
  }
  for (let at = whole; at < length; at++) s0 += (a[fromA + at] as number) * (b[fromB + at] as number);
  return s0 + s1 + (s2 + s3);
}

/** `into += scale * row`, where the row begins at `from`. */
export function addRow(into: Float64Array, scale: number, row: Float64Array, from: number): void {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] as number) + scale * (row[from + at] as number);
}
