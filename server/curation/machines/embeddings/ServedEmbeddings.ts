import type { EmbeddingMachine } from '../EmbeddingMachine';
import type { MachineServer } from '../http/MachineServer';
import { inPieces } from '../inPieces';
import { unitVector } from './unitVector';

/** How one kind of server is asked for vectors. */
export interface EmbeddingWire {
  path: string;
  body(texts: readonly string[]): object;
  /** One vector a text, in order, as the server gives it. @throws MachineError */
  read(machine: string, answer: unknown, asked: number): Float32Array[];
}

/** Texts of one request: what text-embeddings-inference takes at most by default. */
const textsAtOnce = 32;

/** An embedding model behind a server. */
export class ServedEmbeddings implements EmbeddingMachine {
  constructor(
    private readonly server: MachineServer,
    private readonly wire: EmbeddingWire,
    /** What the vectors must have; null: what the first has. */
    private said: number | null,
  ) {}

  get id(): string {
    return this.server.id;
  }

  get width(): number | null {
    return this.said;
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#ask(['width'], signal, false);
  }

  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    return inPieces(texts, textsAtOnce, (piece) => this.#ask(piece, signal, true));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #ask(texts: readonly string[], signal: AbortSignal, kept: boolean): Promise<Float32Array[]> {
    const { path, body, read } = this.wire;
    const vectors = (answer: unknown) =>
      read(this.id, answer, texts.length).map((vector) => unitVector(this.id, vector, (this.said ??= vector.length)));
    return this.server.call({ path, body: body(texts), kept }, vectors, signal);
  }
}
