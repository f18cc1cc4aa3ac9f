import type { Json } from '../Json';
import type { Message } from '../Message';
import type { Draft } from './Format';
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
export function splitDraft(chosen: Message[], rejected: Message[]): Draft {
  const { prompt, responses } = splitConversations(chosen, rejected);
  return rankedDraft(prompt, ...responses);
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
