/** What a judge is asked once. */
export interface JudgeCall {
  messages: readonly { role: 'system' | 'user'; content: string }[];
  /** JSON schema that the answer must follow. */
  schema: { name: string; schema: object };
  temperature: number;
  topP: number;
  maxTokens: number;
  /** Of the sample: the same call with another seed is another sample. */
  seed: number;
}

/** What came back, unread: a reader decides whether it is a vote. */
export interface JudgeAnswer {
  text: string;
  /** `stop` where the model ended by itself; `length` where it was cut off; otherwise as the server says. */
  finish: string;
  promptTokens: number;
  completionTokens: number;
}

/** A language model that is asked which response is better. */
export interface Judge {
  /** Model and revision: it decides whether what is asked is asked again. Holds no address and no secret. */
  readonly id: string;
  /** One sample. @throws MachineError where the machine gives none */
  ask(call: JudgeCall, signal: AbortSignal): Promise<JudgeAnswer>;
  close(): Promise<void>;
}
