import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowWindow, scrollToRow } from '../../../src/studio/pairs/rowWindow';

const lists = fc.record({
  count: fc.integer({ min: 1, max: 3_000_000 }),
  rowHeight: fc.constantFrom(40, 64),
  viewport: fc.integer({ min: 100, max: 2000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('every scroll position shows rows from its top edge to its bottom edge, and never many more', () => {
  fc.assert(
    fc.property(lists, ({ count, rowHeight, viewport, share }) => {
      const { height } = rowWindow(count, rowHeight, 0, viewport);
      const scrollTop = share * Math.max(0, height - viewport);
      const view = rowWindow(count, rowHeight, scrollTop, viewport);
      expect(view.first).toBeGreaterThanOrEqual(0);
      expect(view.last).toBeLessThanOrEqual(count);
      expect(view.last - view.first).toBeLessThanOrEqual(Math.ceil(viewport / rowHeight) + 12);
      if (view.first > 0) expect(view.offset).toBeLessThanOrEqual(scrollTop + 1e-6);
      const bottom = view.offset + (view.last - view.first) * rowHeight;
      if (view.last < count) expect(bottom).toBeGreaterThanOrEqual(scrollTop + viewport - 1e-6);
    }),
  );
});

test('a row that is asked for is wholly in view afterwards', () => {
  fc.assert(
    fc.property(lists, fc.nat(), ({ count, rowHeight, viewport, share }, any) => {
      const row = any % count;
      const { height } = rowWindow(count, rowHeight, 0, viewport);
      const from = share * Math.max(0, height - viewport);
      const scrollTop = scrollToRow(row, count, rowHeight, from, viewport);
      const view = rowWindow(count, rowHeight, scrollTop, viewport);
      const top = view.offset + (row - view.first) * rowHeight;
      expect(top).toBeGreaterThanOrEqual(scrollTop - 0.01);
      expect(top + rowHeight).toBeLessThanOrEqual(scrollTop + viewport + 0.01);
    }),
  );
});

test('a row in view does not move the list', () => {
  expect(scrollToRow(12, 1000, 40, 400, 800)).toBe(400);
});

test('a list of millions of rows stays below the height that browsers lay out', () => {
  expect(rowWindow(5_000_000, 40, 0, 800).height).toBeLessThan(33_000_000);
});
