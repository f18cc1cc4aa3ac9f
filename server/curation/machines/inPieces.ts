/** Asks for texts so many at a time, all pieces at once: the machine's own limits bound what is in flight. Answers in order. */
export async function inPieces<In, Out>(
  all: readonly In[],
  size: number,
  ask: (piece: readonly In[]) => Promise<Out[]>,
): Promise<Out[]> {
  const pieces: Promise<Out[]>[] = [];
  for (let at = 0; at < all.length; at += size) pieces.push(ask(all.slice(at, at + size)));
  return (await Promise.all(pieces)).flat();
}
