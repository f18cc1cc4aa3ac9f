import type { GivenReward } from '../../../benchmarks/GivenReward';
import type { Columns } from '../../../pairs/containers/RowReader';
import type { Format } from '../../../pairs/formats/Format';
import { RowError } from '../../../pairs/formats/RowError';
import { structureOf } from '../../../pairs/formats/structureOf';
import type { ItemRow } from '../InputRow';
import { readInputRow } from '../readInputRow';
import { findRewardColumns, type RewardColumnPair } from '../rewardColumns';
import { rewardOfCell } from '../rewardOfCell';
import type { RewardsOfRow, ScoresLayout } from '../ScoresLayout';

/** Preference data with rewards beside the responses: texts are read as an import reads them, so that content ids are the same. */
export function preferenceLayout(rows: readonly Columns[], format: Format | null, file: string): ScoresLayout | null {
  const pair = findRewardColumns(rows);
  const hasList = rows.some((row) => Object.hasOwn(row, 'rewards'));
  if (format === null || format.grouped !== undefined || (pair === null && !hasList)) return null;
  const named = pair === null ? '"rewards"' : pair.columns.map((column) => `"${column}"`).join(' and ');
  return {
    title: `Preference data with rewards in ${named}. ${format.title}`,
    checkpointOf: ({ checkpoint }) => checkpoint ?? null,
    read(columns, line) {
      const row = readInputRow({ kind: 'row', line, columns }, { file, format, source: null, isForced: false });
      if (row.kind === 'bad') throw new RowError(row.reason);
      return pair === null ? byList(row, columns) : byPair(row, columns, pair);
    },
  };
}

function byList(row: ItemRow, columns: Columns): RewardsOfRow {
  const list = structureOf(columns['rewards'] ?? null, 'rewards');
  if (!Array.isArray(list) || list.length !== row.responses.length)
    throw new RowError(
      `"rewards" must be a list of ${row.responses.length}, one for each response in their order; ` +
        (Array.isArray(list) ? `it has ${list.length}` : 'it is none'),
    );
  return givenOf(
    row,
    row.responses.map(({ index }) => index),
    list.map((value) => rewardOfCell(value, 'rewards')),
  );
}

function byPair(row: ItemRow, columns: Columns, { columns: names, by }: RewardColumnPair): RewardsOfRow {
  const rewards = names.map((name) => rewardOfCell(columns[name], name));
  return givenOf(row, by === 'label' ? byLabel(row) : byPlace(row), rewards);
}

function byLabel({ item: { label, responses } }: ItemRow): number[] {
  const [one, other] = label?.ranks ?? [];
  if (responses.length !== 2)
    throw new RowError(`the row has ${responses.length} responses; two rewards are for a pair`);
  if (one === undefined || other === undefined || one === other)
    throw new RowError('the row has no label that chooses a response, so that nobody knows whose reward is whose');
  return one < other ? [0, 1] : [1, 0];
}

function byPlace({ responses }: ItemRow): number[] {
  if (responses.length === 2) return responses.map(({ index }) => index);
  throw new RowError(`the row has ${responses.length} responses; two rewards are for a pair`);
}

function givenOf({ item }: ItemRow, places: number[], rewards: GivenReward[]): RewardsOfRow {
  const ids = places.map((place) => item.responses[place]?.id ?? '');
  return { kind: 'responses', ids, rewards, tokens: ids.map(() => 0) };
}
