import type { ScoreRequest } from '../contract';

/** The order in which requests are scored, and who belongs together in it. All arguments are indices of requests. */
export interface TextOrder {
  /** Every index once. Only what is taken is sorted to the end, so that a run over a million requests begins at once. */
  indices(): Iterable<number>;
  /** Characters of the text. */
  lengthOf(index: number): number;
  isSameText(a: number, b: number): boolean;
  /** Always false where prompts are not kept together. */
  isSamePrompt(a: number, b: number): boolean;
}

/** Prompts are compared by their lengths and so many characters at both ends: they only have to be told apart mostly. */
const sampled = 32;

/**
 * Sorts by length, equal texts side by side. With `keepPrompts`, requests of one prompt stand side by side too, where the
 * longest of them would. Two prompts taken for one by mistake cost nothing but neighbourhood: the tokens decide later.
 */
export function textOrder(requests: readonly ScoreRequest[], keepPrompts: boolean): TextOrder {
  const lengths = Float64Array.from(requests, ({ messages }) => lengthOfMessages(messages));
  const prompts = keepPrompts ? numberPrompts(requests) : null;
  const places = prompts ? longestOf(prompts, lengths) : lengths;
  const compare = (a: number, b: number) =>
    (prompts?.[a] ?? 0) - (prompts?.[b] ?? 0) ||
    (lengths[a] ?? 0) - (lengths[b] ?? 0) ||
    compareMessages(messagesAt(requests, a), messagesAt(requests, b));
  return {
    indices: () => sortedRuns(places, (a, b) => compare(a, b) || a - b),
    lengthOf: (index) => lengths[index] ?? 0,
    isSameText: (a, b) => compare(a, b) === 0,
    isSamePrompt: (a, b) => prompts !== null && prompts[a] === prompts[b],
  };
}

/** Indices by their place, those of one place by `compare`, which is only asked when they are reached. */
function* sortedRuns(places: Float64Array, compare: (a: number, b: number) => number): Generator<number> {
  // One number for place and index: sorting numbers takes a tenth of the time of sorting by a function.
  const count = places.length;
  const mostPlace = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, count)) - 1;
  const keys = places.map((place, index) => Math.min(place, mostPlace) * count + index).sort();
  for (let start = 0; start < count;) {
    const place = Math.floor((keys[start] ?? 0) / count);
    let end = start + 1;
    while (end < count && Math.floor((keys[end] ?? 0) / count) === place) end += 1;
    yield* Array.from(keys.subarray(start, end), (key) => key % count).sort(compare);
    start = end;
  }
}

function messagesAt(requests: readonly ScoreRequest[], index: number): ScoreRequest['messages'] {
  return requests[index]?.messages ?? [];
}

function lengthOfMessages(messages: ScoreRequest['messages']): number {
  return messages.reduce((sum, { role, content }) => sum + role.length + content.length, 0);
}

/** The same number for requests whose prompts look the same. */
function numberPrompts(requests: readonly ScoreRequest[]): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(requests, (request) => {
    const key = promptKey(request);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** A number of lengths and of characters at both ends of the first and the last message. */
function promptKey({ messages, promptLength }: ScoreRequest): number {
  const prompt = messages.slice(0, promptLength);
  const [first = '', last = ''] = [prompt[0]?.content, prompt.at(-1)?.content];
  const hash = hashEnds(last, hashEnds(first, prompt.length));
  return hash * 2 ** 20 + (lengthOfMessages(prompt) % 2 ** 20);
}

/** FNV-1a over characters at both ends, 32 bits. */
function hashEnds(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  const add = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  };
  add(0, Math.min(sampled, text.length));
  add(Math.max(0, text.length - sampled), text.length);
  return hash >>> 0;
}

/** For each request the length of the longest text under its prompt. */
function longestOf(prompts: Int32Array, lengths: Float64Array): Float64Array {
  const longest = new Float64Array(prompts.length);
  prompts.forEach((prompt, index) => (longest[prompt] = Math.max(longest[prompt] ?? 0, lengths[index] ?? 0)));
  return Float64Array.from(prompts, (prompt) => longest[prompt] ?? 0);
}

/** The last message first: responses differ in it, and most often at once. */
function compareMessages(a: ScoreRequest['messages'], b: ScoreRequest['messages']): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let at = a.length - 1; at >= 0; at -= 1) {
    const order =
      compareTexts(a[at]?.content ?? '', b[at]?.content ?? '') || compareTexts(a[at]?.role ?? '', b[at]?.role ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
