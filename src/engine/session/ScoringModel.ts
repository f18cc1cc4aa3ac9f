/** What one run of the model gives. */
export interface BatchOutput {
  /** One reward for each text. */
  rewards: Float32Array;
  /** The pooled states, `[texts, width]`. */
  hidden: Float32Array;
}

/** A prompt whose keys and values the runtime keeps (on the GPU where there is one), to run responses under it. */
export interface KeptPrompt {
  readonly tokens: number;
  /** Gives the memory back. Must be called once. */
  release(): void;
}

/** What runs cost beside their tokens, all in tokens: measures by which the plan chooses between padding and sharing. */
export interface RunCosts {
  /** Of starting one run. */
  run: number;
  /** Of one attention score (one query against one key, in all layers). */
  score: number;
}

/** A checkpoint that is ready to score token ids in one runtime. One call at a time. */
export interface ScoringModel {
  /** Costs of this model on this runtime; null where prompts cannot be shared (an encoder sees the whole text). */
  readonly costs: RunCosts | null;
  /** Scores whole texts in one batch, padded on the right: of one length where the graph has no mask. */
  run(texts: readonly Int32Array[]): Promise<BatchOutput>;
  /** Runs a prompt (at least one token) once and keeps its keys and values. Throws TypeError where `costs` is null. */
  keep(prompt: Int32Array): Promise<KeptPrompt>;
  /** Scores responses (each at least one token) packed under a kept prompt: the same rewards as `run` over the whole texts. */
  runUnder(prompt: KeptPrompt, responses: readonly Int32Array[]): Promise<BatchOutput>;
  release(): Promise<void>;
}
