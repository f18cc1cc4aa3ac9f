/** What a server of a language model gave back for one sample, as the wire had it. */
export interface MachineAnswer {
  /** Null or empty: nothing. */
  text: string | null;
  /** OpenAI's `finish_reason`: `stop` is a whole answer. */
  finish: string | null;
  /** OpenAI's `refusal`, where the model declined in its own field. */
  refusal?: string | null;
}
