import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonCode, type Queue } from '../../../src/queue/Queue';
import { QueueWalk } from '../../../src/studio/verify/QueueWalk';

const entries = (rows: number[]): Queue => ({
  rows: Uint32Array.from(rows),
  reasons: new Uint8Array(rows.length).fill(reasonCode.order),
});

function walkThrough(walk: QueueWalk): number[] {
  const met: number[] = [];
  for (let place = walk.take(); place; place = walk.take()) met.push(place.row);
  return met;
}

test('places come in the order of the queue, each once', () => {
  const walk = new QueueWalk(entries([4, 2, 7]), { isJudged: () => false });
  expect(walkThrough(walk)).toEqual([4, 2, 7]);
  expect(walk.take()).toBeNull();
});

test('interrupted places come first, the last one foremost', () => {
  const walk = new QueueWalk(entries([1, 2, 3]), { isJudged: () => false });
  const one = walk.take();
  const two = walk.take();
  if (one) walk.putBack(one);
  if (two) walk.putBack(two);
  expect(walkThrough(walk)).toEqual([2, 1, 3]);
});

test('a place tells why a person meets its pair', () => {
  const reasons = Uint8Array.from([reasonCode.conflict, reasonCode.random]);
  const walk = new QueueWalk({ rows: Uint32Array.from([5, 6]), reasons }, { isJudged: () => false });
  expect([walk.take(), walk.take()]).toEqual([
    { row: 5, reason: 'conflict' },
    { row: 6, reason: 'random' },
  ]);
});

test('a judged pair comes no more, wherever it was judged', () => {
  const judged = new Set([2]);
  const walk = new QueueWalk(entries([1, 2, 3]), { isJudged: (row) => judged.has(row) });
  walk.putBack({ row: 3, reason: 'order' });
  walk.leave(3);
  expect(walkThrough(walk)).toEqual([1]);
});

test('what is inserted comes in its turn, and takes no place from the queue', () => {
  const inserted = [null, { row: 9, reason: 'order', repeat: 'first' as const }, null, null];
  const insert = () => inserted.shift() ?? null;
  const walk = new QueueWalk(entries([1, 2, 3]), { isJudged: (row) => row === 9, insert });
  expect(walkThrough(walk)).toEqual([1, 9, 2, 3]);
});

test('a repeat whose verdict was taken back meanwhile does not come', () => {
  const judged = new Set([9]);
  const inserted = [null, { row: 9, reason: 'order', repeat: 'first' as const }];
  const insert = () => inserted.shift() ?? null;
  const walk = new QueueWalk(entries([1, 2, 3]), { isJudged: (row) => judged.has(row), insert });
  expect(walk.peek(3).map(({ row }) => row)).toEqual([1, 9, 2]);
  judged.clear();
  expect(walkThrough(walk)).toEqual([1, 2, 3]);
});

test('nothing is inserted behind the last pair: the end of the queue is the end', () => {
  const walk = new QueueWalk(entries([1]), {
    isJudged: (row) => row === 9,
    insert: () => ({ row: 9, reason: 'order', repeat: 'second' }),
  });
  walk.leave(1);
  expect(walk.take()).toBeNull();
});

test('pairs that another tab has open come once more at the end, and no repeat does', () => {
  const walk = new QueueWalk(entries([1, 2, 3]), { isJudged: () => false });
  for (const place of walk.peek(2)) walk.passOver(place);
  expect(walk.passedOver).toBe(2);
  walk.passOver({ row: 8, reason: 'order', repeat: 'first' });
  expect(walkThrough(walk)).toEqual([3]);
  walk.retryPassed();
  expect(walkThrough(walk)).toEqual([1, 2]);
});

test('peek tells what take will give, and changes nothing', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('take', 'leave', 'putBack'), fc.nat(9)), { maxLength: 30 });
  fc.assert(
    fc.property(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      steps,
      fc.integer({ min: 1, max: 4 }),
      (rows, taken, count) => {
        const walk = new QueueWalk(entries(rows), { isJudged: () => false });
        for (const [step, row] of taken) {
          if (step === 'take') walk.take();
          else if (step === 'leave') walk.leave(row);
          else walk.putBack({ row, reason: 'order' });
        }
        const ahead = walk.peek(count).map(({ row }) => row);
        expect(walk.peek(count).map(({ row }) => row)).toEqual(ahead);
        const next = ahead.map(() => walk.take()?.row);
        expect(next).toEqual(ahead);
      },
    ),
  );
});
