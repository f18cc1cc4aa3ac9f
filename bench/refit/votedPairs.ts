import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Message } from '../../src/pairs/Message';

/** A pair with the side that people's votes prefer. */
export interface VotedPair {
  source: 'hh-rlhf-harmless' | 'mt-bench-human' | 'pandalm';
  /** The text that decides the split: pairs of one group lie on one side of it. */
  group: string;
  first: Message[];
  second: Message[];
  prefersFirst: boolean;
}

/** Places of prompts by the trainer's split (runs/demo.yaml): those held out, and those that only chose the demo model's size. */
const promptPlaces = { test: [0, 0.15], validation: [0.15, 0.25] } as const;

function rowsOf<Row>(root: string, file: string): Row[] {
  const packed = join(root, 'trainer', 'data_files', `${file}.jsonl.xz`);
  const text = execFileSync('xz', ['-dc', packed], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

/** The trainer's split (trainer/split.py): by SHA-256 of the group without case and runs of white space. */
function placeOf({ group }: VotedPair): number {
  const text = group.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** The winner that more votes name than any other; null where two are named as often. */
function majority(votes: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  const [best, next] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && best[1] > (next?.[1] ?? 0) ? best[0] : null;
}

function dialogue(text: string): Message[] {
  const turns = text.split(/\n\n(Human|Assistant):/).slice(1);
  return Array.from({ length: turns.length / 2 }, (_, turn) => ({
    role: turns[2 * turn] === 'Human' ? 'user' : 'assistant',
    content: (turns[2 * turn + 1] ?? '').trim(),
  }));
}

function harmlessPairs(root: string): VotedPair[] {
  const rows = rowsOf<{ chosen: string; rejected: string }>(root, 'hh-rlhf-harmless');
  return rows.flatMap(({ chosen, rejected }) => {
    const [first, second] = [dialogue(chosen), dialogue(rejected)];
    const sharesPrompt = JSON.stringify(first.slice(0, -1)) === JSON.stringify(second.slice(0, -1));
    const group = first[0]?.content ?? '';
    return sharesPrompt ? [{ source: 'hh-rlhf-harmless' as const, group, first, second, prefersFirst: true }] : [];
  });
}

interface Vote {
  question_id: number;
  turn: number;
  model_a: string;
  model_b: string;
  winner: string;
  conversation_a: Message[];
  conversation_b: Message[];
}

function benchPairs(root: string): VotedPair[] {
  const groups = new Map<string, Vote[]>();
  for (const vote of rowsOf<Vote>(root, 'mt-bench-human')) {
    const key = [vote.question_id, vote.turn, vote.model_a, vote.model_b].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), vote]);
  }
  return [...groups.values()].flatMap((votes) => {
    const winner = majority(votes.map((vote) => vote.winner));
    const [vote] = votes;
    if (!vote || winner === null || winner === 'tie') return [];
    const [first, second] = [vote.conversation_a, vote.conversation_b].map((whole) => whole.slice(0, 2 * vote.turn));
    const group = vote.conversation_a[0]?.content ?? '';
    const prefersFirst = winner === 'model_a';
    return [{ source: 'mt-bench-human' as const, group, first: first ?? [], second: second ?? [], prefersFirst }];
  });
}

interface PandaRow {
  instruction: string;
  input: string;
  response1: unknown;
  response2: unknown;
  annotator1: number;
  annotator2: number;
  annotator3: number;
}

function pandaPairs(root: string): VotedPair[] {
  return rowsOf<PandaRow>(root, 'pandalm').flatMap(({ instruction, input, response1, response2, ...votes }) => {
    const winner = majority([votes.annotator1, votes.annotator2, votes.annotator3].map(String));
    if (winner === null || winner === '0' || typeof response1 !== 'string' || typeof response2 !== 'string') return [];
    const prompt: Message = { role: 'user', content: [instruction, input].filter(Boolean).join('\n\n') };
    const [first, second] = [response1, response2].map((content): Message[] => [
      prompt,
      { role: 'assistant', content },
    ]);
    const prefersFirst = winner === '1';
    return [{ source: 'pandalm' as const, group: instruction, first: first ?? [], second: second ?? [], prefersFirst }];
  });
}

/** Real people's preferences on prompts that the demo model has not been trained on. Needs the program `xz`. */
export function votedPairs(root: string, side: keyof typeof promptPlaces = 'test'): VotedPair[] {
  const [from, to] = promptPlaces[side];
  return [...harmlessPairs(root), ...benchPairs(root), ...pandaPairs(root)].filter((pair) => {
    const place = placeOf(pair);
    return place >= from && place < to;
  });
}
