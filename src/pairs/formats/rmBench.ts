import type { Format } from './Format';
import { listDraft, rewardBench2 } from './rewardBench2';
import { all, isTexts } from './shapes';

/** In this order in both lists. */
const styles = ['concise', 'detailed', 'detailed Markdown'];

/**
 * RM-Bench: three chosen and three rejected texts, one of each style. One item with six responses; all nine pairs count,
 * since the benchmark is about the pairs of different styles. The style of each response stays in `meta.responses`.
 */
export const rmBench: Format = {
  name: 'rm-bench',
  title: 'Three chosen and three rejected texts in three styles (RM-Bench)',
  matches: (columns) =>
    rewardBench2.matches(columns) &&
    all(columns, (value) => isTexts(value) && value.length === styles.length, 'chosen', 'rejected') &&
    !('num_correct' in columns || 'models' in columns),
  read: (row) => listDraft(row, (at) => ({ style: styles[at] ?? null })),
};
