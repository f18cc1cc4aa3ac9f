import { describe, expect, test } from 'vitest';
import { densityImage, notDrawn, offPicture, type Color } from '../../../src/studio/charts/densityImage';
import { paintOver } from '../../../src/studio/charts/paintOver';

const red: Color = [200, 0, 0];
const green: Color = [0, 100, 0];
const picture = { width: 8, height: 8, spread: 0 };

function drawn(points: [x: number, y: number, kind: number][], spread = 0): Uint8ClampedArray {
  const places = {
    x: Uint16Array.from(points, ([x]) => x),
    y: Uint16Array.from(points, ([, y]) => y),
  };
  const kinds = Uint8Array.from(points, ([, , kind]) => kind);
  return densityImage(places, kinds, [red, green], { ...picture, spread });
}

function pixel(image: Uint8ClampedArray, x: number, y: number): number[] {
  return [...image.subarray(4 * (8 * y + x), 4 * (8 * y + x) + 4)];
}

describe('points as pixels', () => {
  test('more points in a pixel are more opaque, and the fullest is opaque', () => {
    const many = Array.from({ length: 50 }, (): [number, number, number] => [5, 5, 0]);
    const image = drawn([[1, 1, 0], [2, 2, 0], [2, 2, 0], ...many]);
    const alphas = [pixel(image, 1, 1), pixel(image, 2, 2), pixel(image, 5, 5)].map((rgba) => rgba[3] ?? 0);
    expect(alphas[0]).toBeGreaterThan(60);
    expect(alphas[1]).toBeGreaterThan(alphas[0] ?? 0);
    expect(alphas[2]).toBe(255);
    expect(pixel(image, 0, 0)).toEqual([0, 0, 0, 0]);
  });

  test('kinds mix by how many points each has', () => {
    const image = drawn([
      [3, 3, 0],
      [3, 3, 1],
      [3, 3, 1],
      [3, 3, 1],
    ]);
    expect(pixel(image, 3, 3).slice(0, 3)).toEqual([50, 75, 0]);
  });

  test('points off the picture and kinds that are not drawn leave no trace, and discs are cut at its edges', () => {
    expect(
      drawn([
        [offPicture, 1, 0],
        [1, offPicture, 0],
        [2, 2, notDrawn],
      ]).every((value) => value === 0),
    ).toBe(true);
    const image = drawn([[0, 0, 0]], 1);
    expect([pixel(image, 0, 0), pixel(image, 1, 0), pixel(image, 0, 1)].every(([, , , alpha]) => alpha === 255)).toBe(
      true,
    );
    expect(pixel(image, 7, 7)[3]).toBe(0);
  });

  test('an upper picture hides the lower one where it is opaque, and lets it through where it is empty', () => {
    const lower = drawn([
      [1, 1, 0],
      [2, 2, 0],
    ]);
    const upper = drawn([[1, 1, 1]]);
    paintOver(lower, upper);
    expect(pixel(lower, 1, 1)).toEqual([...green, 255]);
    expect(pixel(lower, 2, 2)).toEqual([...red, 255]);
  });
});
