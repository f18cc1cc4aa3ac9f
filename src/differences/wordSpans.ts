import { diffArrays } from 'diff';

/** Edits within one block after which its words have too little in common to be worth more time. */
const mostEdits = 3_000;
const longestMs = 60;

const token = /\d+(?:[.,:]\d+)+|[\p{L}\p{N}\p{M}_]+(?:['\u2019]\p{L}+)*|\s+|[^\p{L}\p{N}\p{M}_\s]/gu;

type Spans = [number, number][];

/**
 * The words of two texts that stand in one of them only, as spans of UTF-16 units, end exclusive. Words beside each other are one
 * span; white space alone is none. Null where the comparison takes too long.
 */
export function wordSpans(a: string, b: string): { a: Spans; b: Spans } | null {
  const changes = diffArrays(a.match(token) ?? [], b.match(token) ?? [], {
    maxEditLength: mostEdits,
    timeout: longestMs,
  });
  if (!changes) return null;
  const spans: { a: Spans; b: Spans } = { a: [], b: [] };
  let [atA, atB] = [0, 0];
  for (const { value, added, removed } of changes) {
    const length = value.reduce((sum, part) => sum + part.length, 0);
    if (removed) addSpan(spans.a, a, atA, atA + length);
    if (added) addSpan(spans.b, b, atB, atB + length);
    if (!added) atA += length;
    if (!removed) atB += length;
  }
  return spans;
}

function addSpan(spans: Spans, text: string, start: number, end: number): void {
  const found = text.slice(start, end);
  if (found.trim() === '') return;
  const from = start + found.length - found.trimStart().length;
  const to = end - (found.length - found.trimEnd().length);
  const last = spans.at(-1);
  if (last && text.slice(last[1], from).trim() === '') last[1] = to;
  else spans.push([from, to]);
}
