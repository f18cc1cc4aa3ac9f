import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoreRequest } from '../../src/engine/contract';
import { demoModel, type DemoModel } from './demoModel';
import type { VotedPair } from './votedPairs';

/** What the demo model gives a pair: state(first) - state(second), and the margin under its own head. */
export interface PairStates {
  difference: number[];
  margin: number;
}

/** Requests in one call: what a long run has done is kept between them. */
const portion = 64;

/** States of all pairs by the demo model on this machine, kept in `.assay/bench` between runs; null where a text is too long for it. */
export async function statesOf(root: string, pairs: readonly VotedPair[]): Promise<(PairStates | null)[]> {
  const folder = join(root, '.assay', 'bench', 'refit');
  mkdirSync(folder, { recursive: true });
  const found: (PairStates | null)[] = [];
  let open: DemoModel | null = null;
  for (let from = 0; from < pairs.length; from += portion) {
    const part = pairs.slice(from, from + portion);
    const key = createHash('sha256').update(JSON.stringify(part)).digest('hex').slice(0, 16);
    const path = join(folder, `${key}.json`);
    if (!existsSync(path)) {
      open ??= await demoModel(root);
      writeFileSync(path, JSON.stringify(await compute(open, part)));
    }
    found.push(...(JSON.parse(readFileSync(path, 'utf8')) as (PairStates | null)[]));
  }
  await open?.engine.release();
  return found;
}

async function compute({ engine, head }: DemoModel, pairs: readonly VotedPair[]): Promise<(PairStates | null)[]> {
  const requests = pairs.flatMap(({ first, second }, row) => [request(2 * row, first), request(2 * row + 1, second)]);
  const states = await engine.hidden(requests);
  return pairs.map((_, row) => {
    const [first, second] = [states[2 * row], states[2 * row + 1]];
    if (!first || !second) return null;
    const difference = Array.from(first, (value, at) => value - (second[at] ?? 0));
    // The model's bias is the same for both responses.
    return { difference, margin: difference.reduce((sum, value, at) => sum + value * (head[at] ?? 0), 0) };
  });
}

function request(at: number, messages: VotedPair['first']): ScoreRequest {
  return { id: String(at), messages, promptLength: messages.length - 1 };
}
