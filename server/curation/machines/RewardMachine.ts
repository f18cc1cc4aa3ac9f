import type { Message } from '../../../src/pairs/Message';

/** A conversation to score: prompt and response together. */
export interface Conversation {
  prompt: readonly Message[];
  response: readonly Message[];
}

/** What became of one conversation. A reward is the raw logit; why there is none is a sentence. */
export type RewardAnswer = { reward: number } | { reason: string };

/** Something that gives rewards. Built-in engine and servers stand behind it alike; `test/server/curation/machines` says what each keeps. */
export interface RewardMachine {
  /** Model and revision: it decides whether what is scored is scored again. Holds no address and no secret. */
  readonly id: string;
  /**
   * Refuses a machine that does not give raw logits, before anything is scored with it.
   * @throws MachineError
   */
  start(signal: AbortSignal): Promise<void>;
  /** One answer a conversation, in order. @throws MachineError where the machine itself fails */
  rewards(conversations: readonly Conversation[], signal: AbortSignal): Promise<RewardAnswer[]>;
  close(): Promise<void>;
}
