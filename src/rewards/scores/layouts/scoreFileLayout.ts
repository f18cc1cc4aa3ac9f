import { BenchmarkError } from '../../../benchmarks/BenchmarkError';
import { RowFields } from '../../../benchmarks/RowFields';
import { readGivenRewards } from '../../../benchmarks/scores/readGivenRewards';
import type { Columns } from '../../../pairs/containers/RowReader';
import { RowError } from '../../../pairs/formats/RowError';
import { structureOf } from '../../../pairs/formats/structureOf';
import type { Json } from '../../../pairs/Json';
import type { RewardsOfRow, ScoresLayout } from '../ScoresLayout';

const lists = ['responses', 'rewards', 'states', 'tokens'];

/** The output of `assay score` and of the studio: content ids of responses, and a reward of each. */
export function scoreFileLayout(rows: readonly Columns[], file: string): ScoresLayout | null {
  if (!rows.some((row) => Object.hasOwn(row, 'responses') && Object.hasOwn(row, 'rewards'))) return null;
  return {
    title: 'A score file: rewards by the content ids of responses',
    read: (columns, line) => readRow(withLists(columns), line, file),
    checkpointOf: ({ checkpoint }) => checkpoint ?? null,
  };
}

function readRow(columns: Columns, line: number, file: string): RewardsOfRow {
  try {
    const given = readGivenRewards(new RowFields(file, line, columns, 'See docs/score-files.md.'));
    if (given === null) return { kind: 'none' };
    if (given.kind === 'item') throw new RowError('the row has no "responses", the content ids of a score file');
    return { ...given, tokens: tokensOf(columns['tokens'] ?? null, given.ids.length) };
  } catch (error) {
    if (error instanceof BenchmarkError) throw new RowError(error.message);
    throw error;
  }
}

/** In CSV lists are texts. */
function withLists(columns: Columns): Columns {
  const read = lists
    .filter((name) => Object.hasOwn(columns, name))
    .map((name): [string, Json] => [name, structureOf(columns[name] ?? null, name)]);
  return { ...columns, ...Object.fromEntries(read) };
}

function tokensOf(value: Json, count: number): number[] {
  const list = Array.isArray(value) ? value : [];
  return Array.from({ length: count }, (_, at) => (typeof list[at] === 'number' ? list[at] : 0));
}
