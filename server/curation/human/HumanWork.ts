import type { Message } from '../../../src/pairs/Message';
import type { Attributes, LedgerEvent } from '../../../src/verdicts/VerdictEvent';

/** A pair as people are given it: in canonical order, without label, reward or vote. */
export interface HumanPair {
  pair: string;
  prompt: Message[];
  first: Message[];
  second: Message[];
  attributes: Attributes | null;
}

/** Where people judge: pairs go out as a task and come back as ledger events. */
export interface HumanWork {
  /** For people: where the tasks are. */
  readonly place: string;
  /** Gives a task to people. Once is enough: given again, nothing changes. */
  assign(task: string, pairs: AsyncIterable<HumanPair>): Promise<void>;
  /** All events of the ledger as they stand now, verified. */
  events(): AsyncIterable<LedgerEvent>;
}
