import { checkCount, listIn } from '../answerFields';
import { numbersIn } from './numbersIn';
import type { EmbeddingWire } from './ServedEmbeddings';

/** The `/embed` of text-embeddings-inference. Its truncation is off: a text that is cut would be compared by its beginning. */
export function teiWire(dimensions: number | null): EmbeddingWire {
  return {
    path: '/embed',
    body: (inputs) => ({ inputs, normalize: true, truncate: false, ...(dimensions !== null && { dimensions }) }),
    read: (machine, answer, asked) => {
      const entries = listIn(machine, 'answer', answer);
      checkCount(machine, entries.length, asked);
      return entries.map((entry) => numbersIn(machine, entry));
    },
  };
}
