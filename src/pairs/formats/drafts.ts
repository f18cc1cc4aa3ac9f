import type { Json } from '../Json';
import type { Message } from '../Message';
import type { Draft } from './Format';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { splitConversations } from './splitConversations';

/** A draft whose columns say which response is better. */
export function rankedDraft(
  prompt: Message[],
  chosen: Message[],
  rejected: Message[],
  columns: [string, string] = ['chosen', 'rejected'],
): Draft {
  return {
    prompt,
    responses: [
      { messages: chosen, rank: 0, about: { column: columns[0] } },
      { messages: rejected, rank: 1, about: { column: columns[1] } },
    ],
    label: null,
  };
}

/** A draft from two whole conversations. */
export function splitDraft(chosen: Message[], rejected: Message[], columns?: [string, string]): Draft {
  const { prompt, responses } = splitConversations(chosen, rejected);
  return rankedDraft(prompt, ...responses, columns);
}

export type Outcome = 'first' | 'second' | 'tie' | 'both_bad' | null;

const ranks = { first: [0, 1], second: [1, 0], tie: [0, 0], both_bad: [0, 0] } as const;

/** A draft of two responses that a label of its own compares; `label` is that label as the row has it. */
export function comparedDraft(
  prompt: Message[],
  responses: [messages: Message[], about: { [key: string]: Json }][],
  outcome: Outcome,
  label: Json,
): Draft {
  const drafted = responses.map(([messages, about], at) => {
    return { messages, about, rank: outcome === null ? null : (ranks[outcome][at] ?? null) };
  });
  return { prompt, responses: drafted, label, ...(outcome === 'both_bad' ? { bothBad: true } : {}) };
}

/** Ranks of scores, the highest first, equal ranks for equal scores; all null where one of them is no number. */
export function ranksOf(scores: (number | null)[]): (number | null)[] {
  const known = scores.filter((score) => score !== null);
  if (known.length < scores.length) return scores.map(() => null);
  const order = [...new Set(known)].sort((one, other) => other - one);
  const ranks = new Map(order.map((score, rank) => [score, rank]));
  return known.map((score) => ranks.get(score) ?? null);
}

/** What two scores say, the higher one being better; null where one of them is no number. */
export function outcomeOfScores(first: number | null, second: number | null): Outcome {
  if (first === null || second === null) return null;
  if (first === second) return 'tie';
  return first > second ? 'first' : 'second';
}

/** A draft of two columns of texts or messages, which a label of the row compares. */
export function comparedColumns(
  row: RowView,
  prompt: Message[],
  [first, second]: [string, string],
  outcome: Outcome,
  label: Json,
): Draft {
  const side = (column: string, model: string): [Message[], { [key: string]: Json }] => {
    const name = row.peek(model);
    return [row.response(column), { column, ...(name === null ? {} : { model: name }) }];
  };
  return comparedDraft(prompt, [side(first, modelColumn(first)), side(second, modelColumn(second))], outcome, label);
}

/** Where the usual files name the model of a response: `model_a` beside `response_a`. */
function modelColumn(column: string): string {
  return `model_${column.slice(-1)}`;
}

/** The text of a label that must be one of the known ones, and what it says. */
export function readOutcome(value: Json, column: string, outcomes: ReadonlyMap<string, Outcome>): Outcome {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  if (value === null || text === '') return null;
  const outcome = outcomes.get(text);
  if (outcome !== undefined) return outcome;
  throw new RowError(`"${column}" is ${JSON.stringify(value)}, none of ${[...outcomes.keys()].join(', ')}`);
}
