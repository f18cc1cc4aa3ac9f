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

/** So many of the pairs, taken evenly over all of them in their order. */
function evenly(pairs: RealPair[], count: number): RealPair[] {
  return Array.from({ length: count }, (_, index) => pairs[Math.floor((index * pairs.length) / count)] ?? [[], []]);
}

/**
 * Real pairs of the samples that come with Assay, half PandaLM (short) and half MT-bench votes (long), in their own order.
 * @param most characters of one conversation; shorter ones only, where the device is slow
 */
export function realPairs(root: string, count: number, most = mostCharacters): RealPair[] {
  const samples = join(root, 'public', 'samples');
  const fits = (pair: RealPair) => pair.every((messages) => characters(messages) <= most);
  const half = Math.ceil(count / 2);
  return [...evenly(pandaPairs(samples).filter(fits), half), ...evenly(votePairs(samples).filter(fits), count - half)];
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

export function distinctTexts(requests: readonly ScoreRequest[]): number {
  return new Set(requests.map(({ messages }) => JSON.stringify(messages))).size;
}
