import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoreRequest } from '../../src/engine/contract';

type Messages = ScoreRequest['messages'];

/** A real pair as two conversations that share their prompt. */
export type RealPair = [Messages, Messages];

interface PandaRow {
  instruction: string;
  input: string;
  response1: string;
  response2: string;
}

interface VoteRow {
  turn: number;
  conversation_a: Messages;
  conversation_b: Messages;
}

/** Text that is near the model's limit of 1,024 tokens is left out: the peer would cut it, and Assay would refuse it. */
const mostCharacters = 3000;

function pandaPairs(samples: string): RealPair[] {
  const rows = JSON.parse(readFileSync(join(samples, 'pandalm.json'), 'utf8')) as PandaRow[];
  return rows.map(({ instruction, input, response1, response2 }) => {
    const prompt = { role: 'user', content: input ? `${instruction}\n\n${input}` : instruction };
    return [
      [prompt, { role: 'assistant', content: response1 }],
      [prompt, { role: 'assistant', content: response2 }],
    ];
  });
}

function votePairs(samples: string): RealPair[] {
  const lines = readFileSync(join(samples, 'mt-bench-human.jsonl'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { turn, conversation_a: first, conversation_b: second } = JSON.parse(line) as VoteRow;
    return [first.slice(0, 2 * turn), second.slice(0, 2 * turn)];
  });
}

function characters(messages: Messages): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

function groupedBy<T, K>(values: readonly T[], key: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

/** All pairs of prompts taken evenly over the data set, in their own order: as often as there do texts come back here. */
function wholePrompts(pairs: readonly RealPair[], count: number): RealPair[] {
  const prompts = [...groupedBy(pairs, ([[first]]) => first?.content).values()];
  const wanted = Math.min(prompts.length, Math.ceil((count * prompts.length) / pairs.length));
  const chosen = Array.from(
    { length: wanted },
    (_, index) => prompts[Math.floor((index * prompts.length) / wanted)] ?? [],
  );
  return chosen.flat().slice(0, count);
}

/**
 * Real pairs of the samples that come with Assay: half PandaLM (short), half MT-bench votes (long).
 * @param most characters of one conversation; shorter ones only, where the device is slow
 */
export function realPairs(root: string, count: number, most = mostCharacters): RealPair[] {
  const samples = join(root, 'public', 'samples');
  const fits = (pair: RealPair) => pair.every((messages) => characters(messages) <= most);
  const half = Math.ceil(count / 2);
  return [
    ...wholePrompts(pandaPairs(samples).filter(fits), half),
    ...wholePrompts(votePairs(samples).filter(fits), count - half),
  ];
}

/** The requests that score these pairs. */
export function requestsOf(pairs: readonly RealPair[]): ScoreRequest[] {
  return pairs.flatMap((pair, row) =>
    pair.map((messages, side) => ({
      id: `${String(row)}:${String(side)}`,
      messages,
      promptLength: messages.length - 1,
    })),
  );
}

/** Each text once. */
export function distinctRequests(requests: readonly ScoreRequest[]): ScoreRequest[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request.messages), request])).values()];
}
