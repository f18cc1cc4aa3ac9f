/** So many signs drawn by lot, always the same for one seed (Marsaglia 2003, xorshift of 32 bits). */
export function randomSigns(count: number, seed: number): Int8Array {
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  return new Int8Array(count).map(() => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state < 0 ? -1 : 1;
  });
}
