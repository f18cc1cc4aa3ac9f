import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markBlocks } from '../../src/differences/markBlocks';
import type { BlockMarks } from '../../src/differences/TextMarks';

const words = (blocks: string[], marks: BlockMarks[]) =>
  marks.map(({ only, spans }, at) => (only ? ['(only)'] : spans.map(([from, to]) => blocks[at]?.slice(from, to))));
const anyBlock = fc
  .array(fc.constantFrom('one', 'two', 'three', ' ', '\t', '.', '\u0645\u0631', '\ud83d\ude00', 'x_y'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(' '));
const anyBlocks = fc.array(anyBlock, { maxLength: 12 });

test('words that differ are marked within blocks that say nearly the same', () => {
  const a = ['Jane starts with 12 apples.', 'She splits them among herself and her 2 siblings: 9 / 3 = 3.'];
  const b = ['Jane starts with 12 apples.', 'She splits them among her 2 siblings: 9 / 2 = 4.5.'];
  const marks = markBlocks({ a, b });
  expect(words(a, marks.a)).toEqual([[], ['herself and', '3', '3']]);
  expect(words(b, marks.b)).toEqual([[], ['2', '4.5']]);
  expect(marks.cut).toBe(false);
});

test('a block without a counterpart is marked whole, wherever it stands', () => {
  const [x, y, z] = ['The first thing is water.', 'Something else entirely follows.', 'At last the bread is baked.'];
  expect(words([x, y, z], markBlocks({ a: [x, y, z], b: [x, z] }).a)).toEqual([[], ['(only)'], []]);
  expect(words([y, x, z], markBlocks({ a: [x, z], b: [y, x, z] }).b)).toEqual([['(only)'], [], []]);
});

test('equal texts have no marks, and swapped sides have them swapped where words decide', () => {
  fc.assert(
    fc.property(anyBlocks, (a) => {
      const { a: one, b: other, cut } = markBlocks({ a, b: [...a] });
      expect([...one, ...other].every(({ only, spans }) => !only && spans.length === 0)).toBe(true);
      expect(cut).toBe(false);
    }),
  );
});

test('what is not marked is the same on both sides, but for white space', () => {
  const rest = (blocks: string[], marks: BlockMarks[]) =>
    blocks
      .map((block, at) => {
        const { only, spans } = marks[at] as BlockMarks;
        if (only) return '';
        return spans.reduceRight((text, [from, to]) => text.slice(0, from) + text.slice(to), block);
      })
      .join('')
      .replace(/\s/g, '');
  fc.assert(
    fc.property(anyBlocks, anyBlocks, (a, b) => {
      const marks = markBlocks({ a, b });
      expect(rest(a, marks.a)).toBe(rest(b, marks.b));
    }),
  );
});

test('spans lie within their block, in order, and neither begin nor end with white space', () => {
  fc.assert(
    fc.property(anyBlocks, anyBlocks, (a, b) => {
      markBlocks({ a, b }).a.forEach(({ spans }, at) => {
        let last = -1;
        for (const [from, to] of spans) {
          expect(from).toBeGreaterThan(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual((a[at] ?? '').length);
          expect(a[at]?.slice(from, to)).toMatch(/^\S(?:[^]*\S)?$/);
          last = to;
        }
      });
    }),
  );
});

test('when the time runs out blocks are marked whole, and it is said', () => {
  let clock = 0;
  const a = Array.from({ length: 50 }, (_, at) => `a line of the first kind ${at}`);
  const b = a.map((line) => `${line} more`);
  const marks = markBlocks({ a, b }, () => (clock += 100));
  expect(marks.cut).toBe(true);
  expect(marks.a.every(({ only }) => only)).toBe(true);
});

test.each([
  ['one block of 20,000 words against another', 1, 20_000],
  ['2,000 lines against others', 2_000, 10],
  ['300 paragraphs against others', 300, 66],
])('%s end within two seconds', (_, blocks, length) => {
  const made = (seed: number) =>
    Array.from({ length: blocks }, (_, at) =>
      Array.from({ length }, (_, place) => `w${((at * length + place) * seed) % 977}`).join(' '),
    );
  const start = performance.now();
  markBlocks({ a: made(7), b: made(11) });
  expect(performance.now() - start).toBeLessThan(2_000);
});
