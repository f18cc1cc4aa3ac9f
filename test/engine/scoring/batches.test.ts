import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BatchPace } from '../../../src/engine/scoring/BatchPace';
import { nextBatch } from '../../../src/engine/scoring/nextBatch';
import type { BatchLimits } from '../../../src/engine/session/Runtime';

const anyLengths = fc
  .array(fc.integer({ min: 1, max: 1024 }), { maxLength: 80 })
  .map((all) => all.sort((a, b) => a - b));
const anyLimits: fc.Arbitrary<BatchLimits> = fc.record({
  masking: fc.constantFrom('none' as const, 'mask' as const),
  tokens: fc.integer({ min: 1, max: 4096 }),
  texts: fc.integer({ min: 1, max: 16 }),
});

function batchesOf(lengths: number[], limits: BatchLimits): number[][] {
  const batches: number[][] = [];
  for (let start = 0; start < lengths.length;) {
    const end = nextBatch(lengths, start, limits, limits.tokens);
    batches.push(lengths.slice(start, end));
    start = end;
  }
  return batches;
}

describe('batches', () => {
  test('hold every text once, in order', () => {
    fc.assert(
      fc.property(anyLengths, anyLimits, (lengths, limits) => {
        expect(batchesOf(lengths, limits).flat()).toEqual(lengths);
      }),
    );
  });

  test('keep to the limits unless one text alone is beyond them', () => {
    fc.assert(
      fc.property(anyLengths, anyLimits, (lengths, limits) => {
        for (const batch of batchesOf(lengths, limits)) {
          expect(batch.length).toBeLessThanOrEqual(limits.texts);
          if (batch.length > 1) expect(batch.length * Math.max(...batch)).toBeLessThanOrEqual(limits.tokens);
        }
      }),
    );
  });

  test('have no padding where the graph has no mask, and at most a fifth of each text otherwise', () => {
    fc.assert(
      fc.property(anyLengths, anyLimits, (lengths, limits) => {
        const least = limits.masking === 'none' ? 1 : 0.8;
        for (const batch of batchesOf(lengths, limits)) {
          expect(Math.min(...batch)).toBeGreaterThanOrEqual(least * Math.max(...batch));
        }
      }),
    );
  });
});

describe('the pace', () => {
  test('doubles on a quick full batch, up to what memory takes, and halves on a slow one', () => {
    const pace = new BatchPace(600);
    expect(pace.tokens).toBe(256);
    pace.note(256, 10);
    expect(pace.tokens).toBe(512);
    pace.note(512, 10);
    expect(pace.tokens).toBe(600);
    pace.note(600, 5000);
    expect(pace.tokens).toBe(300);
  });

  test('learns nothing from a small batch that was quick', () => {
    const pace = new BatchPace(4096);
    pace.note(3, 1);
    expect(pace.tokens).toBe(256);
  });

  test('does not blame itself for one long text that takes its time', () => {
    const pace = new BatchPace(4096);
    pace.note(3000, 5000);
    expect(pace.tokens).toBe(256);
  });

  test('halves when memory runs out, for good, down to the least budget', () => {
    const pace = new BatchPace(4096);
    expect(pace.halve()).toBe(true);
    pace.note(128, 10);
    expect(pace.tokens).toBe(128);
    expect(pace.halve()).toBe(true);
    expect(pace.halve()).toBe(false);
    expect(pace.tokens).toBe(64);
  });

  test('stays below a limit that it is given', () => {
    const pace = new BatchPace(4096);
    pace.limit(128);
    pace.note(128, 10);
    expect(pace.tokens).toBe(128);
    pace.limit(4096);
    pace.note(128, 10);
    expect(pace.tokens).toBe(128);
  });

  test('keeps a batch eight times as dear as its start, however slow the device', () => {
    const pace = new BatchPace(4096, { run: 25, score: 0 });
    for (let batch = 0; batch < 5; batch += 1) pace.note(pace.tokens, 60_000);
    expect(pace.tokens).toBe(200);
  });
});
