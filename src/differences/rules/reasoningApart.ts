import type { Reading, Rule } from '../Reading';

/** Reasoning apart from the answer: its length in characters, where one side has none or half as much again as the other. */
export const reasoningApart: Rule = (a, b) => {
  const [first, second] = [lengthOf(a), lengthOf(b)];
  if (Math.max(first, second) < 1.5 * Math.min(first, second) || first === second) return null;
  return { a: inWords(first), b: inWords(second) };
};

function lengthOf({ messages }: Reading): number {
  return messages.reduce((sum, { thinking }) => sum + (thinking?.length ?? 0), 0);
}

function inWords(length: number): string {
  return length === 0 ? 'none' : `${length.toLocaleString('en')} characters`;
}
