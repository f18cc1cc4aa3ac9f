import type { HumanPair } from '../../../../server/curation/human/HumanWork';
import { pairId, responseId } from '../../../../src/pairs/contentId';
import type { Message } from '../../../../src/pairs/Message';
import { poolOf } from './poolOf';

/** Pairs as a plan gives them to people, in canonical order, with the ids of their content. */
export function humanPairs(count: number, annotatorsOf: (at: number) => number = () => 1, seed = 1): HumanPair[] {
  return poolOf(count, seed).map(({ prompt, chosen, rejected }, at) =>
    humanPair([{ role: 'user', content: prompt }], [said(chosen), said(rejected)], annotatorsOf(at)),
  );
}

/** A pair of any texts. */
export function humanPair(prompt: Message[], responses: readonly Message[], annotators = 1): HumanPair {
  const sorted = responses.map((message) => ({ id: responseId(prompt, [message]), messages: [message] }));
  const [first, second] = sorted.sort((one, other) => (one.id < other.id ? -1 : 1));
  if (!first || !second) throw new Error('A pair has two responses.');
  const pair = pairId(prompt, first.id, second.id);
  return { pair, prompt, first: first.messages, second: second.messages, attributes: null, annotators };
}

export async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

function said(content: string): Message {
  return { role: 'assistant', content };
}
