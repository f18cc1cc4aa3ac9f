/**
 * How many tokens all texts begin with alike, and at most one less than the shortest has: every text keeps a token of
 * its own. Nothing is shared by a single text.
 */
export function commonPrefix(texts: readonly Int32Array[]): number {
  const [first, ...others] = texts;
  if (!first || others.length === 0) return 0;
  return Math.max(
    0,
    others.reduce((shared, ids) => sharedStart(first, ids, shared), first.length - 1),
  );
}

function sharedStart(a: Int32Array, b: Int32Array, most: number): number {
  const end = Math.min(most, b.length - 1);
  for (let at = 0; at < end; at += 1) if (a[at] !== b[at]) return at;
  return end;
}
