import type { BenchmarkItem } from '../../../src/benchmarks/BenchmarkItem';
import type { ScoreRequest } from '../../../src/engine/contract';
import type { Scorer } from '../score/Scorer';

/** Texts that are scored to tell what all of them cost. */
const sampleSize = 24;

export interface RunEstimate {
  items: number;
  responses: number;
  /** Of prompts and responses, as if no prompt were shared; from the sample's tokens a character. */
  tokens: number;
  seconds: number;
  /** What was scored to tell. */
  sampled: { responses: number; tokens: number; seconds: number };
}

/** What scoring the items costs on this device, from scoring some of them, from the shortest to the longest. */
export async function estimateRun(items: readonly BenchmarkItem[], scorer: Scorer): Promise<RunEstimate> {
  const texts = items.flatMap((item) => item.responses.map((content) => textOf(item, content)));
  const sample = sampleOf(texts);
  let tokens = 0;
  const startedMs = performance.now();
  await scorer.score(sample.map(requestOf), ({ results }) => {
    for (const result of results) tokens += result.tokens;
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const share = charactersOf(texts) / Math.max(1, charactersOf(sample));
  const sampled = { responses: sample.length, tokens, seconds };
  return {
    items: items.length,
    responses: texts.length,
    tokens: Math.round(tokens * share),
    seconds: seconds * share,
    sampled,
  };
}

interface Text {
  messages: ScoreRequest['messages'];
  promptLength: number;
  characters: number;
}

function textOf({ prompt }: BenchmarkItem, content: string): Text {
  const messages = [
    ...prompt.map(({ role, content: said }) => ({ role, content: said })),
    { role: 'assistant', content },
  ];
  const characters = messages.reduce((sum, message) => sum + message.content.length, 0);
  return { messages, promptLength: prompt.length, characters };
}

/** Evenly from all texts in the order of their lengths: the middle of as many equal parts. */
function sampleOf(texts: readonly Text[]): Text[] {
  const ordered = texts.toSorted((one, other) => one.characters - other.characters);
  const count = Math.min(sampleSize, ordered.length);
  const places = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * ordered.length) / count));
  return places.flatMap((place) => ordered[place] ?? []);
}

function requestOf({ messages, promptLength }: Text, at: number): ScoreRequest {
  return { id: String(at), messages, promptLength };
}

function charactersOf(texts: readonly Text[]): number {
  return texts.reduce((sum, { characters }) => sum + characters, 0);
}
