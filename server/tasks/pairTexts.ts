import { labelCodes } from '../../src/pairs/PairIndex';
import { toJudge } from '../../src/pairs/toJudge';
import type { DataSetFiles } from '../dataSets/DataSetFiles';

/**
 * Pairs as they are handed to whoever judges them, one a line, in the order of their ids' list: the texts, and what a machine proposes as
 * their attributes. What the source says of them is not read into it; the empty label is the shape's own.
 */
export async function linesOf(files: DataSetFiles, dataSet: string, pairs: readonly string[]): Promise<string> {
  const { index, rowOf } = await files.pairs(dataSet);
  const lines: string[] = [];
  for (const pair of pairs) {
    const row = rowOf(pair);
    if (row === null) continue;
    const itemRow = index.itemRows[row] ?? 0;
    const [item] = await files.items(dataSet, itemRow, itemRow + 1);
    if (!item) continue;
    const { id, prompt, first, second, attributes } = toJudge(
      item,
      index.firstResponses[row] ?? 0,
      index.secondResponses[row] ?? 1,
    );
    const texts = { pair_id: id, prompt, first: first.messages, second: second.messages, label: null };
    lines.push(`${JSON.stringify(attributes === null ? texts : { ...texts, attributes })}\n`);
  }
  return lines.join('');
}

const labelNames = new Map<number, 'first' | 'second' | 'tie' | 'both_bad'>([
  [labelCodes.first, 'first'],
  [labelCodes.second, 'second'],
  [labelCodes.tie, 'tie'],
  [labelCodes.both_bad, 'both_bad'],
]);

/** What the source says of pairs, by their ids; pairs without a label are left out. */
export async function labelsOf(files: DataSetFiles, dataSet: string, pairs: readonly string[]) {
  const { index, rowOf } = await files.pairs(dataSet);
  const labels = pairs.flatMap((pair) => {
    const label = labelNames.get(index.labels[rowOf(pair) ?? -1] ?? labelCodes.none);
    return label === undefined ? [] : [[pair, label] as const];
  });
  return Object.fromEntries(labels);
}
