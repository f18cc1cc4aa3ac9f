import type { ScoreRequest } from '../contract';

/** Requests that are prepared together: enough to find neighbours of one length among them. */
export const windowSize = 256;

/**
 * Orders requests by the length of their text, shortest first and equal texts side by side, and cuts them into windows.
 * Equal texts never fall into two windows. Shortest first, so that results come at once and the size of batches finds
 * its measure on cheap ones.
 * @returns windows of indices into `requests`
 */
export function* windowsByLength(requests: readonly ScoreRequest[], size = windowSize): Generator<number[]> {
  const keys = requests.map(keyOf);
  const order = keys.map((_, index) => index).sort((a, b) => compare(keys[a], keys[b]) || a - b);
  let window: number[] = [];
  for (const index of order) {
    const last = window.at(-1);
    if (last !== undefined && window.length >= size && compare(keys[last], keys[index]) !== 0) {
      yield window;
      window = [];
    }
    window.push(index);
  }
  if (window.length > 0) yield window;
}

interface Key {
  length: number;
  last: string;
}

function keyOf({ messages }: ScoreRequest): Key {
  const length = messages.reduce((sum, { role, content }) => sum + role.length + content.length, 0);
  return { length, last: messages.at(-1)?.content ?? '' };
}

function compare(a: Key | undefined, b: Key | undefined): number {
  if (!a || !b) return 0;
  return a.length - b.length || (a.last < b.last ? -1 : a.last > b.last ? 1 : 0);
}
