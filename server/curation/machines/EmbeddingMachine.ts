/** Something that turns texts into vectors of one width. */
export interface EmbeddingMachine {
  /** Model and revision: it decides whether what is embedded is embedded again. Holds no address and no secret. */
  readonly id: string;
  /** Numbers of a vector; null before the machine has started where nobody has said it. */
  readonly width: number | null;
  /**
   * Finds the width, and refuses a machine whose vectors have another one than was said.
   * @throws MachineError
   */
  start(signal: AbortSignal): Promise<void>;
  /** One vector of length 1 a text, in order. @throws MachineError */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}
