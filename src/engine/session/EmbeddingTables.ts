import type { ModelPlan } from '../architectures/Architecture';
import type { Weights } from '../checkpoint/openWeights';

/**
 * The tables that turn token ids into the graph's input. They stay on the host: looking rows up costs little there, and
 * the largest table of a model then needs no memory on the GPU.
 */
export class EmbeddingTables {
  private constructor(
    readonly width: number,
    private readonly words: Float32Array,
    /** Rows of position plus token type 0, or null where positions enter the graph otherwise. */
    private readonly places: Float32Array | null,
  ) {}

  static async read(plan: ModelPlan, weights: Weights): Promise<EmbeddingTables> {
    const { words, positions, tokenType } = plan.embeddings;
    const places = positions === null ? null : await weights.read(positions);
    if (places && tokenType !== null) addRow(places, await weights.read(tokenType), plan.width);
    return new EmbeddingTables(plan.width, await weights.read(words), places);
  }

  get vocabulary(): number {
    return this.words.length / this.width;
  }

  /** Embeddings of texts in a batch, `[texts, length, width]`; padding on the right is zeros. */
  batch(texts: readonly Int32Array[], length: number): Float32Array<ArrayBuffer> {
    const out = new Float32Array(texts.length * length * this.width);
    texts.forEach((ids, row) => this.write(ids, out, row * length * this.width));
    return out;
  }

  private write(ids: Int32Array, out: Float32Array, start: number): void {
    const { width, words, places } = this;
    for (let position = 0; position < ids.length; position += 1) {
      const from = (ids[position] ?? 0) * width;
      const to = start + position * width;
      if (!places) out.set(words.subarray(from, from + width), to);
      else
        for (let at = 0; at < width; at += 1)
          out[to + at] = (words[from + at] ?? 0) + (places[position * width + at] ?? 0);
    }
  }
}

function addRow(table: Float32Array, row: Float32Array, width: number): void {
  for (let index = 0; index < table.length; index += 1) table[index] = (table[index] ?? 0) + (row[index % width] ?? 0);
}
