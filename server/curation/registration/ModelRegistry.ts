/** A registered version that is in use: what a new model has to be better than. */
export interface ModelInUse {
  version: number;
  digest: string;
  /** Its folder on this machine. */
  checkpoint: string;
}

/** What a registry made of a checkpoint folder. */
export interface RegisteredModel {
  version: number;
  digest: string;
  tags: string[];
}

/** Where a plan's model is registered. A server's registry is one (`ServerRegistry`). */
export interface ModelRegistry {
  /** What decides where a model goes. The address is part of it: at another server it is another registration. */
  readonly settings: { server: string; model: string; tags: string[] };
  /**
   * Whether a model could be registered, asked before anything is paid. A registry that is away says nothing: it may be back by then.
   * @throws PipelineError where the name is taken or the token will not do
   */
  check(signal: AbortSignal): Promise<void>;
  /** The version with the tag `adopted`, else the newest; null: the name is new. @throws PipelineError */
  inUse(signal: AbortSignal): Promise<ModelInUse | null>;
  /** Registers a folder; the very same content gives the same version. @throws PipelineError */
  register(
    model: { folder: string; run: string },
    report: (doneBytes: number, totalBytes: number) => void,
    signal: AbortSignal,
  ): Promise<RegisteredModel>;
}
