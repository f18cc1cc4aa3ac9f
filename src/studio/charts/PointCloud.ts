import { densityImage, notDrawn, offPicture, type Color, type PointPlaces } from './densityImage';
import { paintOver } from './paintOver';
import type { ValueBox } from './ValueBox';

/** Colours of what is drawn: kinds 0 to 2 as `CloudColors` names them. */
export interface CloudColors {
  /** Both values above zero, their signs differ, both below. */
  both: Color;
  differ: Color;
  neither: Color;
  /** What the filters leave out. */
  rest: Color;
}

/**
 * The points of a scatter as pixels. Places are worked out when the view changes, colours at every selection; both take some
 * milliseconds for 100,000 points, so that a brush can follow the hand.
 */
export class PointCloud {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #kinds: Uint8Array;
  #places: PointPlaces = { x: new Uint16Array(), y: new Uint16Array() };
  #size = { width: 0, height: 0 };

  constructor(x: Float32Array, y: Float32Array) {
    this.#x = x;
    this.#y = y;
    this.#kinds = Uint8Array.from(x, (value, at) => kindOf(value, y[at] ?? NaN));
  }

  get length(): number {
    return this.#x.length;
  }

  /** Where every point stands in a picture of a size that shows a box. */
  place(view: ValueBox, width: number, height: number): void {
    this.#size = { width, height };
    this.#places = {
      x: placesOf(this.#x, view.x[0], view.x[1], width),
      y: placesOf(this.#y, view.y[1], view.y[0], height),
    };
  }

  /**
   * The picture: points that pass over those that do not.
   *
   * @param mask one bit a point, the lowest bit of a word first; null: all pass
   */
  picture(mask: Uint32Array | null, colors: CloudColors, pixelRatio: number): ImageData {
    const picture = { ...this.#size, spread: this.#spread(pixelRatio) };
    const [inside, outside] = this.#split(mask);
    const upper = densityImage(this.#places, inside, [colors.both, colors.differ, colors.neither], picture);
    const image = outside && densityImage(this.#places, outside, [colors.rest], picture);
    if (image) paintOver(image, upper);
    return new ImageData(image ?? upper, picture.width, picture.height);
  }

  #split(mask: Uint32Array | null): [inside: Uint8Array, outside: Uint8Array | null] {
    if (mask === null) return [this.#kinds, null];
    const inside = new Uint8Array(this.length).fill(notDrawn);
    const outside = new Uint8Array(this.length).fill(notDrawn);
    for (let at = 0; at < this.length; at++) {
      const passes = ((mask[at >>> 5] ?? 0) >>> (at & 31)) & 1;
      if (passes) inside[at] = this.#kinds[at] ?? notDrawn;
      else outside[at] = 0;
    }
    return [inside, outside];
  }

  /** Few points are drawn large enough to be seen one by one. */
  #spread(pixelRatio: number): number {
    if (this.length > 50_000) return Math.floor(pixelRatio / 2);
    return this.length > 5000 ? Math.round(pixelRatio) : Math.round(2 * pixelRatio);
  }
}

/** A margin of exactly zero is on no side: it is drawn with those that differ, on the line. */
function kindOf(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return notDrawn;
  if (x > 0 && y > 0) return 0;
  return x < 0 && y < 0 ? 2 : 1;
}

function placesOf(values: Float32Array, from: number, to: number, pixels: number): Uint16Array {
  const places = new Uint16Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const place = Math.floor((((values[at] ?? NaN) - from) / (to - from)) * pixels);
    places[at] = place >= 0 && place < pixels ? place : offPicture;
  }
  return places;
}
