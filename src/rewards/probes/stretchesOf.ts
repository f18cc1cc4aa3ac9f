import type { Span } from './Span';

/**
 * At most so many stretches over the same text: neighbouring sentences together, so that the stretches are about as long as each other.
 *
 * @throws RangeError where not even one stretch is allowed
 */
export function stretchesOf(sentences: readonly Span[], most: number): Span[] {
  if (most < 1) throw new RangeError(`A text is taken in at least 1 stretch, not ${most}.`);
  if (sentences.length <= most) return sentences.map((span) => ({ ...span }));
  const [from, to] = [sentences[0]?.start ?? 0, sentences.at(-1)?.end ?? 0];
  const stretches: Span[] = [];
  for (const { start, end } of sentences) {
    const last = stretches.at(-1);
    const place = Math.floor((most * (start - from)) / (to - from));
    if (last && place < stretches.length) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches;
}
