import { margin } from '../margin';
import { probability } from '../probability';
import { labelCodes } from '../../pairs/PairIndex';
import { sourceOf } from '../../pairs/pairOf';
import type { Item } from '../../pairs/Item';
import type { InputRow, ItemRow, RowResponse } from './InputRow';

/** What a model said of one response: what the engine gives, or what the store kept of it. */
export type ScoredResponse =
  | { kind: 'reward'; reward: number; tokens: number | null }
  | { kind: 'too_long' | 'not_finite'; tokens: number | null }
  | { kind: 'not_scored'; tokens: null };

/** `refused`: the checkpoint's chat template does not take the conversation; `not_scored`: the model has not met the response yet. */
export type ResponseState = 'scored' | Exclude<ScoredResponse['kind'], 'reward'> | 'refused';

/** One row of the output for each row of the input; `docs/score-files.md` has every column. */
export interface ScoreRow {
  /** Line (JSON Lines, CSV) or element (JSON) of the input, from 1. */
  row: number;
  state: ResponseState | 'bad_row';
  item: string | null;
  source: string | null;
  /** Of each response, in the order of the row. */
  columns: string[];
  responses: string[];
  ranks: number[] | null;
  rewards: (number | null)[];
  states: ResponseState[];
  /** Null where the response was not tokenised. */
  tokens: (number | null)[];
  /** reward(chosen) - reward(rejected), of pairs with a chosen response and both rewards. */
  margin: number | null;
  p: number | null;
  /** Why a bad row could not be read, or what the chat template says of a refused one. */
  reason: string | null;
}

/** The score row of an item with a response that the chat template refuses: none of it is scored. */
export function refusedRowOf({ line, item, responses }: ItemRow, reason: string): ScoreRow {
  const state = 'refused' as const;
  return {
    row: line,
    state,
    ...aboutOf(item, responses),
    rewards: responses.map(() => null),
    states: responses.map(() => state),
    tokens: responses.map(() => null),
    margin: null,
    p: null,
    reason,
  };
}

/** The score row of an input row. @param results by response id; every response of the row has one */
export function scoreRowOf(row: InputRow, results: ReadonlyMap<string, ScoredResponse>): ScoreRow {
  if (row.kind === 'bad') return badRow(row.line, row.reason);
  const { item, responses } = row;
  const scored = responses.map(({ index }) => resultOf(results, item.responses[index]?.id ?? ''));
  const states = scored.map(stateOf);
  const rewards = scored.map((result) => (result.kind === 'reward' ? result.reward : null));
  return {
    row: row.line,
    state: (['not_finite', 'too_long', 'not_scored'] as const).find((state) => states.includes(state)) ?? 'scored',
    ...aboutOf(item, responses),
    rewards,
    states,
    tokens: scored.map(({ tokens }) => tokens),
    ...marginOf(row, results),
    reason: null,
  };
}

/** What is known of a row without a model. */
function aboutOf(item: Item, responses: readonly RowResponse[]) {
  return {
    item: item.id,
    source: sourceOf(item),
    columns: responses.map(({ column }) => column),
    responses: responses.map(({ index }) => item.responses[index]?.id ?? ''),
    ranks: item.label && responses.map(({ index }) => item.label?.ranks[index] ?? 0),
  };
}

function badRow(row: number, reason: string): ScoreRow {
  const nothing = { columns: [], responses: [], ranks: null, rewards: [], states: [], tokens: [] };
  return { row, state: 'bad_row', item: null, source: null, ...nothing, margin: null, p: null, reason };
}

function resultOf(results: ReadonlyMap<string, ScoredResponse>, id: string): ScoredResponse {
  const result = results.get(id);
  if (result) return result;
  throw new Error(`The engine gave response ${id} no result; every response must get exactly one.`);
}

function stateOf({ kind }: ScoredResponse): ResponseState {
  return kind === 'reward' ? 'scored' : kind;
}

function marginOf({ item }: ItemRow, results: ReadonlyMap<string, ScoredResponse>): Pick<ScoreRow, 'margin' | 'p'> {
  const [first, second] = item.responses.map(({ id }) => results.get(id));
  const [one, other] = item.label?.ranks ?? [];
  const isPair = item.responses.length === 2 && one !== undefined && other !== undefined && one !== other;
  if (!isPair || first?.kind !== 'reward' || second?.kind !== 'reward') return { margin: null, p: null };
  const label = one < other ? labelCodes.first : labelCodes.second;
  return {
    margin: margin(first.reward, second.reward, label),
    p: probability(first.reward, second.reward, label),
  };
}
