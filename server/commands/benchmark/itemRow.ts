import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import { responseIds } from '../../../src/benchmarks/scores/RewardsTable';
import { itemId } from '../../../src/pairs/contentId';
import type { ItemRow } from '../../../src/rewards/scores/InputRow';

/** An item as a row to score. Equal texts among its responses are one response of the row's item, and scored once. */
export function itemRow(item: BenchmarkItem, line: number): ItemRow {
  const ids = responseIds(item);
  const distinct = [...new Set(ids)];
  const responses = distinct.map((id) => {
    const content = item.responses[ids.indexOf(id)] ?? '';
    return { id, messages: [{ role: 'assistant' as const, content }] };
  });
  return {
    kind: 'item',
    line,
    item: { id: itemId(item.prompt, distinct), prompt: item.prompt, responses, label: null, meta: {} },
    responses: ids.map((id) => ({ index: distinct.indexOf(id), column: '' })),
  };
}
