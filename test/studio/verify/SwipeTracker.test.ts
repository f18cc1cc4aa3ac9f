import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SwipeTracker } from '../../../src/studio/verify/SwipeTracker';

function swipe(points: [number, number][], width = 390) {
  const tracker = new SwipeTracker(() => width);
  const [[x, y]] = points as [[number, number]];
  tracker.down(1, x, y);
  for (const [toX, toY] of points.slice(1)) tracker.move(1, toX, toY);
  const [lastX, lastY] = points.at(-1) ?? [0, 0];
  return tracker.up(1, lastX, lastY);
}

test('right says A, left says B, and only once the finger has gone far enough', () => {
  const right: [number, number][] = [[100, 300], [140, 302], [230, 310]]; // prettier-ignore
  const left: [number, number][] = [[300, 300], [260, 298], [170, 280]]; // prettier-ignore
  expect(swipe(right)).toBe('A');
  expect(swipe(left)).toBe('B');
  expect(swipe([[100, 300], [140, 302], [180, 300]])).toBeNull(); // prettier-ignore
  expect(swipe(right, 1200)).toBeNull();
});

test('going back before letting go gives nothing', () => {
  expect(swipe([[100, 300], [250, 302], [120, 300]])).toBeNull(); // prettier-ignore
});

test('what begins as scrolling never becomes a swipe, however far it then goes across', () => {
  const across = fc.integer({ min: -390, max: 390 });
  fc.assert(
    fc.property(
      fc.integer({ min: 24, max: 200 }),
      fc.double({ min: -0.45, max: 0.45, noNaN: true }),
      across,
      (dy, slope, x) => {
        // Nearer to up and down than to across, where it leaves the first circle.
        expect(swipe([[200, 400], [200 + dy * slope, 400 + dy], [200 + x, 400 + dy]])).toBeNull(); // prettier-ignore
      },
    ),
  );
});

test('a second finger, or the browser taking over, ends it', () => {
  const tracker = new SwipeTracker(() => 390);
  tracker.down(1, 100, 300);
  tracker.move(1, 200, 300);
  tracker.down(2, 150, 400);
  expect(tracker.up(1, 300, 300)).toBeNull();
  tracker.down(1, 100, 300);
  tracker.move(1, 250, 300);
  tracker.cancel();
  expect(tracker.up(1, 300, 300)).toBeNull();
});
