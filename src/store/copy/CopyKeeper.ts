import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { LedgerCopy } from './LedgerCopy';

/** A verdict does not wait longer than this for its second copy. */
const patienceMs = 2000;

type EventCopy = Pick<LedgerCopy, 'append' | 'catchUp' | 'events'>;

/** Keeps the second copy beside the ledger: what it cannot take now goes with the next events, and never fails a verdict. */
export class CopyKeeper {
  readonly #copy: EventCopy;
  #waiting: LedgerEvent[] = [];
  #problem: string | null = null;

  constructor(copy: EventCopy) {
    this.#copy = copy;
  }

  /** Why the copy has not all events, in the words of its last refusal; null where it has. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Resolves when the events are in the copy too, or have to wait for the next ones. */
  async keep(events: readonly LedgerEvent[]): Promise<void> {
    this.#waiting.push(...events);
    const taken = this.#waiting.length;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([this.#add(this.#waiting.slice(0, taken)), patience]);
  }

  /** Brings a copy up to date that misses events of earlier visits. */
  async catchUp(): Promise<void> {
    await this.#try(() => this.#copy.catchUp());
  }

  /** The events of the copy; none where it cannot be read. */
  async events(): Promise<LedgerEvent[]> {
    let events: LedgerEvent[] = [];
    await this.#try(async () => {
      events = await this.#copy.events();
    });
    return events;
  }

  async #add(events: LedgerEvent[]): Promise<void> {
    const isKept = await this.#try(() => this.#copy.append(events));
    if (!isKept) return;
    const kept = new Set(events);
    this.#waiting = this.#waiting.filter((event) => !kept.has(event));
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.#problem = null;
      return true;
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      return false;
    }
  }
}
