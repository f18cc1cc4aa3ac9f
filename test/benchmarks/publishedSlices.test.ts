import { describe, expect, test } from 'vitest';
import { publishedSlices } from '../../src/benchmarks/published/publishedSlices';
import { shareOf } from '../../src/quality/shareOf';

const slice = (value: string, ...hits: [number, number][]) => ({
  option: { value },
  accuracy: hits.map(([right, of]) => shareOf(right, of, 'none')),
});

describe('slices of a data set beside published figures', () => {
  test('the sources of JudgeBench are taken together to its categories', () => {
    const found = publishedSlices('JudgeBench gpt-4o', [
      slice('mmlu-pro-law', [3, 4]),
      slice('mmlu-pro-math', [5, 6]),
      slice('livecodebench', [1, 2]),
      slice('something else', [9, 9]),
    ]);
    expect(found?.subsets.map(({ title }) => title)).toEqual(['knowledge', 'coding']);
    expect(found?.subsets[0]?.shares).toEqual([shareOf(8, 10, '')]);
    expect(found?.table.keys[found.subsets[1]?.at ?? 0]).toBe('gpt-4o/coding/two_orders');
  });

  test('both safety files of RM-Bench are one domain', () => {
    const found = publishedSlices('rm-bench', [slice('safety-refuse', [1, 2]), slice('safety-response', [2, 2])]);
    expect(found?.subsets.map(({ title, shares }) => [title, shares])).toEqual([['safety', [shareOf(3, 4, '')]]]);
  });

  test('a subset without labels is undefined, and other data sets have no published figures', () => {
    const found = publishedSlices('judgebench.jsonl', [slice('livecodebench', [0, 0])]);
    expect(found?.subsets[0]?.shares[0]?.kind).toBe('undefined');
    expect(publishedSlices('helpdesk', [slice('math', [1, 2])])).toBeNull();
    expect(publishedSlices('rm-bench', [slice('unknown', [1, 2])])).toBeNull();
  });
});
