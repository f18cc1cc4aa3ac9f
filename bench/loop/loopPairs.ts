import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineEmbeddings } from '../../server/curation/machines/embeddings/EngineEmbeddings';
import { retrievalText } from '../../src/curation/attributes/retrievalText';
import { promptKey } from '../../src/curation/clean/promptKey';
import { pairId, responseId } from '../../src/pairs/contentId';
import type { Message } from '../../src/pairs/Message';
import { demoModel } from '../refit/demoModel';
import { statesOf, type PairStates } from '../refit/statesOf';
import { votedPairs, type VotedPair } from '../refit/votedPairs';
import type { LoopPair } from './LoopPair';

/** None of the sets says them, and a simulated judge reads nothing. */
const noAttributes = { category: null, objectivity: null, controversiality: null, desired: '', guideline: '' };

/**
 * Pairs that people voted on, with prompts that the demo model was not trained on: neither its states nor its head know a label of
 * theirs. Each pair once. States and embeddings are kept in `.assay/bench`, as they take most of the time.
 */
export async function loopPairs(root: string): Promise<LoopPair[]> {
  const found = new Map<string, Omit<LoopPair, 'embedding'> & { text: string }>();
  for (const side of ['test', 'validation'] as const) {
    const voted = votedPairs(root, side);
    const states = await statesOf(root, voted);
    voted.forEach((pair, row) => {
      const state = states[row];
      const made = state ? canonicalPair(pair, state) : null;
      if (made) found.set(made.id, made);
    });
  }
  const pairs = [...found.values()];
  const texts = [...new Set(pairs.map(({ text }) => text))];
  const vectors = await embedded(root, texts);
  const vectorOf = new Map(texts.map((text, at) => [text, vectors[at]]));
  return pairs.flatMap(({ text, ...pair }) => {
    const embedding = vectorOf.get(text);
    return embedding ? [{ ...pair, embedding }] : [];
  });
}

/** Null where both responses are the same. */
function canonicalPair({ first, second, group, prefersFirst }: VotedPair, { difference }: PairStates) {
  const prompt = promptOf(first, second);
  const [one, other] = [first, second]
    .map((turns) => turns.at(-1))
    .map((turn) => responseId(prompt, turn ? [turn] : []));
  if (one === undefined || other === undefined || one === other) return null;
  const isSwapped = other < one;
  const sign = isSwapped ? -1 : 1;
  return {
    id: pairId(prompt, one, other),
    prompt: promptKey(prompt),
    group: group.toLowerCase().split(/\s+/).filter(Boolean).join(' '),
    difference: Float64Array.from(difference, (value) => sign * value),
    length: sign * Math.log((charactersOf(first) + 1) / (charactersOf(second) + 1)),
    voted: prefersFirst === isSwapped ? (-1 as const) : (1 as const),
    text: retrievalText(prompt, noAttributes),
  };
}

function charactersOf(turns: Message[]): number {
  return turns.at(-1)?.content.length ?? 0;
}

/** What both dialogues have in common. MT-bench's second turns follow different answers: there it is what the person asked. */
function promptOf(first: Message[], second: Message[]): Message[] {
  const [one, other] = [first, second].map((turns) => turns.slice(0, -1));
  if (JSON.stringify(one) === JSON.stringify(other)) return one ?? [];
  return (one ?? []).filter(({ role }) => role === 'user');
}

/** The plan's own embedding, by the engine over the demo checkpoint. */
async function embedded(root: string, texts: readonly string[]): Promise<Float32Array[]> {
  const key = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
  const path = join(root, '.assay', 'bench', 'loop', `${key}.json`);
  if (!existsSync(path)) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, JSON.stringify((await embed(root, texts)).map((vector) => [...vector])));
  }
  return (JSON.parse(readFileSync(path, 'utf8')) as number[][]).map((vector) => Float32Array.from(vector));
}

async function embed(root: string, texts: readonly string[]): Promise<Float32Array[]> {
  const machine = new EngineEmbeddings(await demoModel(root));
  try {
    return await machine.embed(texts, new AbortController().signal);
  } finally {
    await machine.close();
  }
}
