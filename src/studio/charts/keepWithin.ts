/** A range of the same size that lies within another; a larger one becomes the other. */
export function keepWithin(
  [from, to]: readonly [number, number],
  [least, most]: readonly [number, number],
): [number, number] {
  const size = to - from;
  if (size >= most - least) return [least, most];
  if (from < least) return [least, least + size];
  return to > most ? [most - size, most] : [from, to];
}
