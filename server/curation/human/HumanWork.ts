import type { Message } from '../../../src/pairs/Message';
import type { Attributes, LedgerEvent } from '../../../src/verdicts/VerdictEvent';

/** A pair as people are given it: in canonical order, without label, reward or vote. */
export interface HumanPair {
  pair: string;
  prompt: Message[];
  first: Message[];
  second: Message[];
  attributes: Attributes | null;
  /** How many people judge it, each alone. */
  annotators: number;
}

/** What a step gives to people. */
export interface HumanTask {
  /** The step's label. */
  step: string;
  /** The same for the same pairs of the same step, and another as soon as the plan has another step in its place. */
  name: string;
}

/** Who asks for the work of people, and how long a place that does not answer is waited for. */
export interface HumanAsk {
  signal: AbortSignal;
  /** Until it answers again; otherwise for some tries. */
  isPatient: boolean;
  /** Words for whoever watches. */
  note(words: string): void;
}

/** Where people judge: pairs go out as a task and come back as ledger events. */
export interface HumanWork {
  /** For people: where the tasks are. */
  readonly place: string;
  /** For people: what a task is called there. */
  titleOf(task: HumanTask): string;
  /**
   * Gives a task to people, and takes back those of the step, and of steps after it, that the plan has no more. Once is enough: given
   * again, nothing changes.
   */
  assign(task: HumanTask, pairs: AsyncIterable<HumanPair>, ask: HumanAsk): Promise<void>;
  /** All events of the ledger as they stand now, verified. */
  events(ask: HumanAsk): AsyncIterable<LedgerEvent>;
  /** The person whose events a client's are, as far as events were read. */
  personOf(client: string): string;
  /** Resolves when more events may have come than were read. @throws where the signal is aborted */
  news(ask: HumanAsk): Promise<void>;
  /** Nobody is given pairs of the task any more: the step has what it waited for. */
  end(task: HumanTask, ask: HumanAsk): Promise<void>;
}

/** Asks once, for whoever has no time. */
export const askOnce: HumanAsk = {
  signal: new AbortController().signal,
  isPatient: false,
  note: () => undefined,
};
