/** So many signs drawn by lot, always the same for one seed: one bit each of a counter mixed by the finaliser of MurmurHash3. */
export function drawSigns(count: number, seed: number): Int8Array {
  return new Int8Array(count).map((_, at) => (mix(mix(seed) + at) & 1 ? 1 : -1));
}

function mix(word: number): number {
  let h = (word + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
