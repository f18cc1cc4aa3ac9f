/** Where points stand in a picture, in its pixels, entry by entry. */
export interface PointPlaces {
  x: Uint16Array;
  y: Uint16Array;
}

/** A point beyond the picture stands here, in both columns. */
export const offPicture = 0xffff;

export type Color = readonly [red: number, green: number, blue: number];

/** The kind of a point that is not drawn. */
export const notDrawn = 255;

export interface Picture {
  width: number;
  height: number;
  /** A point covers a disc of so many pixels about its own. */
  spread: number;
}

/** How opaque a pixel with one point is; the fullest pixel of the picture is opaque. */
const faintest = 0.3;

/**
 * Counts points into the pixels of a picture and colours each by how many it holds: opacity grows with the logarithm of the
 * count, so that one point can be seen and a thousand are not one. A pixel with points of several kinds has their mixture.
 *
 * @param kinds by point its place in `colors`, or `notDrawn`
 * @returns RGBA, four bytes a pixel
 */
export function densityImage(
  places: PointPlaces,
  kinds: Uint8Array,
  colors: readonly Color[],
  picture: Picture,
): Uint8ClampedArray<ArrayBuffer> {
  const counts = colors.map(() => new Uint32Array(picture.width * picture.height));
  const disc = discOf(picture.spread);
  for (let at = 0; at < kinds.length; at++) {
    const of = counts[kinds[at] ?? notDrawn];
    const [x = offPicture, y = offPicture] = [places.x[at], places.y[at]];
    if (of !== undefined && x !== offPicture && y !== offPicture) addDisc(of, x, y, disc, picture);
  }
  return colored(counts, colors);
}

/** The steps from a disc's middle to its pixels, x and y in turn. */
function discOf(spread: number): number[] {
  const steps: number[] = [];
  for (let y = -spread; y <= spread; y++)
    for (let x = -spread; x <= spread; x++) if (x * x + y * y <= spread * spread + 1) steps.push(x, y);
  return spread === 0 ? [0, 0] : steps;
}

function addDisc(counts: Uint32Array, x: number, y: number, disc: number[], { width, height }: Picture): void {
  for (let step = 0; step < disc.length; step += 2) {
    const [column, row] = [x + (disc[step] ?? 0), y + (disc[step + 1] ?? 0)];
    if (column < 0 || column >= width || row < 0 || row >= height) continue;
    const at = row * width + column;
    counts[at] = (counts[at] ?? 0) + 1;
  }
}

function colored(counts: Uint32Array[], colors: readonly Color[]): Uint8ClampedArray<ArrayBuffer> {
  const pixels = counts[0]?.length ?? 0;
  const sums = new Uint32Array(pixels);
  for (const of of counts) for (let at = 0; at < pixels; at++) sums[at] = (sums[at] ?? 0) + (of[at] ?? 0);
  const full = Math.log1p(sums.reduce((most, sum) => Math.max(most, sum), 1));
  const image = new Uint8ClampedArray(pixels * 4);
  for (let at = 0; at < pixels; at++) {
    const sum = sums[at] ?? 0;
    if (sum === 0) continue;
    for (let channel = 0; channel < 3; channel++) image[4 * at + channel] = mixed(counts, colors, at, channel) / sum;
    image[4 * at + 3] = 255 * (faintest + (1 - faintest) * (Math.log1p(sum) / full));
  }
  return image;
}

function mixed(counts: Uint32Array[], colors: readonly Color[], at: number, channel: number): number {
  let sum = 0;
  for (let kind = 0; kind < counts.length; kind++) sum += (counts[kind]?.[at] ?? 0) * (colors[kind]?.[channel] ?? 0);
  return sum;
}
