import type { ModelPlan } from '../architectures/Architecture';
import type { Weights } from '../checkpoint/openWeights';
import type { FileWriter } from '../files/FileFolder';
import type { EmbeddingsLayout } from './GraphManifest';

/** The table of words is the largest tensor of most checkpoints: it is copied in pieces. */
const pieceBytes = 8 * 1024 * 1024;

/**
 * Writes the table of words as the checkpoint has it, without any rounding, and behind it the rows of positions.
 * @param onBytes told of the checkpoint's bytes as they are copied; what it throws ends the copy
 */
export async function writeEmbeddings(
  plan: ModelPlan,
  weights: Weights,
  writer: FileWriter,
  onBytes: (bytes: number) => void,
): Promise<EmbeddingsLayout> {
  const place = weights.tensors.get(plan.embeddings.words);
  if (!place) throw new TypeError(`The plan names the embeddings "${plan.embeddings.words}", which are no tensor.`);
  const bytes = place.end - place.start;
  for (let start = 0; start < bytes; start += pieceBytes) {
    const piece = await weights.bytes(place, start, Math.min(bytes, start + pieceBytes));
    await writer.write(piece, start);
    onBytes(piece.length);
  }
  const positions = await positionRows(plan, weights);
  if (positions) await writer.write(new Uint8Array(positions.buffer), bytes);
  const rows = positions ? positions.length / plan.width : 0;
  return { type: place.type, words: plan.vocabulary, width: plan.width, positions: rows };
}

/** Rows of position plus token type 0. */
async function positionRows(
  { embeddings, width }: ModelPlan,
  weights: Weights,
): Promise<Float32Array<ArrayBuffer> | null> {
  if (embeddings.positions === null) return null;
  const rows = await weights.read(embeddings.positions);
  const type = embeddings.tokenType === null ? null : await weights.read(embeddings.tokenType);
  if (type)
    for (let index = 0; index < rows.length; index += 1) rows[index] = (rows[index] ?? 0) + (type[index % width] ?? 0);
  return rows;
}
