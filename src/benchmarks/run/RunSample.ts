import type { BenchmarkItem } from '../BenchmarkItem';
import { responseIds } from '../scores/RewardsTable';
import { responseRequest, type ResponseRequest } from './ResponseRequest';
import type { RunEstimate } from './RunEstimate';

/** Texts that are scored to tell what all of them cost. */
const sampleSize = 24;

/** Some of the texts that a run has to score, from the shortest to the longest. */
export interface RunSample {
  items: number;
  responses: number;
  /** Of all texts. */
  characters: number;
  requests: ResponseRequest[];
}

/** @param isWanted whether a response is still to be scored, by its content id; all of them unless given */
export function sampleRun(
  items: readonly BenchmarkItem[],
  isWanted: (response: string) => boolean = () => true,
): RunSample {
  const texts = items.flatMap((item, place) => {
    const before = item.prompt.reduce((sum, { content }) => sum + content.length, 0);
    const ids = responseIds(item);
    return item.responses.flatMap((content, at) => {
      const id = ids[at] ?? '';
      return isWanted(id) ? [{ place, item, id, content, characters: before + content.length }] : [];
    });
  });
  const ordered = texts.toSorted((one, other) => one.characters - other.characters);
  const count = Math.min(sampleSize, ordered.length);
  // The middle of as many equal parts.
  const places = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * ordered.length) / count));
  const sample = places.flatMap((place) => ordered[place] ?? []);
  return {
    items: new Set(texts.map(({ place }) => place)).size,
    responses: texts.length,
    characters: texts.reduce((sum, { characters }) => sum + characters, 0),
    requests: sample.map(({ item, id, content }) => responseRequest(item, id, content)),
  };
}

/** What all texts cost, where the sample's had so many tokens and took so many seconds. */
export function estimateFrom(sample: RunSample, tokens: number, seconds: number): RunEstimate {
  const share = sample.characters / Math.max(1, charactersOf(sample.requests));
  const { items, responses, requests } = sample;
  const sampled = { responses: requests.length, tokens, seconds };
  return { items, responses, tokens: Math.round(tokens * share), seconds: seconds * share, sampled };
}

function charactersOf(requests: readonly ResponseRequest[]): number {
  return requests.flatMap(({ messages }) => messages).reduce((sum, { content }) => sum + content.length, 0);
}
