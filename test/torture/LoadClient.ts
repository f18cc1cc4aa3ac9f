import { setTimeout as wait } from 'node:timers/promises';
import { readAnswer } from '../../src/sync/wire/readAnswer';
import type { LedgerEvent } from '../../src/verdicts/VerdictEvent';
import type { Sender } from '../conformance/Sender';

/** Waits this long after a failure: the server is being started anew. */
const pauseMs = 10;

/** A client that makes events without end and sends them as the protocol says, whatever happens to the server. */
export class LoadClient {
  /** All events made, by id: what the server may have, and nothing else. */
  readonly made = new Map<string, LedgerEvent>();
  /** Ids that the server has acknowledged. */
  readonly acked = new Set<string>();
  /** Rejections; none is right here. */
  readonly rejected: string[] = [];
  failures = 0;
  #outbox: LedgerEvent[] = [];
  #isMaking = true;
  #isRunning = true;

  constructor(
    readonly sender: Sender,
    /** Numbers from 0 to 1. */
    private readonly random: () => number,
  ) {}

  get waiting(): number {
    return this.#outbox.length;
  }

  /** Runs until `end`. */
  async run(): Promise<void> {
    while (this.#isRunning) {
      if (this.#isMaking && this.#outbox.length < 300) this.#make();
      if (this.#outbox.length === 0) await wait(pauseMs);
      else await this.#push();
    }
  }

  /** Makes no more events; what is in the outbox still goes. */
  drain(): void {
    this.#isMaking = false;
  }

  end(): void {
    this.#isRunning = false;
  }

  #make(): void {
    const count = this.random() < 0.5 ? 1 : 1 + Math.floor(this.random() * 30);
    for (const event of this.sender.make(count)) {
      this.made.set(event.id, event);
      this.#outbox.push(event);
    }
  }

  async #push(): Promise<void> {
    const size = 1 + Math.floor(this.random() * 100);
    // Now and then what was acknowledged goes once more, as after a lost answer.
    const again = this.random() < 0.1 ? [...this.made.values()].slice(0, 5) : [];
    const batch = [...this.#outbox.slice(0, size), ...again];
    try {
      const { client, generation } = this.sender;
      const answer = await this.sender.put({ client, generation, events: batch });
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
      this.#note(readAnswer.batch(await answer.json()));
    } catch {
      this.failures++;
      await wait(pauseMs);
    }
  }

  #note({ acked, rejected }: { acked: string[]; rejected: { message: string }[] }): void {
    for (const id of acked) this.acked.add(id);
    this.rejected.push(...rejected.map(({ message }) => message));
    this.#outbox = this.#outbox.filter(({ id }) => !this.acked.has(id));
  }
}
