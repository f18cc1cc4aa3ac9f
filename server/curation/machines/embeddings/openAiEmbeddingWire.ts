import { checkCount, listIn, numberIn, objectIn } from '../answerFields';
import type { EmbeddingWire } from './ServedEmbeddings';
import { numbersIn } from './numbersIn';

/**
 * The `/v1/embeddings` of OpenAI and of what speaks like it.
 * @param dimensions asked for where the model can give fewer than it has; null leaves it to the server
 */
export function openAiEmbeddingWire(model: string, dimensions: number | null): EmbeddingWire {
  const fixed = { model, encoding_format: 'base64', ...(dimensions !== null && { dimensions }) };
  return {
    path: '/v1/embeddings',
    body: (input) => ({ ...fixed, input }),
    read: (machine, answer, asked) => {
      const entries = listIn(machine, 'data', objectIn(machine, 'answer', answer)['data']);
      checkCount(machine, entries.length, asked);
      const objects = entries.map((entry) => objectIn(machine, 'data[]', entry));
      const place = (entry: Record<string, unknown>) => numberIn(machine, 'index', entry['index']);
      return objects
        .toSorted((one, other) => place(one) - place(other))
        .map(({ embedding }) => (typeof embedding === 'string' ? decoded(embedding) : numbersIn(machine, embedding)));
    },
  };
}

/** Numbers of 32 bits, little end first, in base64. */
function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength >> 2 }, (_, at) => view.getFloat32(at * 4, true));
}
