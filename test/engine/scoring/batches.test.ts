import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreRequest } from '../../../src/engine/contract';
import { BatchPace } from '../../../src/engine/scoring/BatchPace';
import { nextBatch } from '../../../src/engine/scoring/nextBatch';
import { windowsByLength } from '../../../src/engine/scoring/windowsByLength';
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

describe('windows', () => {
  const anyRequests = fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 }).map((texts) =>
    texts.map((content, id): ScoreRequest => ({
      id: `${id}`,
      messages: [{ role: 'user', content }],
      promptLength: 0,
    })),
  );

  test('hold every request once, shorter ones first, and never part equal texts', () => {
    fc.assert(
      fc.property(anyRequests, fc.integer({ min: 1, max: 10 }), (requests, size) => {
        const windows = [...windowsByLength(requests, size)];
        const contents = windows.map((window) => window.map((index) => requests[index]?.messages[0]?.content ?? ''));
        expect(windows.flat().sort((a, b) => a - b)).toEqual(requests.map((_, index) => index));
        const lengths = contents.flat().map((text) => text.length);
        expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
        const seen = contents.map((window) => new Set(window));
        expect(seen.reduce((sum, window) => sum + window.size, 0)).toBe(new Set(contents.flat()).size);
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
});
