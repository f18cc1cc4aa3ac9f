/** Lays one picture (RGBA, four bytes a pixel) over another of the same size, in the lower one's memory. */
export function paintOver(lower: Uint8ClampedArray, upper: Uint8ClampedArray): void {
  for (let at = 0; at < lower.length; at += 4) {
    const above = (upper[at + 3] ?? 0) / 255;
    if (above === 0) continue;
    const below = ((lower[at + 3] ?? 0) / 255) * (1 - above);
    const all = above + below;
    for (let channel = at; channel < at + 3; channel++)
      lower[channel] = ((upper[channel] ?? 0) * above + (lower[channel] ?? 0) * below) / all;
    lower[at + 3] = 255 * all;
  }
}
