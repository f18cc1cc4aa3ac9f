import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxAfterKey } from '../../../src/studio/charts/boxAfterKey';
import { cloudBox } from '../../../src/studio/charts/cloudBox';
import { keepWithin } from '../../../src/studio/charts/keepWithin';
import type { ValueBox } from '../../../src/studio/charts/ValueBox';
import { zoomBox } from '../../../src/studio/charts/zoomBox';

const whole: ValueBox = { x: [-4, 4], y: [-4, 4] };

const range = (least: number, most: number) =>
  fc
    .tuple(fc.double({ min: least, max: most, noNaN: true }), fc.double({ min: least, max: most, noNaN: true }))
    .map(([one, other]): [number, number] => [Math.min(one, other), Math.max(one, other) + 0.01]);

describe('what a scatter shows', () => {
  test('a range that is kept within another keeps its size where it can, and never leaves it', () => {
    fc.assert(
      fc.property(range(-20, 20), range(-5, 5), (inner, outer) => {
        const [from, to] = keepWithin(inner, outer);
        expect(from).toBeGreaterThanOrEqual(outer[0]);
        expect(to).toBeLessThanOrEqual(outer[1] + 1e-9);
        expect(to - from).toBeCloseTo(Math.min(inner[1] - inner[0], outer[1] - outer[0]), 9);
      }),
    );
  });

  test('a zoom leaves the point where it is as long as no edge is met, and is taken back by its inverse', () => {
    const near = zoomBox(whole, whole, 0.5, { x: 1, y: -1 });
    expect((1 - near.x[0]) / (near.x[1] - near.x[0])).toBeCloseTo((1 + 4) / 8, 12);
    expect(near.x[1] - near.x[0]).toBeCloseTo(4, 12);
    expect(zoomBox(near, whole, 2, { x: 1, y: -1 })).toEqual(whole);
  });

  test('nothing is nearer than a two-hundredth of the whole, nor farther than the whole', () => {
    const near = zoomBox(whole, whole, 1e-9, { x: 0, y: 0 });
    expect(near.x[1] - near.x[0]).toBeCloseTo(8 / 200, 12);
    expect(zoomBox(near, whole, 1e9, { x: 0, y: 0 })).toEqual(whole);
  });

  test('a cloud is shown about zero, all but a few far points of it', () => {
    const x = Float32Array.from({ length: 10_000 }, (_, at) => (at < 3 ? 90 : ((at % 200) - 100) / 100));
    expect(cloudBox(x, x)).toEqual({ x: [-1.5, 1.5], y: [-1.5, 1.5] });
    expect(cloudBox(new Float32Array([NaN]), new Float32Array([NaN]))).toEqual({ x: [-1, 1], y: [-1, 1] });
  });
});

describe('a box that keys move', () => {
  test('the first arrow makes one in the middle, other keys do nothing', () => {
    expect(boxAfterKey(null, whole, 'ArrowUp', false)).toEqual({ x: [-1, 1], y: [-1, 1] });
    expect(boxAfterKey(null, whole, 'a', false)).toBeNull();
  });

  test('arrows there and back leave it as it was, with Shift as well', () => {
    const box: ValueBox = { x: [-1, 1], y: [-1, 1] };
    for (const shift of [false, true])
      for (const [there, back] of [
        ['ArrowLeft', 'ArrowRight'],
        ['ArrowUp', 'ArrowDown'],
      ]) {
        const moved = boxAfterKey(box, whole, there ?? '', shift);
        expect(moved).not.toEqual(box);
        const again = boxAfterKey(moved, whole, back ?? '', shift);
        expect(again?.x[1]).toBeCloseTo(1, 12);
        expect(again?.y[1]).toBeCloseTo(1, 12);
      }
  });

  test('no number of keys moves it out of what is shown or makes it empty', () => {
    const keys = fc.array(fc.tuple(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), fc.boolean()));
    fc.assert(
      fc.property(keys, (pressed) => {
        let box: ValueBox | null = null;
        for (const [key, shift] of pressed) box = boxAfterKey(box, whole, key, shift);
        if (!box) return;
        for (const [from, to] of [box.x, box.y]) {
          expect(from).toBeGreaterThanOrEqual(-4 - 1e-9);
          expect(to).toBeLessThanOrEqual(4 + 1e-9);
          expect(to).toBeGreaterThan(from);
        }
      }),
    );
  });
});
