import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Training writes the card anew, and knows nothing of benchmarks. */
test("the demo model's card has the figures of the page of the benchmarks", () => {
  const rows = textOf('docs/benchmarks.md').matchAll(
    /^\| ((?:JudgeBench|RM-Bench|RewardBench)\b[^|]*) \| ([\d.]+) \| ([\d.]+ to [\d.]+) \| (\d+ of \d+) \|$/gm,
  );
  const expected = Array.from(
    rows,
    ([, figure, share, interval, items]) => `| ${figure} | ${share} (${interval}) | ${items} |`,
  );
  expect(expected.length).toBe(17);
  const card = textOf('public/models/demo/README.md').split('\n');
  expect(expected.filter((row) => !card.includes(row))).toEqual([]);
});
