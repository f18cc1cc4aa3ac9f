/** Something that turns texts into vectors of one width. */
export interface EmbeddingMachine {
  /** Model and revision: it decides whether what is embedded is embedded again. Holds no address and no secret. */
  readonly id: string;
  /** Numbers of a vector. */
  readonly width: number;
  /**
   * Refuses a machine whose vectors have another width.
   * @throws MachineError
   */
  start(signal: AbortSignal): Promise<void>;
  /** One vector of length 1 a text, in order. @throws MachineError */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}
